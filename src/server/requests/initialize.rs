//! `initialize`: what both sides can do.

use tower_lsp::ls_types::{InitializeParams, InitializeResult, MessageType, ServerInfo};

use crate::server::capabilities::{self, Peer};
use crate::server::language;
use crate::server::notifications::did_change_configuration::tell;
use crate::server::shared::Shared;

pub(crate) fn answer(shared: &Shared, params: &InitializeParams) -> InitializeResult {
    let peer = Peer::of(&params.capabilities);
    shared.meet(peer);
    shared.projects.begin(params);
    let language = language::choose(params.locale.as_deref(), |name| std::env::var(name).ok());
    let outcome = shared.configuration().begin(language, params.initialization_options.as_ref());
    tell(shared, MessageType::WARNING, outcome.warnings);
    if let Some(client) = &params.client_info {
        tracing::info!(name = client.name, version = client.version, ?peer, "initialize");
    }
    InitializeResult {
        capabilities: capabilities::of_server(&peer),
        server_info: Some(ServerInfo {
            name: env!("CARGO_PKG_NAME").to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
        ..InitializeResult::default()
    }
}
