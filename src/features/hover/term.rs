//! What is said of a name that is no code, and how much of it the answer may claim to cover.

use crate::catalog::{Language, Reference, put, ui};
use crate::features::hover::{Hover, LINKS, joined, on_line};
use crate::features::render::Block;
use crate::features::rich::Rich;
use crate::session::Exchange;

/// A name that is explained.
pub(super) struct Term {
    /// The name as it is written.
    pub name: String,
    /// One sentence or two.
    pub summary: Rich,
    /// More, a paragraph each.
    pub more: Vec<Rich>,
    /// Where to read on.
    pub links: Vec<Rich>,
}

impl Term {
    /// The answer, for the columns of the name on its line. Numbers that look like codes and are none stay
    /// outside; `None` where the cursor stands on such a number.
    pub fn hover(self, content: &str, line: usize, columns: (usize, usize), column: usize) -> Option<Hover> {
        let (start, end) = without_numbers(content, columns.0, columns.1, column)?;
        // The reader finds what the cursor stands on as it is written there, in small letters or not.
        let written = content.get(start..end)?;
        let name = if self.name.contains(written) { self.name.as_str() } else { written };
        let mut blocks = vec![Block::Paragraph(Rich::code(name).and_words(": ").and(self.summary))];
        blocks.extend(self.more.into_iter().map(Block::Paragraph));
        blocks.extend(joined(self.links.into_iter().take(LINKS).collect()).map(Block::Paragraph));
        Some(Hover::new(&blocks, line, start, end))
    }
}

/// The part of the columns round the cursor that holds no number of three digits, 200 to 599, and no three
/// numbers with dots: whoever answers there takes them for codes.
fn without_numbers(content: &str, start: usize, end: usize, column: usize) -> Option<(usize, usize)> {
    let bytes = content.as_bytes();
    let (mut from, mut to) = (start, end.min(bytes.len()));
    let mut at = from;
    while at < to {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let first = at;
        while at < bytes.len() && (bytes[at].is_ascii_digit() || bytes[at] == b'.') {
            at += 1;
        }
        let number = &content[first..at];
        let dots = number.bytes().filter(|b| *b == b'.').count();
        let like_a_code = dots >= 2 || (number.len() == 3 && matches!(bytes[first], b'2'..=b'5'));
        if !like_a_code {
            continue;
        }
        if column < first {
            to = first;
        } else if column < at {
            return None;
        } else {
            from = at;
        }
    }
    (from <= column && column < to).then_some((from, to))
}

/// Links to the sections of RFCs.
pub(super) fn references(references: &[Reference]) -> Vec<Rich> {
    references.iter().map(|reference| Rich::link(&reference.label(), &reference.url())).collect()
}

/// "Answered with 250 (line 9)."
pub(super) fn answered(exchange: &Exchange, language: Language) -> Rich {
    let words = ui(language).hover;
    match &exchange.answer {
        Some(answer) => {
            let line = on_line(answer.line(), language);
            Rich::of(&put(words.answered_with, &[("codes", &answer.codes()), ("line", &line)]))
        }
        None => Rich::of(words.not_answered),
    }
}

/// The word at a column: a run of bytes that `belongs` accepts. Start and end, in bytes.
pub(super) fn word_at(content: &str, column: usize, belongs: fn(u8) -> bool) -> Option<(usize, usize)> {
    let bytes = content.as_bytes();
    if !bytes.get(column).is_some_and(|b| belongs(*b)) {
        return None;
    }
    let start = bytes[..column].iter().rposition(|b| !belongs(*b)).map_or(0, |before| before + 1);
    let end = bytes[column..].iter().position(|b| !belongs(*b)).map_or(bytes.len(), |after| column + after);
    Some((start, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_like_codes_are_left_out() {
        assert_eq!(without_numbers("AUTH SCRAM-SHA-256 X", 5, 18, 6), Some((5, 15)));
        assert_eq!(without_numbers("AUTH SCRAM-SHA-256-PLUS", 5, 23, 20), Some((18, 23)));
        assert_eq!(without_numbers("AUTH SCRAM-SHA-256", 5, 18, 16), None);
        assert_eq!(without_numbers("8BITMIME", 0, 8, 3), Some((0, 8)));
        assert_eq!(without_numbers("CRAM-MD5", 0, 8, 7), Some((0, 8)));
        assert_eq!(without_numbers("x 5.7.1 y", 0, 9, 3), None);
        assert_eq!(without_numbers("x", 0, 9, 5), None);
    }

    #[test]
    fn words_end_where_their_bytes_end() {
        let word = |column| word_at("a reject_code = 554", column, |b| b.is_ascii_lowercase() || b == b'_');
        assert_eq!(word(2), Some((2, 13)));
        assert_eq!(word(12), Some((2, 13)));
        assert_eq!(word(13), None);
        assert_eq!(word(99), None);
    }
}
