//! Advice as comment lines above failed replies: what it says, where it goes, and how it is taken out.
//!
//! What is inserted and taken out again leaves the very bytes that were there before.

mod comments;
mod text;

use std::collections::HashSet;

use crate::catalog::Language;
use crate::document::Document;
use crate::features::diagnostics::{all_units, units_on};
use crate::features::reading::Reading;
use crate::features::reply::Reply;
use crate::session::Sessions;
use comments::Comments;

/// What marks a comment line as ours. The scanner does not read such lines.
const MARK: &str = "smtp-lsp:";

/// A change of the text. Lines count from 0, columns are bytes in their lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The first line.
    pub line: usize,
    /// The first column that is replaced.
    pub column: usize,
    /// The last line.
    pub end_line: usize,
    /// The column after the last that is replaced.
    pub end_column: usize,
    /// What takes its place.
    pub text: String,
}

/// Whether guidance can stand in the document at all.
pub fn is_possible(document: &Document) -> bool {
    Comments::of(document).is_some()
}

/// Guidance for the failed replies on some lines; nothing where it stands there already.
pub fn insert_on(document: &Document, lines: std::ops::Range<usize>, language: Language) -> Vec<Edit> {
    insert(document, units_on(document, lines), language)
}

/// Guidance for all failed replies of the document.
pub fn insert_all(document: &Document, language: Language) -> Vec<Edit> {
    insert(document, all_units(document), language)
}

fn insert(document: &Document, mut units: Vec<Reply>, language: Language) -> Vec<Edit> {
    let Some(comments) = Comments::of(document) else { return Vec::new() };
    units.sort_by_key(|unit| (unit.first().line, unit.first().start));
    let mut sessions = Sessions::new(document);
    let mut edits: Vec<Edit> = Vec::new();
    let mut done = HashSet::new();
    for unit in units {
        let Some(line) = comments.line_above(document, unit.first().line) else { continue };
        if comments.stands_above(document, line, &unit.label()) || !done.insert((line, unit.label())) {
            continue;
        }
        let reading = Reading::of(document, &mut sessions, unit);
        let block = comments.block(document, line, &text::lines(&reading, language));
        match edits.last_mut().filter(|last| last.line == line) {
            Some(last) => last.text.push_str(&block),
            None => {
                let column = comments::start_of(document, line);
                edits.push(Edit { line, column, end_line: line, end_column: column, text: block });
            }
        }
    }
    edits
}

/// The change that puts a remark of ours above a line. Where a logical line goes over several, some programs take
/// comments `between` them; others do not, and nothing is answered then.
pub fn comment(document: &Document, line: usize, said: &str, between: bool) -> Option<Edit> {
    let comments = Comments::of(document)?;
    if !between && comments.line_above(document, line) != Some(line) {
        return None;
    }
    let column = comments::start_of(document, line);
    let text = comments.block(document, line, &[said.to_owned()]);
    Some(Edit { line, column, end_line: line, end_column: column, text })
}

/// Whether there is any guidance in the document.
pub fn is_present(document: &Document) -> bool {
    Comments::of(document).is_some() && mentions_mark(document) && !remove_all(document).is_empty()
}

/// Takes all guidance out.
pub fn remove_all(document: &Document) -> Vec<Edit> {
    let Some(comments) = Comments::of(document) else { return Vec::new() };
    if !mentions_mark(document) {
        return Vec::new();
    }
    let mut edits: Vec<Edit> = Vec::new();
    let mut line = 0;
    let count = document.line_count();
    while line < count {
        if !comments.is_ours(&document.line(line)) {
            line += 1;
            continue;
        }
        let start = line;
        while line < count && comments.is_ours(&document.line(line)) {
            line += 1;
        }
        if line < count && comments.closes(&document.line(line)) {
            line += 1;
        }
        let column = comments::start_of(document, start);
        let (end_line, end_column) = match line < count {
            true => (line, 0),
            false => (count - 1, document.line(count - 1).len()),
        };
        edits.push(Edit { line: start, column, end_line, end_column, text: String::new() });
    }
    edits
}

/// Whether the mark stands anywhere in the text: cheap, before lines are looked at one by one.
fn mentions_mark(document: &Document) -> bool {
    let finder = memchr::memmem::Finder::new(MARK);
    // The mark may lie across two pieces of the text.
    let mut tail = String::new();
    document.text().pieces().any(|piece| {
        let overlap = MARK.len() - 1;
        let head = (0..=piece.len().min(overlap)).rev().find(|at| piece.is_char_boundary(*at)).unwrap_or(0);
        let across = format!("{tail}{}", &piece[..head]);
        let found = finder.find(across.as_bytes()).is_some() || finder.find(piece.as_bytes()).is_some();
        tail.push_str(piece);
        let cut = tail.len().saturating_sub(overlap);
        let cut = (cut..=tail.len()).find(|at| tail.is_char_boundary(*at)).unwrap_or(tail.len());
        tail.drain(..cut);
        found
    })
}

#[cfg(test)]
mod tests;
