//! One file a request. Each takes its snapshot as its first statement.

pub(super) mod code_action;
pub(super) mod code_lens;
pub(super) mod completion;
pub(super) mod definition;
pub(super) mod diagnostic;
pub(super) mod document_highlight;
pub(super) mod document_link;
pub(super) mod document_symbol;
pub(super) mod execute_command;
pub(super) mod folding_range;
pub(super) mod hover;
pub(super) mod initialize;
pub(super) mod inlay_hint;
pub(super) mod references;
pub(super) mod selection_range;
pub(super) mod semantic_tokens;
pub(super) mod workspace_symbol;

use tower_lsp::jsonrpc::Result;

use crate::server::guard;
use crate::server::shared::{Shared, Snapshot};

/// Scans what is left of a snapshot's text, for requests that look at all of it.
async fn settled(shared: &Shared, mut snapshot: Snapshot) -> Result<Snapshot> {
    if snapshot.document.is_settled() {
        return Ok(snapshot);
    }
    let snapshot = guard::in_background("scan", move || {
        snapshot.document.settle(usize::MAX);
        snapshot
    })
    .await?;
    shared.documents.put_back(snapshot.uri.as_str(), snapshot.stamp, &snapshot.document);
    Ok(snapshot)
}
