//! `textDocument/documentLink`.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{DocumentLink, DocumentLinkParams};

use crate::features::links::links;
use crate::server::requests::settled;
use crate::server::shared::Shared;
use crate::server::{convert, guard};

pub(crate) async fn answer(shared: &Shared, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
    let Some(snapshot) = shared.snapshot(&params.text_document.uri) else { return Ok(None) };
    let snapshot = settled(shared, snapshot).await?;
    let list = guard::cancellable("documentLink", move |cancel| {
        let found = links(&snapshot.document, snapshot.settings.language, cancel);
        let text = snapshot.document.text();
        let link = |link: crate::features::links::Link| {
            Some(DocumentLink {
                range: convert::to_range(text, link.line, link.columns, snapshot.peer.encoding),
                // What is no address after all is no link.
                target: Some(link.url.parse().ok()?),
                tooltip: Some(link.tooltip),
                data: None,
            })
        };
        found.into_iter().filter_map(link).collect::<Vec<_>>()
    });
    list.await.map(Some)
}
