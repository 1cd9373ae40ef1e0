//! What can be written where the cursor stands: codes and words where a configuration writes replies, commands
//! and parameters in transcripts. Everywhere else there is nothing.
//!
//! One file a place. A place says where the reply begins and what it takes (`slot::Slot`); what is offered for it is
//! the same everywhere.

mod exim;
mod haraka;
mod opensmtpd;
mod other;
mod parameters;
mod postfix;
mod sendmail;
mod sieve;
mod slot;
#[cfg(test)]
mod tests;
mod transcript;

use std::ops::Range;

use crate::catalog::{self, Language};
use crate::code::Code;
use crate::command::Command;
use crate::dialects::{Dialect, Form};
use crate::document::Document;
use crate::features::explain::{self, Body, Kind as SectionKind};
use crate::features::render::Block;
use crate::features::rich::Rich;

/// What can be written at a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// The columns of the line that are replaced, in bytes: the word that the cursor stands in.
    pub columns: Range<usize>,
    /// What can take their place, the best first.
    pub items: Vec<Item>,
}

/// Something that can be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What it is.
    pub kind: Kind,
    /// The text, which is also how a menu shows it.
    pub text: String,
    /// Where in the text, in bytes, the cursor goes, and what follows it: `MAIL FROM:<` goes on with `>`.
    pub closing: &'static str,
    /// A few words, in the reader's language.
    pub title: String,
    /// What [`documentation`] is asked with.
    pub subject: String,
    /// Whether it is what the place has by default.
    pub usual: bool,
}

/// What an [`Item`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A basic code.
    Basic,
    /// An enhanced code.
    Enhanced,
    /// Words of a reply.
    Words,
    /// A command.
    Command,
    /// A parameter of a command, or a mechanism of AUTH.
    Parameter,
}

/// What can be written at a line and column (0-based, in bytes).
pub fn completion(document: &Document, line: usize, column: usize, language: Language) -> Completion {
    let text = document.line(line);
    // A line this long is none that anybody writes by hand.
    if text.len() > 4096 || !text.is_char_boundary(column.min(text.len())) {
        return Completion::default();
    }
    let place = Place { document, line, text: &text, column: column.min(text.len()) };
    let found = match document.frame().form {
        Form::Config(dialect) => slot_of(dialect, &place).map(|slot| slot.fill(&place, language)),
        Form::Code => haraka::slot(&place).map(|slot| slot.fill(&place, language)),
        Form::Lines => transcript::completion(&place, language),
        Form::Mail | Form::Json | Form::Table | Form::Prose => None,
    };
    found.unwrap_or_default()
}

fn slot_of(dialect: Dialect, place: &Place<'_>) -> Option<slot::Slot> {
    let comment = place.text.trim_start();
    if comment.starts_with('#') || comment.starts_with("dnl ") || comment.starts_with("//") {
        return None;
    }
    match dialect {
        Dialect::PostfixConfig => postfix::slot(place),
        Dialect::EximConfig => exim::slot(place),
        Dialect::OpensmtpdConfig => opensmtpd::slot(place),
        Dialect::SendmailConfig => sendmail::slot(place),
        _ => sieve::slot(place).or_else(|| other::slot(place)),
    }
}

/// Where the cursor stands.
struct Place<'a> {
    document: &'a Document,
    line: usize,
    /// The text of the line.
    text: &'a str,
    column: usize,
}

impl<'a> Place<'a> {
    /// The line up to the cursor.
    fn before(&self) -> &'a str {
        self.text.get(..self.column).unwrap_or("")
    }

    /// The file's name without its folders, in small letters.
    fn file_name(&self) -> String {
        let path = self.document.path();
        path.rsplit(['/', '\\']).next().unwrap_or("").to_ascii_lowercase()
    }

    /// The column after the last of the places where one of `marks` ends, and what follows it up to the cursor.
    fn behind(&self, marks: &[&str]) -> Option<(usize, &'a str)> {
        let before = self.before();
        let end = marks.iter().filter_map(|mark| Some(before.rfind(mark)? + mark.len())).max()?;
        Some((end, &before[end..]))
    }
}

/// What is said of an item, by its subject: a code, a command, a parameter's keyword.
pub fn documentation(subject: &str, language: Language) -> Option<Vec<Block>> {
    if let Ok(code) = subject.parse::<Code>() {
        return code_documentation(code, language);
    }
    if subject == slot::FOOTER {
        let text = Rich::of(catalog::postfix_text(subject, language)?);
        return Some(vec![Block::Title(Rich::words(&format!("{subject}: ")).and(text))]);
    }
    let (text, syntax) = match Command::from_verb(subject).and_then(|verb| catalog::command(verb, language)) {
        Some(entry) => (&entry.text, entry.facts.syntax.as_str()),
        None => {
            let entry = catalog::extension(subject, language)?;
            (&entry.text, entry.facts.parameters.as_str())
        }
    };
    let mut blocks = vec![Block::Title(Rich::words(&format!("{subject}: ")).and(Rich::of(&text.summary)))];
    blocks.push(Block::Paragraph(Rich::of(&text.description)));
    if !syntax.is_empty() {
        blocks.push(Block::Paragraph(Rich::code(syntax)));
    }
    Some(blocks)
}

/// Of a code: what it says, when a server uses it, and where it is defined.
fn code_documentation(code: Code, language: Language) -> Option<Vec<Block>> {
    let explanation = explain::code(code, language)?;
    let mut blocks = vec![Block::Title(explanation.title())];
    if let Some(Body::Text(text)) = explanation.section(SectionKind::Description) {
        blocks.push(Block::Paragraph(text.clone()));
    }
    if let Some(usage) = catalog::usage(&code.to_string(), language) {
        blocks.push(Block::Paragraph(Rich::of(usage)));
    }
    if let Some(Body::Items(links)) = explanation.section(SectionKind::More) {
        blocks.extend(links.first().cloned().map(Block::Paragraph));
    }
    Some(blocks)
}
