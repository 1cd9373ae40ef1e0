//! `textDocument/didOpen`.

use tower_lsp::ls_types::DidOpenTextDocumentParams;

use crate::document::Document;
use crate::server::projects;
use crate::server::shared::Shared;

pub(crate) fn take(shared: &Shared, params: DidOpenTextDocumentParams) {
    let item = params.text_document;
    let (options, rules) = projects::options(shared, Some(item.uri.as_str()));
    let document = Document::open(item.uri.path().as_str(), &item.language_id, &item.text, &options);
    // A long text is in memory twice until here.
    drop(item.text);
    shared.documents.open(item.uri.as_str(), item.version, document, rules);
    shared.queue.push(item.uri.as_str());
}
