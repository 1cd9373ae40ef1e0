//! `textDocument/documentHighlight`.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{DocumentHighlight, DocumentHighlightKind, DocumentHighlightParams};

use crate::features::references::highlights;
use crate::server::convert;
use crate::server::shared::Shared;

pub(crate) async fn answer(
    shared: &Shared,
    params: DocumentHighlightParams,
) -> Result<Option<Vec<DocumentHighlight>>> {
    let at = params.text_document_position_params;
    let Some(mut snapshot) = shared.snapshot(&at.text_document.uri) else { return Ok(None) };
    let encoding = snapshot.peer.encoding;
    let place = convert::place(snapshot.document.text(), at.position, encoding);
    snapshot.document.settle_near(place.line..place.line + 1);
    let found = highlights(&snapshot.document, place.line, place.column).into_iter();
    let highlight = |place: crate::features::references::Place| DocumentHighlight {
        range: convert::to_range(snapshot.document.text(), place.line, place.columns, encoding),
        kind: Some(DocumentHighlightKind::TEXT),
    };
    let list: Vec<_> = found.map(highlight).collect();
    Ok((!list.is_empty()).then_some(list))
}
