//! `textDocument/inlayHint`.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{InlayHint, InlayHintLabel, InlayHintParams};

use crate::features::hints::hints;
use crate::server::shared::Shared;
use crate::server::{convert, guard};

pub(crate) async fn answer(shared: &Shared, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
    let Some(mut snapshot) = shared.snapshot(&params.text_document.uri) else { return Ok(None) };
    let encoding = snapshot.peer.encoding;
    let text = snapshot.document.text();
    let asked = convert::range(params.range);
    let line = |position| text.line_of(text.offset(position, encoding));
    let lines = line(asked.start)..line(asked.end) + 1;
    let list = guard::in_background("inlayHint", move || {
        snapshot.document.settle_near(lines.clone());
        let found = hints(&snapshot.document, lines, &snapshot.settings.of_features());
        let text = snapshot.document.text();
        let hint = |hint: crate::features::hints::Hint| InlayHint {
            position: convert::to_position(text, hint.line, hint.column, encoding),
            label: InlayHintLabel::String(hint.text),
            kind: None,
            text_edits: None,
            tooltip: None,
            padding_left: Some(true),
            padding_right: None,
            data: None,
        };
        found.into_iter().map(hint).collect::<Vec<_>>()
    });
    list.await.map(Some)
}
