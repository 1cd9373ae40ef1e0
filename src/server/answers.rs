//! The features, as the server asks them. Nothing but the plumbing between settings and features is here.

use serde_json::Value;

use crate::catalog::Question;
use crate::code::{Class, Code};
use crate::dialects::Link;
use crate::document::Document;
use crate::features::explain::{self, Explanation};
pub(super) use crate::features::hover::Hover;
use crate::features::place::Place;
use crate::features::render::{Block, Paper, markdown, terminal};
use crate::features::{self, compare};
use crate::server::settings::Settings;

/// How bad a diagnostic is.
pub(super) enum Severity {
    Error,
    Warning,
    Information,
}

/// A diagnostic; columns are bytes in the line.
pub(super) struct Diagnostic {
    pub line: usize,
    pub start: usize,
    pub end: usize,
    pub severity: Severity,
    pub code: String,
    pub message: String,
    pub href: Option<String>,
    pub data: Option<Value>,
}

pub(super) fn hover(document: &Document, line: usize, column: usize, settings: &Settings) -> Option<Hover> {
    features::hover::hover(document, line, column, &settings.of_features())
}

pub(super) fn diagnostics(document: &Document, settings: &Settings) -> Vec<Diagnostic> {
    let failed = document.failed(settings.most_diagnostics).into_iter();
    failed
        .map(|placed| Diagnostic {
            line: placed.line,
            start: placed.start,
            end: placed.end,
            severity: match placed.code.class() {
                Class::PermanentNegative => Severity::Error,
                Class::TransientNegative => Severity::Warning,
                _ => Severity::Information,
            },
            code: whole_code(document, &placed),
            message: format!("{} failed", placed.code),
            href: None,
            data: None,
        })
        .collect()
}

fn whole_code(document: &Document, placed: &crate::document::Placed) -> String {
    let on_line = document.occurrences_on(placed.line);
    let next = on_line.iter().find(|other| other.start > placed.start && other.link == Link::SameReply);
    next.map_or_else(|| placed.code.to_string(), |other| format!("{} {}", placed.code, other.code))
}

/// For clients that show no Markdown.
const PAPER: Paper = Paper { width: 100, color: false };

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
pub(super) fn explain(words: &str, settings: &Settings) -> Result<Text, String> {
    explanation(words, settings).map(|found| Text::of(&found.blocks(settings.language)))
}

/// Compares two codes. The error says what is accepted.
pub(super) fn compare(one: &str, other: &str, settings: &Settings) -> Result<Text, String> {
    let (one, other) = (explanation(one, settings)?, explanation(other, settings)?);
    let compared = compare::compare(&one, &other, settings.language);
    let compared = compared.ok_or_else(|| format!("{} and {} are the same", one.label, other.label))?;
    Ok(Text::of(&compared.blocks(settings.language)))
}

fn explanation(words: &str, settings: &Settings) -> Result<Explanation, String> {
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
            Ok(explain::reply(&question, &Place::of_reply(words, None, None), settings.language))
        }
    }
}
