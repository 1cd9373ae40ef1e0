//! A diagnostic that can be kept while lines come and go above it.

use std::any::Any;
use std::sync::OnceLock;

use crate::catalog::{self, Fixer, Language, put, ui};
use crate::code::Class;
use crate::document::Document;
use crate::features::diagnostics::{Diagnostic, RelatedPlace, Severity};
use crate::features::explain::{Body, Explanation, Kind};
use crate::features::reading::Reading;
use crate::features::reply::Reply;
use crate::features::rich::{Rich, Span};
use crate::session::{Note, Sessions};

/// A diagnostic whose lines count from a line of its own. They may lie before it: their numbers wrap round.
#[derive(Debug)]
pub struct Draft {
    /// The diagnostic, with the words of no note.
    diagnostic: Diagnostic,
    /// What the session shows; it names lines.
    notes: Vec<Note>,
    /// Whether somebody gave the reply, so that there is something to fix.
    given: bool,
    /// What a caller keeps with it.
    kept: OnceLock<Box<dyn Any + Send + Sync>>,
}

impl Draft {
    /// What orders diagnostics: how bad, which line (of those that count from `first`), which column.
    pub fn rank(&self, first: usize) -> (Severity, usize, usize) {
        let diagnostic = &self.diagnostic;
        (diagnostic.severity, diagnostic.line.wrapping_add(first), diagnostic.start)
    }

    /// Whether its words name no lines and no other places, so that nothing in it changes but its own lines.
    pub fn is_fixed(&self) -> bool {
        self.notes.is_empty() && self.diagnostic.related.is_empty()
    }

    /// The number of lines from its first to its last.
    pub fn height(&self) -> usize {
        self.diagnostic.end_line.wrapping_sub(self.diagnostic.line)
    }

    /// What the caller makes of the diagnostic, made once and kept with it. There is room for one thing.
    pub fn keep<T: Any + Send + Sync>(&self, make: impl FnOnce() -> T) -> Option<&T> {
        self.kept.get_or_init(|| Box::new(make())).downcast_ref()
    }

    /// The diagnostic where its lines count from `first`.
    pub fn at(&self, first: usize, language: Language) -> Diagnostic {
        let mut diagnostic = self.diagnostic.clone();
        diagnostic.line = diagnostic.line.wrapping_add(first);
        diagnostic.end_line = diagnostic.end_line.wrapping_add(first);
        for related in &mut diagnostic.related {
            related.line = related.line.wrapping_add(first);
        }
        if let Some(fixer) = diagnostic.fixer.filter(|_| self.given) {
            let notes = self.notes.iter().map(|note| note.moved(first).text(language).replace('`', ""));
            diagnostic.notes = notes.collect();
            add_words(&mut diagnostic, fixer, language);
        }
        diagnostic
    }
}

/// Says after the answer what the session shows, and who can mend it.
fn add_words(diagnostic: &mut Diagnostic, fixer: Fixer, language: Language) {
    let ui = ui(language);
    if let Some(note) = diagnostic.notes.first() {
        diagnostic.message.push(' ');
        diagnostic.message.push_str(note);
    }
    diagnostic.message.push(' ');
    diagnostic.message.push_str(&put(ui.hover.to_fix, &[("fixer", ui.fixer(fixer))]));
}

/// Makes diagnostics of the replies of one document.
pub(super) struct Collector<'d> {
    document: &'d Document,
    sessions: Sessions<'d>,
    language: Language,
}

impl<'d> Collector<'d> {
    pub fn new(document: &'d Document, language: Language) -> Self {
        Collector { document, sessions: Sessions::new(document), language }
    }

    /// The diagnostic of a reply, with lines that count from `first`.
    pub fn draft(&mut self, reply: Reply, first: usize) -> Draft {
        let reading = Reading::of(self.document, &mut self.sessions, reply);
        let explanation = reading.explanation(self.language);
        let reply = &reading.reply;
        let begin = *reply.first();
        let last = *reply.codes.last().unwrap_or(&begin);
        let related = reading.insight.related.iter().map(|related| RelatedPlace {
            line: related.line.wrapping_sub(first),
            start: related.start,
            end: related.end,
            message: related.text(self.language),
        });
        let summary = summary(&reading, &explanation, self.language);
        let message = match reply.is_setting() {
            true => format!("{summary} {}", explanation.summary.plain()),
            false => summary.clone(),
        };
        let diagnostic = Diagnostic {
            line: begin.line.wrapping_sub(first),
            start: begin.start,
            end_line: last.line.wrapping_sub(first),
            end: last.end,
            severity: severity(&reading),
            code: reply.label(),
            message,
            summary,
            notes: Vec::new(),
            help: first_step(&explanation),
            href: href(&explanation),
            cause: Some(reading.finding.cause),
            fixer: Some(reading.finding.fixer),
            related: related.collect(),
        };
        let back = first.wrapping_neg();
        let notes = reading.insight.notes.iter().map(|note| note.moved(back)).collect();
        Draft { diagnostic, notes, given: !reading.reply.is_setting(), kept: OnceLock::new() }
    }
}

fn severity(reading: &Reading) -> Severity {
    let reply = &reading.reply;
    if reply.is_setting() || reading.finding.cause == "greylisted" {
        return Severity::Information;
    }
    match reply.worst() {
        Class::PermanentNegative => Severity::Error,
        _ => Severity::Warning,
    }
}

/// The answer in one sentence. It names the cause by its title where the hover says the same in a sentence of its
/// own: editors show the two together.
fn summary(reading: &Reading, explanation: &Explanation, language: Language) -> String {
    if !reading.reply.is_setting() {
        return match catalog::cause(reading.finding.cause, language) {
            Some(cause) if Rich::of(&cause.text.summary) == explanation.summary => {
                format!("{}.", Rich::of(&cause.text.title).plain())
            }
            _ => explanation.summary.plain(),
        };
    }
    let words = ui(language).hover;
    match reading.reply.worst() {
        Class::PermanentNegative => words.set_permanent.to_owned(),
        _ => words.set_transient.to_owned(),
    }
}

fn first_step(explanation: &Explanation) -> Option<String> {
    match explanation.section(Kind::Fix)? {
        Body::Steps(steps) | Body::Items(steps) => steps.first().map(|step| step.plain()),
        Body::Text(text) | Body::Value(text) => Some(text.plain()),
        Body::Commands(_) => None,
    }
}

/// The first page to read.
fn href(explanation: &Explanation) -> Option<String> {
    let Some(Body::Items(links)) = explanation.section(Kind::More) else { return None };
    links.iter().flat_map(|link| link.spans()).find_map(|span| match span {
        Span::Link { url, .. } => Some(url.clone()),
        _ => None,
    })
}
