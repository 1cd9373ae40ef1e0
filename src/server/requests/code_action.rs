//! `textDocument/codeAction`.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{CodeActionParams, CodeActionResponse};

use crate::server::requests::settled;
use crate::server::shared::Shared;

pub(crate) async fn answer(shared: &Shared, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
    let Some(snapshot) = shared.snapshot(&params.text_document.uri) else { return Ok(None) };
    let _ = settled(shared, snapshot).await?;
    Ok(None)
}
