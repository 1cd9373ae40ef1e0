//! What is found in a document.

use crate::catalog::{self, Fixer, Language, Question};
use crate::code::{Class, Code};
use crate::document::{Document, Placed};
use crate::features::explain::{self, Body, Kind};
use crate::features::place::Place;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Severity {
    /// A permanent failure.
    Error,
    /// A temporary failure.
    Warning,
    /// Nothing that anybody has to do something about.
    Information,
}

/// A failed reply, or what a rule complains of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The line, from 0.
    pub line: usize,
    /// The first byte in the line.
    pub start: usize,
    /// The first byte after it.
    pub end: usize,
    /// How bad it is.
    pub severity: Severity,
    /// The codes as they stand there, or the id of a rule.
    pub code: String,
    /// A sentence.
    pub message: String,
    /// What helps, as a sentence.
    pub help: Option<String>,
    /// The cause.
    pub cause: Option<&'static str>,
    /// Who can mend it.
    pub fixer: Option<Fixer>,
    /// Where to read more.
    pub href: Option<String>,
}

/// The worst findings of a document, at most `max`, in the order of its text, and how many are left out.
pub fn of(document: &Document, language: Language, max: usize) -> (Vec<Finding>, usize) {
    let failed = document.failed(usize::MAX);
    let left_out = failed.len().saturating_sub(max);
    let mut findings: Vec<_> =
        failed.iter().take(max).map(|placed| finding(document, placed, language)).collect();
    findings.sort_by_key(|finding| (finding.line, finding.start));
    (findings, left_out)
}

fn finding(document: &Document, placed: &Placed, language: Language) -> Finding {
    let line = document.line(placed.line);
    let here = document.occurrences_on(placed.line);
    let second = here
        .iter()
        .find(|other| other.start >= placed.end && other.link == crate::dialects::Link::SameReply)
        .filter(|other| other.start - placed.end <= 2);
    let enhanced = placed.code.enhanced().or_else(|| second.and_then(|other| other.code.enhanced()));
    let text = line.get(placed.start..placed.text_end).unwrap_or("");
    let question =
        Question { basic: placed.code.basic(), enhanced, text, command: placed.command, host: None };
    let explanation = explain::reply(&question, &Place::default(), language);
    let help = match explanation.section(Kind::Fix) {
        Some(Body::Steps(steps) | Body::Items(steps)) => steps.first().map(|step| step.plain()),
        Some(Body::Text(text) | Body::Value(text)) => Some(text.plain()),
        _ => None,
    };
    Finding {
        line: placed.line,
        start: placed.start,
        end: second.map_or(placed.end, |other| other.end),
        severity: match placed.code.class() {
            Class::PermanentNegative => Severity::Error,
            _ => Severity::Warning,
        },
        code: explanation.label.clone(),
        message: explanation.summary.plain(),
        help,
        cause: explanation.cause.filter(|cause| explain::is_specific(cause)),
        fixer: Some(explanation.fixer),
        href: reference(placed.code),
    }
}

fn reference(code: Code) -> Option<String> {
    let references = match code {
        Code::Basic(basic) => &catalog::reply(basic, Language::En)?.facts.references,
        Code::Enhanced(enhanced) => &catalog::enhanced(enhanced, Language::En).own?.0.references,
    };
    Some(references.first()?.url())
}
