//! `workspace/symbol`: over all open documents.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    Location, SymbolInformation, SymbolKind, WorkspaceSymbolParams, WorkspaceSymbolResponse,
};

use crate::features::workspace::{Kind, MOST, find};
use crate::server::shared::Shared;
use crate::server::{convert, guard};

#[allow(deprecated, reason = "the type has no other constructor")]
pub(crate) async fn answer(
    shared: &Shared,
    params: WorkspaceSymbolParams,
) -> Result<Option<WorkspaceSymbolResponse>> {
    let snapshots = shared.snapshots();
    let list = guard::cancellable("workspace/symbol", move |cancel| {
        let mut list = Vec::new();
        for snapshot in snapshots {
            let text = snapshot.document.text();
            let room = MOST - list.len();
            let found = find(&snapshot.document, &params.query, cancel).into_iter().take(room);
            list.extend(found.map(|one| SymbolInformation {
                name: one.name,
                kind: match one.kind {
                    Kind::Code => SymbolKind::EVENT,
                    Kind::QueueId => SymbolKind::OBJECT,
                    Kind::MessageId => SymbolKind::KEY,
                },
                tags: None,
                deprecated: None,
                location: Location {
                    uri: snapshot.uri.clone(),
                    range: convert::to_range(text, one.line, one.columns, snapshot.peer.encoding),
                },
                container_name: snapshot.uri.path().as_str().rsplit('/').next().map(str::to_owned),
            }));
        }
        list
    });
    list.await.map(|list| Some(WorkspaceSymbolResponse::Flat(list)))
}
