//! `textDocument/selectionRange`.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{Range, SelectionRange, SelectionRangeParams};

use crate::features::selection::{Part, parts};
use crate::server::convert;
use crate::server::shared::Shared;

/// More cursors than this are not answered for.
const CURSORS: usize = 100;

pub(crate) async fn answer(
    shared: &Shared,
    params: SelectionRangeParams,
) -> Result<Option<Vec<SelectionRange>>> {
    let Some(mut snapshot) = shared.snapshot(&params.text_document.uri) else { return Ok(None) };
    let encoding = snapshot.peer.encoding;
    // Each position must have its answer, or the client would take one for another's.
    if params.positions.len() > CURSORS {
        return Ok(None);
    }
    let mut answers = Vec::new();
    for position in params.positions {
        let place = convert::place(snapshot.document.text(), position, encoding);
        snapshot.document.settle_near(place.line..place.line + 1);
        let text = snapshot.document.text();
        let range = |part: &Part| Range {
            start: convert::to_position(text, part.start.0, part.start.1, encoding),
            end: convert::to_position(text, part.end.0, part.end.1, encoding),
        };
        let found = parts(&snapshot.document, place.line, place.column);
        let nested = found.iter().rev().fold(None, |parent, part| {
            Some(SelectionRange { range: range(part), parent: parent.map(Box::new) })
        });
        answers.extend(nested);
    }
    Ok(Some(answers))
}
