//! A finding with all that its report needs of the document, which need not be in memory any more.

use std::ops::Range;

use crate::dialects::Link;
use crate::document::Document;
use crate::features::diagnostics::Diagnostic;
use crate::features::rich::visible;

/// How many bytes of a line are shown before and after the code, at most. The renderer cuts what it shows to
/// the width of the terminal, but slowly.
const AROUND: usize = 4096;

/// A finding as it is reported.
#[derive(Debug)]
pub struct Shown {
    pub finding: Diagnostic,
    /// The columns of its start and its end in UTF-16 units, from 0, each in its own line.
    pub columns: (usize, usize),
    pub excerpt: Excerpt,
}

/// What is shown of a line.
#[derive(Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// Part of the line, with control characters made visible: they would shift the marks under the line.
    pub text: String,
    /// What is marked, in bytes of `text`.
    pub span: Range<usize>,
    /// The column of the finding in the line, in characters from 0.
    pub column: usize,
    /// Whether `text` is all of the line, as it is.
    pub whole: bool,
}

impl Shown {
    /// A finding in a document that begins with line `first` of the file: the finding's lines are those of the
    /// file.
    pub fn new(document: &Document, finding: Diagnostic, first: usize) -> Shown {
        let (line, end_line) = (finding.line - first, finding.end_line - first);
        let text = document.line(line);
        let units = |line: &str, to: usize| line.get(..to).map_or(0, |before| before.encode_utf16().count());
        let start = units(&text, finding.start);
        let (marked, end) = if end_line == line {
            (finding.end, units(&text, finding.end))
        } else {
            // A reply of several lines is marked on its first.
            (end_of_codes(document, line, finding.start), units(&document.line(end_line), finding.end))
        };
        Shown { columns: (start, end), excerpt: Excerpt::new(&text, finding.start, marked), finding }
    }
}

/// Where the codes end that begin a reply there.
fn end_of_codes(document: &Document, line: usize, start: usize) -> usize {
    let codes = document.occurrences_on(line);
    let first = codes.iter().find(|code| code.start == start);
    let other = codes.iter().find(|code| code.start > start && code.link == Link::SameReply);
    other.or(first).map_or(start, |code| code.end)
}

impl Excerpt {
    fn new(line: &str, start: usize, end: usize) -> Excerpt {
        let floor = |mut at: usize| {
            at = at.min(line.len());
            while !line.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let (start, end) = (floor(start), floor(end));
        let before = visible(&line[floor(start.saturating_sub(AROUND))..start]);
        let code = visible(&line[start..end]);
        let after = visible(&line[end..floor(end.saturating_add(AROUND))]);
        let span = before.len()..before.len() + code.len();
        let text = format!("{before}{code}{after}");
        Excerpt { whole: text == line, text, span, column: line[..start].chars().count() }
    }
}
