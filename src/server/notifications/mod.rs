//! One file a notification. Each changes the state at once: there is no `.await` in here.

pub(super) mod did_change;
pub(super) mod did_change_configuration;
pub(super) mod did_close;
pub(super) mod did_open;
pub(super) mod did_save;
pub(super) mod initialized;
