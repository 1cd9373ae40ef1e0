//! `textDocument/didClose`.

use tower_lsp::ls_types::DidCloseTextDocumentParams;

use crate::server::shared::Shared;

pub(crate) fn take(shared: &Shared, params: &DidCloseTextDocumentParams) {
    let uri = params.text_document.uri.as_str();
    if shared.documents.close(uri) {
        shared.tokens.forget(uri);
        // The publisher takes the diagnostics back, in order with what it published before.
        shared.queue.push(uri);
    }
}
