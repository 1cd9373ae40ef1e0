//! `textDocument/definition`.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{GotoDefinitionParams, GotoDefinitionResponse, Location, LocationLink};

use crate::features::definition::definition;
use crate::server::requests::settled;
use crate::server::shared::Shared;
use crate::server::{convert, guard};

pub(crate) async fn answer(
    shared: &Shared,
    params: GotoDefinitionParams,
) -> Result<Option<GotoDefinitionResponse>> {
    let at = params.text_document_position_params;
    let Some(snapshot) = shared.snapshot(&at.text_document.uri) else { return Ok(None) };
    let snapshot = settled(shared, snapshot).await?;
    let encoding = snapshot.peer.encoding;
    let place = convert::place(snapshot.document.text(), at.position, encoding);
    let (found, snapshot) = guard::cancellable("definition", move |cancel| {
        (definition(&snapshot.document, place.line, place.column, cancel), snapshot)
    })
    .await?;
    let text = snapshot.document.text();
    Ok(found.map(|target| {
        let range = convert::to_range(text, target.line, target.columns, encoding);
        if !snapshot.peer.links_definitions {
            return GotoDefinitionResponse::Scalar(Location { uri: snapshot.uri.clone(), range });
        }
        GotoDefinitionResponse::Link(vec![LocationLink {
            origin_selection_range: Some(convert::to_range(text, place.line, target.origin, encoding)),
            target_uri: snapshot.uri.clone(),
            target_range: range,
            target_selection_range: range,
        }])
    }))
}
