//! `initialized`: the client may be asked things now.

use std::sync::Arc;

use tower_lsp::ls_types::Registration;

use crate::server::notifications::did_change_configuration::ask;
use crate::server::settings::SECTION;
use crate::server::shared::Shared;

pub(crate) fn take(shared: &Arc<Shared>) {
    let peer = shared.peer();
    if peer.registers_configuration {
        let client = shared.client.clone();
        tokio::spawn(async move {
            let registration = Registration {
                id: "configuration".to_owned(),
                method: "workspace/didChangeConfiguration".to_owned(),
                register_options: Some(serde_json::json!({ "section": SECTION })),
            };
            if let Err(error) = client.register_capability(vec![registration]).await {
                tracing::warn!(%error, "the client will not tell of changed settings");
            }
        });
    }
    if peer.configuration {
        ask(shared);
    }
}
