//! `textDocument/semanticTokens/full`, `/full/delta` and `/range`.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex};

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    SemanticToken, SemanticTokenModifier, SemanticTokenType, SemanticTokens, SemanticTokensDelta,
    SemanticTokensDeltaParams, SemanticTokensEdit, SemanticTokensFullDeltaResult, SemanticTokensLegend,
    SemanticTokensParams, SemanticTokensRangeParams, SemanticTokensRangeResult, SemanticTokensResult, Uri,
};

use crate::code::Class;
use crate::features::tokens::{Kind, Token, tokens};
use crate::server::requests::settled;
use crate::server::shared::{Shared, Snapshot, lock};
use crate::server::{convert, guard};

/// The types, in the order of their numbers in [`kind`]. All are of the specification, so that every theme
/// has a colour for them.
const TYPES: [SemanticTokenType; 8] = [
    SemanticTokenType::OPERATOR,
    SemanticTokenType::KEYWORD,
    SemanticTokenType::NUMBER,
    SemanticTokenType::ENUM_MEMBER,
    SemanticTokenType::PROPERTY,
    SemanticTokenType::STRING,
    SemanticTokenType::VARIABLE,
    SemanticTokenType::COMMENT,
];

/// What a code says, as modifiers of our own: one bit each, in this order.
const MODIFIERS: [&str; 4] = ["success", "intermediate", "transient", "permanent"];

/// The meaning of the numbers.
pub(crate) fn legend() -> SemanticTokensLegend {
    SemanticTokensLegend {
        token_types: TYPES.to_vec(),
        token_modifiers: MODIFIERS.iter().map(|name| SemanticTokenModifier::new(name)).collect(),
    }
}

/// The tokens that clients have, so that they can be told what has changed.
#[derive(Debug, Default)]
pub(crate) struct Known(Mutex<HashMap<String, Sent>>);

#[derive(Clone, Debug)]
struct Sent {
    id: String,
    tokens: Arc<Vec<SemanticToken>>,
}

impl Known {
    /// Forgets a document that was closed.
    pub fn forget(&self, uri: &str) {
        lock(&self.0).remove(uri);
    }

    fn get(&self, uri: &Uri, id: &str) -> Option<Arc<Vec<SemanticToken>>> {
        let table = lock(&self.0);
        table.get(uri.as_str()).filter(|sent| sent.id == id).map(|sent| Arc::clone(&sent.tokens))
    }

    fn put(&self, uri: &Uri, id: &str, tokens: &Arc<Vec<SemanticToken>>) {
        let sent = Sent { id: id.to_owned(), tokens: Arc::clone(tokens) };
        lock(&self.0).insert(uri.as_str().to_owned(), sent);
    }
}

pub(crate) async fn full(
    shared: &Shared,
    params: SemanticTokensParams,
) -> Result<Option<SemanticTokensResult>> {
    let Some(snapshot) = shared.snapshot(&params.text_document.uri) else { return Ok(None) };
    let (id, tokens) = all(shared, snapshot).await?;
    Ok(Some(SemanticTokensResult::Tokens(whole(id, &tokens))))
}

pub(crate) async fn delta(
    shared: &Shared,
    params: SemanticTokensDeltaParams,
) -> Result<Option<SemanticTokensFullDeltaResult>> {
    let uri = params.text_document.uri;
    let Some(snapshot) = shared.snapshot(&uri) else { return Ok(None) };
    let before = shared.tokens.get(&uri, &params.previous_result_id);
    let (id, tokens) = all(shared, snapshot).await?;
    Ok(Some(match before {
        Some(before) => SemanticTokensFullDeltaResult::TokensDelta(SemanticTokensDelta {
            result_id: Some(id),
            edits: difference(&before, &tokens).into_iter().collect(),
        }),
        None => SemanticTokensFullDeltaResult::Tokens(whole(id, &tokens)),
    }))
}

pub(crate) async fn range(
    shared: &Shared,
    params: SemanticTokensRangeParams,
) -> Result<Option<SemanticTokensRangeResult>> {
    let Some(mut snapshot) = shared.snapshot(&params.text_document.uri) else { return Ok(None) };
    let text = snapshot.document.text();
    let asked = convert::range(params.range);
    let line = |position| text.line_of(text.offset(position, snapshot.peer.encoding));
    let lines = line(asked.start)..line(asked.end) + 1;
    let data = guard::cancellable("semanticTokens/range", move |cancel| {
        snapshot.document.settle_near(lines.clone());
        encode(&snapshot, &tokens(&snapshot.document, lines, cancel))
    })
    .await?;
    Ok(Some(SemanticTokensRangeResult::Tokens(SemanticTokens { result_id: None, data })))
}

/// The tokens of a document, noted as those that the client has.
async fn all(shared: &Shared, snapshot: Snapshot) -> Result<(String, Arc<Vec<SemanticToken>>)> {
    let uri = snapshot.uri.clone();
    let id = snapshot.stamp.to_string();
    let snapshot = settled(shared, snapshot).await?;
    let data = guard::cancellable("semanticTokens", move |cancel| {
        let lines: Range<usize> = 0..snapshot.document.line_count();
        encode(&snapshot, &tokens(&snapshot.document, lines, cancel))
    })
    .await?;
    let data = Arc::new(data);
    // Closed while we worked: nobody would ask for the difference, and nobody would forget it.
    if shared.documents.get(uri.as_str()).is_some() {
        shared.tokens.put(&uri, &id, &data);
    }
    Ok((id, data))
}

fn whole(id: String, tokens: &[SemanticToken]) -> SemanticTokens {
    SemanticTokens { result_id: Some(id), data: tokens.to_vec() }
}

/// What stands between the common start and the common end; counted in numbers, five a token.
fn difference(before: &[SemanticToken], after: &[SemanticToken]) -> Option<SemanticTokensEdit> {
    if before == after {
        return None;
    }
    let start = before.iter().zip(after).take_while(|(one, other)| one == other).count();
    let (old, new) = (&before[start..], &after[start..]);
    let end = old.iter().rev().zip(new.iter().rev()).take_while(|(one, other)| one == other).count();
    let narrow = |count: usize| u32::try_from(count * 5).unwrap_or(u32::MAX);
    Some(SemanticTokensEdit {
        start: narrow(start),
        delete_count: narrow(old.len() - end),
        data: Some(new[..new.len() - end].to_vec()),
    })
}

/// The number of a kind's type, and its modifiers.
fn kind(kind: Kind) -> (u32, u32) {
    let modifier = |class: Class| match class {
        Class::PositivePreliminary | Class::PositiveCompletion => 1,
        Class::PositiveIntermediate => 2,
        Class::TransientNegative => 4,
        Class::PermanentNegative => 8,
    };
    match kind {
        Kind::Direction => (0, 0),
        Kind::Command => (1, 0),
        Kind::Code(class) => (2, modifier(class)),
        Kind::Enhanced(class) => (3, modifier(class)),
        Kind::Keyword => (4, 0),
        Kind::Address => (5, 0),
        Kind::QueueId => (6, 0),
        Kind::Comment => (7, 0),
    }
}

/// Each token as its distance from the one before.
fn encode(snapshot: &Snapshot, tokens: &[Token]) -> Vec<SemanticToken> {
    let text = snapshot.document.text();
    let mut last = tower_lsp::ls_types::Position::default();
    let mut encoded = Vec::with_capacity(tokens.len());
    for token in tokens {
        let range = convert::to_range(text, token.line, token.columns.clone(), snapshot.peer.encoding);
        let delta_line = range.start.line - last.line;
        let before = if delta_line == 0 { last.character } else { 0 };
        let (token_type, token_modifiers_bitset) = kind(token.kind);
        encoded.push(SemanticToken {
            delta_line,
            delta_start: range.start.character - before,
            length: range.end.character - range.start.character,
            token_type,
            token_modifiers_bitset,
        });
        last = range.start;
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_difference_leads_from_one_to_the_other() {
        let list = |numbers: &[u32]| -> Vec<SemanticToken> {
            numbers.iter().map(|n| SemanticToken { delta_line: *n, ..SemanticToken::default() }).collect()
        };
        let cases: [(&[u32], &[u32]); 6] = [
            (&[], &[1]),
            (&[1], &[]),
            (&[1, 2, 3], &[1, 9, 3]),
            (&[1, 1], &[1, 1, 1]),
            (&[1, 2, 1, 2], &[1, 2]),
            (&[1, 2], &[3, 4, 5]),
        ];
        for (before, after) in cases {
            let (before, after) = (list(before), list(after));
            let edit = difference(&before, &after).expect("they differ");
            let (start, count) = (edit.start as usize / 5, edit.delete_count as usize / 5);
            let mut changed = before.clone();
            changed.splice(start..start + count, edit.data.expect("tokens"));
            assert_eq!(changed, after);
            assert_eq!(difference(&after, &after), None);
        }
    }
}
