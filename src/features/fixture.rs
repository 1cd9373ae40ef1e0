//! Documents for tests, written inline with a mark where the cursor stands.

use crate::document::{Document, DocumentOptions};

/// A document with a cursor. Lines and columns count from 0; columns are bytes.
pub struct Fixture {
    /// The document, without the mark.
    pub document: Document,
    /// The cursor's line.
    pub line: usize,
    /// The cursor's column.
    pub column: usize,
}

/// The mark.
const CURSOR: &str = "$0";

/// Reads a document whose kind is not told by its name.
pub fn fixture(text: &str) -> Fixture {
    named("", text)
}

/// Reads a document with a file name. `$0` is the cursor; without one it stands at the start.
pub fn named(path: &str, text: &str) -> Fixture {
    let at = text.find(CURSOR).unwrap_or(0);
    let clean = text.replacen(CURSOR, "", 1);
    let document = Document::new(path, "", &clean, &DocumentOptions::default());
    let line = document.text().line_of(at);
    let column = at - document.text().line_start(line);
    Fixture { document, line, column }
}

/// The text of a document after some edits, which do not overlap and come in the order of the text.
pub fn edited(document: &Document, edits: &[crate::features::guidance::Edit]) -> String {
    crate::features::fixes::applied(document, edits)
}
