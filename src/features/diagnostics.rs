//! The failed replies of a document, one diagnostic each, the worst first, and what the rules find.
//!
//! They are found section by section, and kept with the sections: after a keystroke only those near it are
//! found anew.

mod draft;
mod share;
mod units;

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::catalog::{Fixer, Language, put, ui};
use crate::code::Class;
use crate::dialects::{Link, Role};
use crate::document::{self, Counts, Document, Section};
use crate::features::rules;
use crate::features::settings::Settings;
use crate::rules::Levels;
use draft::Collector;
pub use draft::Draft;
use units::unit_of;
pub(super) use units::{all_units, units_on};

/// It takes more sections than this to keep another thread busy.
const FEW: usize = 4;

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
    /// Hardly worth saying.
    Hint,
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
    /// The codes as they are cited: `550 5.7.1`, `550` or `5.1.1`; or the id of a rule.
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

impl Diagnostic {
    fn move_down(&mut self, lines: usize) {
        self.line += lines;
        self.end_line += lines;
        self.related.iter_mut().for_each(|place| place.line += lines);
    }
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

/// The diagnostics of a document, at most as many as the settings permit: of the replies the worst first, then
/// in the order of the text; what the rules find; and a last one that counts the rest.
pub fn diagnostics(document: &Document, settings: &Settings) -> Vec<Diagnostic> {
    let found = drafts(document, settings);
    let drafts = found.drafts.iter().map(|one| one.draft().at(one.first, settings.language));
    drafts.chain(found.beside).collect()
}

/// The `max` worst diagnostics of a document, and how many others there are (in documents with a great many,
/// about how many).
pub fn worst(
    document: &Document,
    language: Language,
    levels: &Levels,
    max: usize,
) -> (Vec<Diagnostic>, usize) {
    let (mut drafts, left_out) = worst_drafts(document, language, max);
    let room = share::room(document, drafts.len(), max);
    let (mut ruled, more) = rules::found(document, levels, language, room);
    let more = more + share::share(&mut drafts, &mut ruled, max);
    let drafts = drafts.iter().map(|one| one.draft().at(one.first, language));
    (drafts.chain(ruled).collect(), left_out + more)
}

/// The diagnostics of a part of a long text, in the order of the text: those that begin on some lines of it. Lines
/// in the answer count from the start of the long text, where the part begins with line `first`. The rules that
/// look at a document as a whole find nothing.
pub fn of_part(
    document: &Document,
    language: Language,
    levels: &Levels,
    lines: Range<usize>,
    first: usize,
) -> Vec<Diagnostic> {
    let mut found = rules::of_part(document, levels, language);
    found.retain(|one| lines.contains(&one.line));
    found.iter_mut().for_each(|one| one.move_down(first));
    for kind in Kind::ALL {
        kind.prepare(document, language, usize::MAX);
        for section in document.sections().filter(|section| kind.count(section.counts()) > 0) {
            let from = section.first_line();
            let drafts = kind.drafts(&section, language);
            let drafts = drafts.iter().filter(|draft| lines.contains(&draft.rank(from).1));
            found.extend(drafts.map(|draft| draft.at(from + first, language)));
        }
    }
    // Of equals, replies first.
    found.sort_by_key(|one| (one.line, one.start, one.cause.is_none()));
    found
}

/// The diagnostics of a document as they are kept.
#[derive(Debug, Default)]
pub struct Drafts {
    /// Those of replies, in order.
    pub drafts: Vec<Placed>,
    /// Those that speak of no reply: what the rules find, the last one, which counts the rest, or the faults of a project file.
    pub beside: Vec<Diagnostic>,
}

/// A draft at its place.
#[derive(Debug)]
pub struct Placed {
    section: Arc<Vec<Draft>>,
    index: usize,
    /// The line that its lines count from.
    pub first: usize,
}

impl Placed {
    /// The draft.
    pub fn draft(&self) -> &Draft {
        // The index is one of the section by construction.
        &self.section[self.index]
    }
}

/// What [`diagnostics`] answers, as it is kept: for callers that make something else of diagnostics and would
/// do so again and again.
pub fn drafts(document: &Document, settings: &Settings) -> Drafts {
    if !settings.diagnostics.enable {
        return Drafts::default();
    }
    let max = settings.diagnostics.max;
    let (mut drafts, left_out) = worst_drafts(document, settings.language, max);
    let room = share::room(document, drafts.len(), max);
    let (mut rules, ruled_out) = rules::found(document, &settings.rules, settings.language, room);
    let left_out = left_out + ruled_out + share::share(&mut drafts, &mut rules, max);
    let more = (left_out > 0).then(|| more(left_out, settings.language));
    Drafts { drafts, beside: rules.into_iter().chain(more).collect() }
}

fn worst_drafts(document: &Document, language: Language, max: usize) -> (Vec<Placed>, usize) {
    // What cannot be shown is counted up to here, and estimated beyond.
    let most = max.saturating_add(16);
    let mut found = Vec::new();
    let (mut estimate, mut whole) = (0, true);
    for kind in Kind::ALL {
        estimate += kind.estimate(&document.counts());
        kind.prepare(document, language, most.saturating_sub(found.len()));
        for section in document.sections().filter(|section| kind.count(section.counts()) > 0) {
            if found.len() > most {
                whole = false;
                break;
            }
            let first = section.first_line();
            let section = kind.drafts(&section, language);
            let place = |index| Placed { section: Arc::clone(&section), index, first };
            found.extend((0..section.len()).map(place));
        }
    }
    let all = if whole { found.len() } else { estimate.max(found.len()) };
    found.truncate(max);
    found.sort_by_key(|one| one.draft().rank(one.first));
    (found, all.saturating_sub(max))
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
    fn begins_with(self, code: &document::Placed) -> bool {
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

    /// Makes the first diagnostics of this kind, at least about `count`, with several threads where there are
    /// many to be made: they are kept with their sections.
    fn prepare(self, document: &Document, language: Language, count: usize) {
        let mut replies = 0;
        let wanted = document.sections().filter(|section| self.count(section.counts()) > 0);
        let wanted = wanted.take_while(|section| {
            let go_on = replies <= count;
            replies += self.estimate(section.counts());
            go_on
        });
        let missing = wanted.filter(|section| !section.remembers(self.key(language)));
        let missing: Vec<_> = missing.collect();
        // After a keystroke hardly any is missing, and asking for the number of processors reads files.
        if missing.len() < 2 * FEW {
            return;
        }
        let threads = thread::available_parallelism().map_or(1, usize::from).min(missing.len() / FEW);
        let next = AtomicUsize::new(0);
        let work = || {
            while let Some(section) = missing.get(next.fetch_add(1, Ordering::Relaxed)) {
                self.drafts(section, language);
            }
        };
        thread::scope(|scope| {
            for _ in 1..threads {
                scope.spawn(work);
            }
            work();
        });
    }

    /// What names the diagnostics of this kind among what is kept with a section.
    fn key(self, language: Language) -> u64 {
        (language as u64) << 8 | self as u64
    }

    /// The diagnostics of this kind whose replies begin in a section.
    fn drafts(self, section: &Section<'_>, language: Language) -> Arc<Vec<Draft>> {
        section.remember(self.key(language), |document| {
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

/// The diagnostic that stands for those left out. It is at the start of the text, and its number is rounded, so
/// that it stays what it is while a document with a great many is edited further down.
fn more(left_out: usize, language: Language) -> Diagnostic {
    let words = ui(language).hover;
    let words = if left_out == 1 { words.one_more } else { words.more };
    let count = match left_out {
        0..100 => left_out.to_string(),
        _ => format!("{}+", round_down(left_out)),
    };
    Diagnostic {
        line: 0,
        start: 0,
        end_line: 0,
        end: 0,
        severity: Severity::Information,
        code: "more".to_owned(),
        message: put(words, &[("count", &count), ("setting", MAX)]),
        summary: String::new(),
        notes: Vec::new(),
        help: None,
        href: None,
        cause: None,
        fixer: None,
        related: Vec::new(),
    }
}

/// The number with its first two digits only.
fn round_down(number: usize) -> usize {
    let mut unit = 1;
    while number / unit >= 100 {
        unit *= 10;
    }
    number / unit * unit
}

#[cfg(test)]
mod tests;
