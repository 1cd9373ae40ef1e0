//! `textDocument/codeLens`.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{CodeLens, CodeLensParams, Command};

use crate::features::lens::lenses;
use crate::server::requests::settled;
use crate::server::shared::Shared;
use crate::server::{convert, guard};

pub(crate) async fn answer(shared: &Shared, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
    let Some(snapshot) = shared.snapshot(&params.text_document.uri) else { return Ok(None) };
    let settings = snapshot.settings.of_features();
    if !settings.lenses {
        return Ok(None);
    }
    let snapshot = settled(shared, snapshot).await?;
    let list = guard::cancellable("codeLens", move |cancel| {
        let found = lenses(&snapshot.document, &settings, cancel);
        let lens = |lens: crate::features::lens::Lens| CodeLens {
            range: convert::to_range(snapshot.document.text(), lens.line, 0..0, snapshot.peer.encoding),
            // Without a command's name an editor shows the title and does nothing on a click.
            command: Some(Command { title: lens.text, command: String::new(), arguments: None }),
            data: None,
        };
        found.into_iter().map(lens).collect::<Vec<_>>()
    });
    list.await.map(Some)
}
