//! How findings of the rules are put right. Only configurations are: transcripts, logs and bounces are evidence,
//! and what they show has happened.

use std::ops::Range;

use crate::catalog::{Language, put, ui};
use crate::dialects::Form;
use crate::document::Document;
use crate::features::guidance::Edit;
use crate::features::settings::Settings;
use crate::rules::{self, Finding, Fix, Level, Trust};

/// How often a text that was put right is looked at again, for what showed only then.
const ROUNDS: usize = 8;

/// A way to put a finding right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mend {
    /// The rule.
    pub rule: &'static str,
    /// The line of the finding, 0-based.
    pub line: usize,
    /// What a menu shows.
    pub title: String,
    /// How far it can be trusted.
    pub trust: Trust,
    /// The changes, in the order of the text.
    pub edits: Vec<Edit>,
}

/// The findings of the rules on some lines that the settings have told: their rules and lines.
pub fn told(document: &Document, lines: &Range<usize>, settings: &Settings) -> Vec<(&'static str, usize)> {
    let mut told = Vec::new();
    each(document, lines, settings, &mut |finding, line| {
        let one = (finding.rule.id, line);
        if !told.contains(&one) {
            told.push(one);
        }
    });
    told
}

/// How the findings on some lines can be put right, in the order of the text.
pub fn mends(document: &Document, lines: &Range<usize>, settings: &Settings) -> Vec<Mend> {
    let mut mends = Vec::new();
    if !is_possible(document) {
        return mends;
    }
    each(document, lines, settings, &mut |finding, line| {
        let base = line.wrapping_sub(finding.span.line);
        for fix in &finding.fixes {
            let edits = edits(fix, base);
            mends.push(Mend {
                rule: finding.rule.id,
                line,
                title: title(document, &edits, settings.language),
                trust: fix.trust,
                edits,
            });
        }
    });
    mends
}

/// Whether a document is one that is put right.
pub fn is_possible(document: &Document) -> bool {
    matches!(document.frame().form, Form::Config(_)) && document.text().len() <= rules::LARGE
}

/// Whether anything on all lines can be put right safely.
pub fn any_safe(document: &Document, settings: &Settings) -> bool {
    !safe(document, settings).is_empty()
}

/// All safe changes at once, in the order of the text; they do not overlap, and leave nothing that could be
/// changed safely.
pub fn fix_all(document: &Document, settings: &Settings) -> Vec<Edit> {
    let first = safe(document, settings);
    if first.is_empty() {
        return first;
    }
    // What one change uncovers, another round finds; that is rare, and the whole text is replaced then.
    let mut text = applied(document, &first);
    let before = text.clone();
    for _ in 0..ROUNDS {
        let anew = document.with_text(&text);
        let more = safe(&anew, settings);
        if more.is_empty() {
            break;
        }
        text = applied(&anew, &more);
    }
    if text == before {
        return first;
    }
    let last = document.line_count().saturating_sub(1);
    let end_column = document.line(last).len();
    vec![Edit { line: 0, column: 0, end_line: last, end_column, text }]
}

/// The text after some edits, which do not overlap and come in the order of the text.
pub fn applied(document: &Document, edits: &[Edit]) -> String {
    let mut text = document.text().slice(0..document.text().len()).into_owned();
    for edit in edits.iter().rev() {
        let start = document.text().line_start(edit.line) + edit.column;
        let end = document.text().line_start(edit.end_line) + edit.end_column;
        text.replace_range(start..end, &edit.text);
    }
    text
}

/// The safe changes that do not overlap.
fn safe(document: &Document, settings: &Settings) -> Vec<Edit> {
    let everywhere = 0..document.line_count();
    let mut all: Vec<Edit> = Vec::new();
    let mends = mends(document, &everywhere, settings).into_iter();
    for mend in mends.filter(|mend| mend.trust == Trust::Safe) {
        let clear = mend.edits.iter().all(|edit| all.iter().all(|other| !overlap(edit, other)));
        if clear {
            all.extend(mend.edits);
        }
    }
    all.sort_by_key(|edit| (edit.line, edit.column));
    all
}

fn overlap(one: &Edit, other: &Edit) -> bool {
    let start = |edit: &Edit| (edit.line, edit.column);
    let end = |edit: &Edit| (edit.end_line, edit.end_column);
    // Two that touch are one too many as well: which goes first would matter.
    start(one) <= end(other) && start(other) <= end(one)
}

/// Gives the findings on some lines, with the lines of the document, to `take`.
fn each(
    document: &Document,
    lines: &Range<usize>,
    settings: &Settings,
    take: &mut dyn FnMut(&Finding, usize),
) {
    for section in document.sections() {
        let here = section.lines();
        // A command's finding is kept with the section of its reply.
        if here.end + rules::REACH <= lines.start || lines.end + rules::REACH <= here.start {
            continue;
        }
        for finding in rules::findings(document, &section).iter() {
            let line = here.start.wrapping_add(finding.span.line);
            let wanted = lines.contains(&line)
                && settings.rules.of(finding.rule) != Level::Off
                && !rules::is_silenced(document, line, finding.rule.id);
            if wanted {
                take(finding, line);
            }
        }
    }
}

fn edits(fix: &Fix, base: usize) -> Vec<Edit> {
    let edit = |(span, text): &(rules::Span, String)| {
        let line = span.line.wrapping_add(base);
        Edit { line, column: span.start, end_line: line, end_column: span.end, text: text.clone() }
    };
    let mut edits: Vec<_> = fix.edits.iter().map(edit).collect();
    edits.sort_by_key(|edit| (edit.line, edit.column));
    edits
}

/// What a change does: which words take the place of which.
fn title(document: &Document, edits: &[Edit], language: Language) -> String {
    let words = ui(language).actions;
    let Some(first) = edits.first() else { return String::new() };
    let line = document.line(first.line);
    let on_line: Vec<_> = edits.iter().filter(|edit| edit.line == first.line).collect();
    let (start, end) = (first.column, on_line.last().map_or(first.end_column, |last| last.end_column));
    let (start, end) = whole_words(&line, start, end);
    let old = line.get(start..end).unwrap_or("");
    let mut new = old.to_owned();
    for edit in on_line.iter().rev() {
        new.replace_range(edit.column - start..edit.end_column - start, &edit.text);
    }
    let (old, new) = (short(old.trim()), short(new.trim()));
    match (old.is_empty(), new.is_empty()) {
        (_, true) => put(words.take_out, &[("old", &old)]),
        (true, false) => put(words.put_in, &[("new", &new)]),
        (false, false) => put(words.replace, &[("old", &old), ("new", &new)]),
    }
}

/// A span grown to the ends of the codes and words that it begins and ends in.
fn whole_words(line: &str, start: usize, end: usize) -> (usize, usize) {
    let belongs = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_');
    let bytes = line.as_bytes();
    let grow = end > start;
    let before = bytes[..start].iter().rev().take_while(|b| grow && belongs(b)).count();
    let after = bytes[end..].iter().take_while(|b| grow && belongs(b)).count();
    (start - before, end + after)
}

fn short(text: &str) -> String {
    const LONGEST: usize = 60;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.chars().take(LONGEST).chain(['…']).collect()
}

#[cfg(test)]
mod tests;
