//! `workspace/didChangeConfiguration`, and all that a change of settings entails.

use std::sync::Arc;

use serde_json::Value;
use tower_lsp::ls_types::{ConfigurationItem, DidChangeConfigurationParams, MessageType};

use crate::server::projects;
use crate::server::settings::SECTION;
use crate::server::shared::Shared;

pub(crate) fn take(shared: &Arc<Shared>, params: &DidChangeConfigurationParams) {
    if shared.peer().configuration {
        // Such clients send null or everything here, and want to be asked.
        ask(shared);
    } else {
        apply(shared, &params.settings);
    }
}

/// Asks the client for its configuration, in a task of its own: a handler that waited for the answer
/// would stop the loop that brings it.
pub(crate) fn ask(shared: &Arc<Shared>) {
    let shared = Arc::clone(shared);
    tokio::spawn(async move {
        let item = ConfigurationItem { scope_uri: None, section: Some(SECTION.to_owned()) };
        match shared.client.configuration(vec![item]).await {
            Ok(values) => apply(&shared, values.first().unwrap_or(&Value::Null)),
            Err(error) => tracing::warn!(%error, "the client does not tell its configuration"),
        }
    });
}

/// Takes up the client's configuration.
fn apply(shared: &Arc<Shared>, values: &Value) {
    let outcome = shared.configuration().configure(values);
    tell(shared, MessageType::WARNING, outcome.warnings);
    if outcome.changed {
        renew(shared);
    }
}

/// Brings all open documents and their diagnostics in step with settings and project files.
pub(crate) fn renew(shared: &Arc<Shared>) {
    for uri in shared.documents.names() {
        let (options, rules) = projects::options(shared, Some(&uri));
        shared.documents.set_options(&uri, &options, rules);
        shared.queue.push(&uri);
    }
    if shared.peer().pulls_diagnostics && shared.peer().refreshes_diagnostics {
        let client = shared.client.clone();
        tokio::spawn(async move {
            if let Err(error) = client.workspace_diagnostic_refresh().await {
                tracing::warn!(%error, "the client does not ask for diagnostics anew");
            }
        });
    }
}

/// Shows messages to the user.
pub(crate) fn tell(shared: &Shared, kind: MessageType, messages: Vec<String>) {
    if messages.is_empty() {
        return;
    }
    let client = shared.client.clone();
    tokio::spawn(async move {
        for message in messages {
            client.show_message(kind, message).await;
        }
    });
}
