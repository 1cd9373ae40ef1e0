//! Under construction.
use super::reader::Line;
use super::{Dialect, State};

pub(super) fn read(line: &mut Line<'_>, state: &mut State) {
    line.read_text(state, 0, line.text, Dialect::Bounce);
}
