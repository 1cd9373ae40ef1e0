//! `textDocument/completion` and `completionItem/resolve`.

use serde_json::json;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    CompletionItem, CompletionItemKind, CompletionItemLabelDetails, CompletionList, CompletionParams,
    CompletionResponse, CompletionTextEdit, Documentation, InsertTextFormat, MarkupContent, MarkupKind,
    TextEdit,
};

use crate::features::completion::{Item, Kind, completion, documentation};
use crate::features::render::{markdown, terminal};
use crate::server::answers::PAPER;
use crate::server::capabilities::Peer;
use crate::server::convert;
use crate::server::shared::Shared;

/// What makes a client ask: the characters before and in a code, and those before a parameter.
pub(crate) const TRIGGERS: [&str; 8] = [" ", "=", ":", "\"", "'", ".", "4", "5"];

pub(crate) async fn answer(shared: &Shared, params: CompletionParams) -> Result<Option<CompletionResponse>> {
    let at = params.text_document_position;
    let Some(mut snapshot) = shared.snapshot(&at.text_document.uri) else { return Ok(None) };
    let encoding = snapshot.peer.encoding;
    let place = convert::place(snapshot.document.text(), at.position, encoding);
    snapshot.document.settle_near(place.line..place.line + 1);
    let language = snapshot.settings.language;
    let found = completion(&snapshot.document, place.line, place.column, language);
    let text = snapshot.document.text();
    let range = convert::to_range(text, place.line, found.columns, encoding);
    let items = found.items.into_iter().enumerate();
    let items = items.map(|(index, item)| convert_one(&snapshot.peer, item, index, range)).collect();
    // What is offered depends on what stands before the word, not on how much of it is written.
    Ok(Some(CompletionResponse::List(CompletionList { is_incomplete: false, items })))
}

fn convert_one(peer: &Peer, item: Item, index: usize, range: tower_lsp::ls_types::Range) -> CompletionItem {
    let snippet = !item.closing.is_empty() && peer.snippets;
    let new_text =
        if snippet { format!("{}$1{}$0", escaped(&item.text), item.closing) } else { item.text.clone() };
    let title = (!item.title.is_empty()).then_some(item.title);
    CompletionItem {
        label: item.text.clone(),
        label_details: title
            .clone()
            .filter(|_| peer.label_details)
            .map(|title| CompletionItemLabelDetails { detail: None, description: Some(title) }),
        detail: title.filter(|_| !peer.label_details),
        kind: Some(match item.kind {
            Kind::Basic | Kind::Enhanced => CompletionItemKind::VALUE,
            Kind::Words => CompletionItemKind::TEXT,
            Kind::Command => CompletionItemKind::KEYWORD,
            Kind::Parameter => CompletionItemKind::PROPERTY,
        }),
        preselect: item.usual.then_some(true),
        sort_text: Some(format!("{index:04}")),
        filter_text: Some(item.text),
        insert_text_format: Some(if snippet {
            InsertTextFormat::SNIPPET
        } else {
            InsertTextFormat::PLAIN_TEXT
        }),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit { range, new_text })),
        data: Some(json!({ "subject": item.subject })),
        ..CompletionItem::default()
    }
}

/// Text in which nothing is a placeholder of a snippet.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('$', "\\$").replace('}', "\\}")
}

/// Adds what is said of an item. The subject is the item's own; whatever else it says is left alone.
pub(crate) async fn resolve(shared: &Shared, mut item: CompletionItem) -> Result<CompletionItem> {
    let language = shared.settings().language;
    let subject = item.data.as_ref().and_then(|data| data["subject"].as_str());
    if let Some(blocks) = subject.and_then(|subject| documentation(subject, language)) {
        let (kind, value) = if shared.peer().markdown_completions {
            (MarkupKind::Markdown, markdown(&blocks))
        } else {
            (MarkupKind::PlainText, terminal(&blocks, PAPER))
        };
        item.documentation = Some(Documentation::MarkupContent(MarkupContent { kind, value }));
    }
    Ok(item)
}
