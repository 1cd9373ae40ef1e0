//! `textDocument/documentSymbol`.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    DocumentSymbol, DocumentSymbolParams, DocumentSymbolResponse, Location, Range, SymbolInformation,
    SymbolKind,
};

use crate::features::symbols::{Kind, Symbol, symbols};
use crate::server::requests::settled;
use crate::server::shared::{Shared, Snapshot};
use crate::server::{convert, guard};

pub(crate) async fn answer(
    shared: &Shared,
    params: DocumentSymbolParams,
) -> Result<Option<DocumentSymbolResponse>> {
    let Some(snapshot) = shared.snapshot(&params.text_document.uri) else { return Ok(None) };
    let snapshot = settled(shared, snapshot).await?;
    let answer = guard::cancellable("documentSymbol", move |cancel| {
        let found = symbols(&snapshot.document, snapshot.settings.language, cancel);
        if snapshot.peer.nested_symbols {
            DocumentSymbolResponse::Nested(found.into_iter().map(|one| nested(&snapshot, one)).collect())
        } else {
            let mut list = Vec::new();
            found.into_iter().for_each(|one| flat(&snapshot, one, None, &mut list));
            DocumentSymbolResponse::Flat(list)
        }
    });
    answer.await.map(Some)
}

fn kind(kind: Kind) -> SymbolKind {
    match kind {
        Kind::Session => SymbolKind::MODULE,
        Kind::Transaction => SymbolKind::CLASS,
        Kind::Command => SymbolKind::METHOD,
        Kind::Mail => SymbolKind::OBJECT,
        Kind::Recipient => SymbolKind::FIELD,
        Kind::Reply => SymbolKind::EVENT,
        Kind::Notice => SymbolKind::STRING,
    }
}

/// From the first line's start to the last line's end.
fn range(snapshot: &Snapshot, symbol: &Symbol) -> Range {
    let last = symbol.lines.end.saturating_sub(1).max(symbol.lines.start);
    convert::lines(snapshot.document.text(), symbol.lines.start..last + 1, snapshot.peer.encoding)
}

#[allow(deprecated, reason = "the type has no other constructor")]
fn nested(snapshot: &Snapshot, mut symbol: Symbol) -> DocumentSymbol {
    let children = std::mem::take(&mut symbol.children);
    let columns = symbol.columns.clone();
    let selection = convert::to_range(snapshot.document.text(), symbol.line, columns, snapshot.peer.encoding);
    DocumentSymbol {
        range: range(snapshot, &symbol),
        selection_range: selection,
        kind: kind(symbol.kind),
        detail: Some(symbol.detail).filter(|detail| !detail.is_empty()),
        name: symbol.name,
        tags: None,
        deprecated: None,
        children: (!children.is_empty())
            .then(|| children.into_iter().map(|child| nested(snapshot, child)).collect()),
    }
}

/// A client that shows no levels shows no details either: both go into the name.
#[allow(deprecated, reason = "the type has no other constructor")]
fn flat(snapshot: &Snapshot, symbol: Symbol, parent: Option<&str>, list: &mut Vec<SymbolInformation>) {
    let name = if symbol.detail.is_empty() {
        symbol.name.clone()
    } else {
        format!("{} · {}", symbol.name, symbol.detail)
    };
    list.push(SymbolInformation {
        name,
        kind: kind(symbol.kind),
        tags: None,
        deprecated: None,
        location: Location { uri: snapshot.uri.clone(), range: range(snapshot, &symbol) },
        container_name: parent.map(str::to_owned),
    });
    let name = symbol.name;
    symbol.children.into_iter().for_each(|child| flat(snapshot, child, Some(&name), list));
}
