//! `textDocument/references`: over all open documents, the one that is asked about first.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{Location, ReferenceParams};

use crate::features::references::{MOST, references};
use crate::features::trail::trail;
use crate::server::requests::settled;
use crate::server::shared::Shared;
use crate::server::{convert, guard};

pub(crate) async fn answer(shared: &Shared, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
    let at = params.text_document_position;
    let Some(snapshot) = shared.snapshot(&at.text_document.uri) else { return Ok(None) };
    let others = shared.other_snapshots(&snapshot.uri);
    let snapshot = settled(shared, snapshot).await?;
    let encoding = snapshot.peer.encoding;
    let place = convert::place(snapshot.document.text(), at.position, encoding);
    guard::cancellable("references", move |cancel| {
        let (followed, _) = trail(&snapshot.document, place.line, place.column)?;
        let mut all = Vec::new();
        for snapshot in std::iter::once(snapshot).chain(others) {
            let room = MOST - all.len();
            let found = references(&snapshot.document, &followed, cancel).into_iter().take(room);
            all.extend(found.map(|place| Location {
                uri: snapshot.uri.clone(),
                range: convert::to_range(snapshot.document.text(), place.line, place.columns, encoding),
            }));
        }
        Some(all)
    })
    .await
}
