//! `textDocument/didChange`.

use tower_lsp::ls_types::DidChangeTextDocumentParams;

use crate::server::documents::Change;
use crate::server::shared::Shared;
use crate::server::{convert, hooks};

pub(crate) fn take(shared: &Shared, params: DidChangeTextDocumentParams) {
    let uri = params.text_document.uri.as_str();
    let changes: Vec<Change> = params
        .content_changes
        .into_iter()
        .map(|change| Change { range: change.range.map(convert::range), text: change.text })
        .collect();
    let tripped = changes.iter().any(|change| hooks::is_trip_wire(&change.text));
    let version = params.text_document.version;
    if shared.documents.change(uri, version, shared.peer().encoding, changes) {
        shared.queue.push(uri);
    } else {
        tracing::warn!(uri, "a change of a document that is not open");
    }
    assert!(!tripped, "a test wanted this");
}
