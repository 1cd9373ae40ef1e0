//! `textDocument/hover`.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{Hover, HoverContents, HoverParams, MarkupContent, MarkupKind};

use crate::server::shared::Shared;
use crate::server::{answers, convert};

pub(crate) async fn answer(shared: &Shared, params: HoverParams) -> Result<Option<Hover>> {
    let Some(mut snapshot) = shared.snapshot(&params.text_document_position_params.text_document.uri) else {
        return Ok(None);
    };
    let encoding = snapshot.peer.encoding;
    let at = params.text_document_position_params.position;
    let place = convert::place(snapshot.document.text(), at, encoding);
    // A long text may still be scanned from its start; what is looked at comes first.
    snapshot.document.settle_near(place.line..place.line + 1);
    let found = answers::hover(&snapshot.document, place.line, place.column, &snapshot.settings);
    Ok(found.map(|hover| {
        let columns = hover.start..hover.end;
        let (kind, value) = if snapshot.peer.markdown {
            (MarkupKind::Markdown, hover.markdown)
        } else {
            (MarkupKind::PlainText, hover.plain)
        };
        Hover {
            contents: HoverContents::Markup(MarkupContent { kind, value }),
            range: Some(convert::to_range(snapshot.document.text(), hover.line, columns, encoding)),
        }
    }))
}
