//! `initialized`: the client may be asked things now.

use std::sync::Arc;

use serde_json::json;
use tower_lsp::ls_types::Registration;

use crate::project;
use crate::server::notifications::did_change_configuration::ask;
use crate::server::settings::SECTION;
use crate::server::shared::Shared;
use crate::server::{answers, guard};

pub(crate) fn take(shared: &Arc<Shared>) {
    let settings = shared.settings();
    // While the editor makes the message that opens the first document.
    let warm_up = move || {
        let _ = guard::catch("warm-up", || answers::warm_up(&settings));
    };
    if let Err(error) = std::thread::Builder::new().name("warm-up".into()).spawn(warm_up) {
        tracing::warn!(%error, "cannot start a thread: the first answer comes later");
    }
    let peer = shared.peer();
    let mut registrations = Vec::new();
    if peer.registers_configuration {
        registrations.push(Registration {
            id: "configuration".to_owned(),
            method: "workspace/didChangeConfiguration".to_owned(),
            register_options: Some(json!({ "section": SECTION })),
        });
    }
    if peer.registers_watchers {
        let glob = format!("**/{}", project::FILE);
        registrations.push(Registration {
            id: "project-files".to_owned(),
            method: "workspace/didChangeWatchedFiles".to_owned(),
            register_options: Some(json!({ "watchers": [{ "globPattern": glob }] })),
        });
    }
    if !registrations.is_empty() {
        let client = shared.client.clone();
        tokio::spawn(async move {
            if let Err(error) = client.register_capability(registrations).await {
                tracing::warn!(%error, "the client will not tell of changed settings and files");
            }
        });
    }
    if peer.configuration {
        ask(shared);
    }
}
