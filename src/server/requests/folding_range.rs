//! `textDocument/foldingRange`.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{FoldingRange, FoldingRangeKind, FoldingRangeParams};

use crate::features::folding::folds;
use crate::server::guard;
use crate::server::requests::settled;
use crate::server::shared::Shared;

pub(crate) async fn answer(shared: &Shared, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
    let Some(snapshot) = shared.snapshot(&params.text_document.uri) else { return Ok(None) };
    let snapshot = settled(shared, snapshot).await?;
    let found = guard::cancellable("foldingRange", move |cancel| folds(&snapshot.document, cancel)).await?;
    let narrow = |line: usize| u32::try_from(line).unwrap_or(u32::MAX);
    let range = |fold: std::ops::Range<usize>| FoldingRange {
        start_line: narrow(fold.start),
        end_line: narrow(fold.end - 1),
        kind: Some(FoldingRangeKind::Region),
        ..FoldingRange::default()
    };
    Ok(Some(found.into_iter().map(range).collect()))
}
