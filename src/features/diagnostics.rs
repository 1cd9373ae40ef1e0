//! The failed replies of a document, one diagnostic each, the worst first.
//!
//! They are found section by section, and kept with the sections: after a keystroke only those near it are
//! found anew.

mod draft;
mod units;

use std::ops::Range;
use std::sync::Arc;

use crate::catalog::{Fixer, Language, put, ui};
use crate::code::Class;
use crate::dialects::{Link, Role};
use crate::document::{Counts, Document, Placed, Section};
use crate::features::settings::Settings;
use draft::{Collector, Draft};
use units::unit_of;
pub(super) use units::{all_units, units_on};

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
    // What cannot be shown is counted up to here, and estimated beyond.
    let most = max.saturating_add(max.min(1000)).saturating_add(16);
    let mut found: Vec<(usize, Arc<Vec<Draft>>)> = Vec::new();
    let (mut count, mut estimate, mut whole) = (0, 0, true);
    for kind in Kind::ALL {
        estimate += kind.estimate(&document.counts());
        for section in document.sections().filter(|section| kind.count(section.counts()) > 0) {
            if count > most {
                whole = false;
                break;
            }
            let drafts = kind.drafts(&section, language);
            count += drafts.len();
            found.push((section.lines().start, drafts));
        }
    }
    let drafts = found.iter().flat_map(|(first, drafts)| drafts.iter().map(move |draft| (*first, draft)));
    let mut shown: Vec<_> = drafts.take(max).map(|(first, draft)| draft.at(first, language)).collect();
    shown.sort_by_key(|diagnostic| (diagnostic.severity, diagnostic.line, diagnostic.start));
    let all = if whole { count } else { estimate.max(count) };
    (shown, all.saturating_sub(max))
}

/// The diagnostics whose replies begin on some lines, in the order of the text.
pub fn on_lines(document: &Document, lines: Range<usize>, language: Language) -> Vec<Diagnostic> {
    let mut collector = Collector::new(document, language);
    let begun =
        units_on(document, lines.clone()).into_iter().filter(|unit| lines.contains(&unit.first().line));
    begun.map(|unit| collector.draft(unit, 0).at(0, language)).collect()
}

/// What is told first, and what only where there is room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A refusal for good that somebody gave.
    Permanent,
    /// A refusal for now that somebody gave.
    Transient,
    /// A refusal that a configuration sets up.
    SetUp,
}

impl Kind {
    const ALL: [Kind; 3] = [Kind::Permanent, Kind::Transient, Kind::SetUp];

    fn classes(self) -> &'static [Class] {
        match self {
            Kind::Permanent => &[Class::PermanentNegative],
            Kind::Transient => &[Class::TransientNegative],
            Kind::SetUp => &[Class::PermanentNegative, Class::TransientNegative],
        }
    }

    fn roles(self) -> &'static [Role] {
        match self {
            Kind::Permanent | Kind::Transient => &[Role::Reply, Role::Quoted, Role::Field],
            Kind::SetUp => &[Role::Setting],
        }
    }

    /// Whether a reply that begins with this code is of this kind.
    fn begins_with(self, code: &Placed) -> bool {
        code.link == Link::Starts
            && self.classes().contains(&code.code.class())
            && self.roles().contains(&code.role)
    }

    /// How many replies of this kind there are.
    fn count(self, counts: &Counts) -> usize {
        let of_class =
            |class: &Class| self.roles().iter().map(|role| counts.get(*class, *role)).sum::<usize>();
        self.classes().iter().map(of_class).sum()
    }

    /// About how many diagnostics they make. Fields sum up what stands beside them.
    fn estimate(self, counts: &Counts) -> usize {
        let fields: usize = self.classes().iter().map(|class| counts.get(*class, Role::Field)).sum();
        match self {
            Kind::Permanent | Kind::Transient => (self.count(counts) - fields).max(fields),
            Kind::SetUp => self.count(counts),
        }
    }

    /// The diagnostics of this kind whose replies begin in a section.
    fn drafts(self, section: &Section<'_>, language: Language) -> Arc<Vec<Draft>> {
        let key = (language as u64) << 8 | self as u64;
        section.remember(key, |document| {
            let lines = section.lines();
            let codes = document.occurrences_in(lines.clone());
            let mut collector = Collector::new(document, language);
            let mut drafts = Vec::new();
            let mut told = None;
            let mut line = usize::MAX;
            for code in codes.iter().filter(|code| self.begins_with(code)) {
                if code.line != line {
                    line = code.line;
                    told = unit_of(document, line);
                }
                // Of all replies that hang together one is told, and where it begins.
                if let Some(unit) = told.take_if(|unit| unit.first() == code) {
                    drafts.push(collector.draft(unit, lines.start));
                }
            }
            drafts
        })
    }
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
