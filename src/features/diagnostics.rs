//! The failed replies of a document, one diagnostic each, the worst first.

use std::collections::HashSet;
use std::ops::Range;

use crate::catalog::{Fixer, Language, put, ui};
use crate::code::Class;
use crate::dialects::{Family, Role};
use crate::document::Document;
use crate::features::explain::{Body, Explanation, Kind};
use crate::features::reading::Reading;
use crate::features::reply::Reply;
use crate::features::rich::Span;
use crate::features::settings::Settings;
use crate::session::Sessions;

/// The setting that limits the number of diagnostics, as users write it.
const MAX: &str = "smtp-lsp.diagnostics.max";

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// A permanent failure.
    Error,
    /// A temporary failure.
    Warning,
    /// Set up on purpose, or nothing that anybody has to do something about.
    Information,
}

/// What is said about a failed reply. Lines count from 0; columns are bytes in their lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The first line.
    pub line: usize,
    /// The first column of the first code.
    pub start: usize,
    /// The last line: that of the last code of the reply.
    pub end_line: usize,
    /// The column after the last code.
    pub end: usize,
    /// How bad it is.
    pub severity: Severity,
    /// The codes as they are cited: `550 5.7.1`, `550` or `5.1.1`.
    pub code: String,
    /// Its first sentence has at most 100 characters and stands for the whole.
    pub message: String,
    /// That first sentence.
    pub summary: String,
    /// What the session shows, each a sentence; the first of them is in the message as well.
    pub notes: Vec<String>,
    /// What helps first, as a sentence.
    pub help: Option<String>,
    /// Where to read more.
    pub href: Option<String>,
    /// The id of the cause; `None` where none is told.
    pub cause: Option<&'static str>,
    /// Who can mend it.
    pub fixer: Option<Fixer>,
    /// Other places that explain it.
    pub related: Vec<RelatedPlace>,
}

/// Another place that explains a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelatedPlace {
    /// The line, 0-based.
    pub line: usize,
    /// The first column, in bytes.
    pub start: usize,
    /// The column after the last byte.
    pub end: usize,
    /// A few words.
    pub message: String,
}

/// The diagnostics of a document: the worst first, then in the order of the text; at most as many as the
/// settings permit, and a last one that counts the rest.
pub fn diagnostics(document: &Document, settings: &Settings) -> Vec<Diagnostic> {
    if !settings.diagnostics.enable {
        return Vec::new();
    }
    let (found, left_out) = worst(document, settings.language, settings.diagnostics.max);
    let mut shown = found;
    if left_out > 0 {
        shown.push(more(document, left_out, settings.language));
    }
    shown
}

/// The `max` worst diagnostics of a document, worst first, and how many others there are (in documents with
/// a great many, about how many).
pub fn worst(document: &Document, language: Language, max: usize) -> (Vec<Diagnostic>, usize) {
    let mut collector = Collector::new(document, language);
    // A line often holds two replies of which one quotes the other, so that twice as many codes are asked
    // for, then more.
    let mut limit = max.saturating_mul(2).saturating_add(16);
    let (units, all) = loop {
        let starts = document.failed(limit);
        let whole = starts.len() < limit;
        let units = units(document, starts.iter().map(|start| start.line), max.saturating_add(1));
        if whole || units.len() > max {
            break (units, whole);
        }
        limit = limit.saturating_mul(4);
    };
    let given = units.len();
    let mut found: Vec<_> = units.into_iter().take(max).map(|unit| collector.diagnostic(unit)).collect();
    let mut left_out = if all && given <= max { 0 } else { count(document).saturating_sub(max) };
    if given <= max {
        let (set, others) = set_up(document, &mut collector, max - given);
        found.extend(set);
        left_out += others;
    }
    found.sort_by_key(|diagnostic| (diagnostic.severity, diagnostic.line, diagnostic.start));
    (found, left_out)
}

/// The diagnostics whose replies begin on some lines, in the order of the text.
pub fn on_lines(document: &Document, lines: Range<usize>, language: Language) -> Vec<Diagnostic> {
    let mut collector = Collector::new(document, language);
    let begun =
        units_on(document, lines.clone()).into_iter().filter(|unit| lines.contains(&unit.first().line));
    begun.map(|unit| collector.diagnostic(unit)).collect()
}

/// The replies to speak of whose codes stand on some lines, in the order of the text.
pub(super) fn units_on(document: &Document, lines: Range<usize>) -> Vec<Reply> {
    let codes = document.occurrences_in(lines);
    let failed = codes.iter().filter(|code| code.code.class().is_failure()).map(|code| code.line);
    units(document, failed, usize::MAX)
}

/// All replies of the document to speak of.
pub(super) fn all_units(document: &Document) -> Vec<Reply> {
    let mut lines: Vec<_> = document.failed(usize::MAX).iter().map(|start| start.line).collect();
    for class in [Class::PermanentNegative, Class::TransientNegative] {
        let set = document.replies(class, &[Role::Setting], usize::MAX);
        lines.extend(set.iter().map(|start| start.line));
    }
    lines.sort_unstable();
    lines.dedup();
    units(document, lines.into_iter(), usize::MAX)
}

/// One reply for each group of lines that hang together, in the order of `lines`: of several replies on a
/// line the one that tells most of the worst.
fn units(document: &Document, lines: impl Iterator<Item = usize>, most: usize) -> Vec<Reply> {
    let mut covered = HashSet::new();
    let mut units = Vec::new();
    for line in lines {
        if units.len() >= most {
            break;
        }
        if covered.contains(&line) {
            continue;
        }
        let replies = Reply::on(document, line);
        covered.extend(replies.iter().flat_map(|reply| reply.lines()));
        units.extend(replies.into_iter().filter(is_told).min_by_key(rank));
    }
    units
}

/// Whether a reply is a failure that happened or is set up, and not one that a sentence or a test speaks of.
fn is_told(reply: &Reply) -> bool {
    let spoken_of =
        matches!(reply.role(), Role::Expected | Role::Mention) || reply.dialect().family() == Family::Prose;
    reply.worst().is_failure() && !spoken_of
}

/// The lower, the more a reply of a line is to be spoken of.
fn rank(reply: &Reply) -> impl Ord + use<> {
    let class = std::cmp::Reverse(reply.worst());
    let field = reply.role() == Role::Field;
    (class, field, reply.basic.is_none(), reply.enhanced.is_none(), reply.first().start)
}

/// About how many diagnostics the failed replies of a document make. Fields sum up what stands beside them.
fn count(document: &Document) -> usize {
    let counts = document.counts();
    [Class::PermanentNegative, Class::TransientNegative]
        .iter()
        .map(|class| {
            let said = counts.get(*class, Role::Reply) + counts.get(*class, Role::Quoted);
            said.max(counts.get(*class, Role::Field))
        })
        .sum()
}

/// What configurations set up: at most `room` diagnostics, and how many others there are.
fn set_up(document: &Document, collector: &mut Collector<'_>, room: usize) -> (Vec<Diagnostic>, usize) {
    let mut starts = Vec::new();
    for class in [Class::PermanentNegative, Class::TransientNegative] {
        starts.extend(document.replies(class, &[Role::Setting], usize::MAX));
    }
    starts.sort_by_key(|start| (start.line, start.start));
    let units = units(document, starts.iter().map(|start| start.line), usize::MAX);
    let units: Vec<_> = units.into_iter().filter(Reply::is_setting).collect();
    let others = units.len().saturating_sub(room);
    (units.into_iter().take(room).map(|unit| collector.diagnostic(unit)).collect(), others)
}

/// Makes diagnostics of the replies of one document.
struct Collector<'d> {
    document: &'d Document,
    sessions: Sessions<'d>,
    language: Language,
}

impl<'d> Collector<'d> {
    fn new(document: &'d Document, language: Language) -> Self {
        Collector { document, sessions: Sessions::new(document), language }
    }

    fn diagnostic(&mut self, reply: Reply) -> Diagnostic {
        let reading = Reading::of(self.document, &mut self.sessions, reply);
        let explanation = reading.explanation(self.language);
        let reply = &reading.reply;
        let first = *reply.first();
        let last = *reply.codes.last().unwrap_or(&first);
        let related = reading.insight.related.iter().map(|related| RelatedPlace {
            line: related.line,
            start: related.start,
            end: related.end,
            message: related.text(self.language),
        });
        Diagnostic {
            line: first.line,
            start: first.start,
            end_line: last.line,
            end: last.end,
            severity: severity(&reading),
            code: reply.label(),
            message: message(&reading, &explanation, self.language),
            summary: summary(&reading, &explanation, self.language),
            notes: notes(&reading, self.language),
            help: first_step(&explanation),
            href: href(&explanation),
            cause: Some(reading.finding.cause),
            fixer: Some(reading.finding.fixer),
            related: related.collect(),
        }
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

/// The answer in one sentence.
fn summary(reading: &Reading, explanation: &Explanation, language: Language) -> String {
    if !reading.reply.is_setting() {
        return explanation.summary.plain();
    }
    let words = ui(language).hover;
    match reading.reply.worst() {
        Class::PermanentNegative => words.set_permanent.to_owned(),
        _ => words.set_transient.to_owned(),
    }
}

/// What the session shows.
fn notes(reading: &Reading, language: Language) -> Vec<String> {
    reading.insight.notes.iter().map(|note| note.text(language).replace('`', "")).collect()
}

/// The answer, what the session shows, and who can mend it.
fn message(reading: &Reading, explanation: &Explanation, language: Language) -> String {
    let ui = ui(language);
    let summary = summary(reading, explanation, language);
    if reading.reply.is_setting() {
        return format!("{summary} {}", explanation.summary.plain());
    }
    let note = notes(reading, language).into_iter().next().map(|note| format!(" {note}"));
    let fixer = put(ui.hover.to_fix, &[("fixer", ui.fixer(reading.finding.fixer))]);
    format!("{summary}{} {fixer}", note.unwrap_or_default())
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

/// The diagnostic that stands for those left out: at the end of the text.
fn more(document: &Document, left_out: usize, language: Language) -> Diagnostic {
    let words = ui(language).hover;
    let words = if left_out == 1 { words.one_more } else { words.more };
    let line = document.line_count().saturating_sub(1);
    let end = document.line(line).len();
    Diagnostic {
        line,
        start: 0,
        end_line: line,
        end,
        severity: Severity::Information,
        code: "more".to_owned(),
        message: put(words, &[("count", &left_out.to_string()), ("setting", MAX)]),
        summary: String::new(),
        notes: Vec::new(),
        help: None,
        href: None,
        cause: None,
        fixer: None,
        related: Vec::new(),
    }
}

#[cfg(test)]
mod tests;
