//! Turns answers into Markdown or text for a terminal.

mod markdown;
mod terminal;

pub use markdown::{code as markdown_code, escape as markdown_escape, markdown, table as markdown_table};
pub use terminal::{Paper, terminal};

use super::rich::Rich;

/// A part of an answer, as plain data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// The first line: a sentence that stands for the whole answer.
    Title(Rich),
    /// The head of a section.
    Heading(String),
    /// A head and its value on one line: "Who can fix it: the sender".
    Field(String, Rich),
    /// A paragraph.
    Paragraph(Rich),
    /// A list without an order.
    Bullets(Vec<Rich>),
    /// Steps to be taken in order.
    Steps(Vec<Rich>),
    /// Command lines to copy.
    Commands(Vec<String>),
    /// Rows of cells under heads; the first column names the rows.
    Table {
        /// The heads.
        head: Vec<Rich>,
        /// The rows, as long as the head.
        rows: Vec<Vec<Rich>>,
    },
}
