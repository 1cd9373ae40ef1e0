//! The features, as the server asks them. Nothing but the plumbing between settings and features is here.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::catalog::{OwnReplies, Question};
use crate::code::Code;
use crate::document::{Document, DocumentOptions};
use crate::features::diagnostics::Drafts;
use crate::features::explain::{self, Explanation};
use crate::features::hover::Hover;
use crate::features::place::Place;
use crate::features::render::{Block, Paper, markdown, terminal};
use crate::features::{self, codes, compare, seen};
use crate::server::settings::Settings;

/// Explains what stands at a place (line and byte column).
pub(super) fn hover(document: &Document, line: usize, column: usize, settings: &Settings) -> Option<Hover> {
    features::hover::hover(document, line, column, &settings.of_features())
}

/// The diagnostics of a document, all of which must have been scanned.
pub(super) fn diagnostics(document: &Document, settings: &Settings) -> Drafts {
    let settings = settings.of_features();
    match features::own_replies::diagnostics(document, &settings) {
        Some(beside) => Drafts { beside, ..Drafts::default() },
        None => features::diagnostics::drafts(document, &settings),
    }
}

/// Reads the catalog and compiles patterns while nobody waits: they are read when first asked for.
pub(super) fn warm_up(settings: &Settings) {
    const LINE: &str = "Nov 23 16:50:06 mx postfix/smtp[16608]: 131179A80CC: to=<a@example.com>, \
        relay=mx.example.com[192.0.2.52]:25, dsn=5.1.1, status=bounced (host mx.example.com[192.0.2.52] said: \
        550 5.1.1 User unknown (in reply to RCPT TO command))\n";
    diagnostics(&Document::new("mail.log", "log", LINE, &DocumentOptions::default()), settings);
}

/// All codes with their titles.
pub(super) fn codes(settings: &Settings) -> Value {
    let all = codes::codes(settings.language).into_iter();
    all.map(|titled| json!({ "code": titled.code.to_string(), "title": titled.title })).collect()
}

/// The dialects that a document is read in.
pub(super) fn dialects(document: &Document, settings: &Settings) -> Value {
    let all = seen::seen(document, settings.language).into_iter();
    all.map(|one| json!({ "name": one.dialect.name(), "title": one.title, "codes": one.codes })).collect()
}

/// For clients that show no Markdown.
pub(super) const PAPER: Paper = Paper { width: 100, color: false };

/// An answer that stands by itself.
pub(super) struct Text {
    pub markdown: String,
    pub plain: String,
}

impl Text {
    fn of(blocks: &[Block]) -> Text {
        Text { markdown: markdown(blocks), plain: terminal(blocks, PAPER) }
    }
}

/// Explains a code or a whole reply. The error says what is accepted.
pub(super) fn explain(words: &str, own: &[Arc<OwnReplies>], settings: &Settings) -> Result<Text, String> {
    if let Some(blocks) = features::rules::explain(words.trim(), settings.language) {
        return Ok(Text::of(&blocks));
    }
    explanation(words, own, settings).map(|found| Text::of(&found.blocks(settings.language)))
}

/// Compares two codes. The error says what is accepted.
pub(super) fn compare(
    one: &str,
    other: &str,
    own: &[Arc<OwnReplies>],
    settings: &Settings,
) -> Result<Text, String> {
    let (one, other) = (explanation(one, own, settings)?, explanation(other, own, settings)?);
    let compared = compare::compare(&one, &other, settings.language);
    let compared = compared.ok_or_else(|| format!("{} and {} are the same", one.label, other.label))?;
    Ok(Text::of(&compared.blocks(settings.language)))
}

fn explanation(words: &str, own: &[Arc<OwnReplies>], settings: &Settings) -> Result<Explanation, String> {
    let words = words.trim();
    match words.parse::<Code>() {
        Ok(code) => explain::code(code, settings.language)
            .ok_or_else(|| format!("{code} is no code that servers send")),
        Err(error) => {
            let mut codes = words.splitn(3, [' ', '-']).map_while(|word| word.parse::<Code>().ok());
            let first = codes.next().ok_or_else(|| error.to_string())?;
            let enhanced = first.enhanced().or_else(|| codes.next().and_then(Code::enhanced));
            let question =
                Question { basic: first.basic(), enhanced, text: words, command: None, host: None };
            Ok(explain::reply(&question, own, &Place::of_reply(words, None, None), settings.language))
        }
    }
}
