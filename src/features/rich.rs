//! Text with code in it, free of anything that a terminal or Markdown would obey.
//!
//! The catalog writes code between backticks and has no other markup ([`Rich::of`]). Text from documents is
//! not trusted: it comes in as words or as code ([`Rich::words`], [`Rich::code`]), with its control
//! characters made visible, and the renderers escape it.

use std::borrow::Cow;
use std::fmt::Write as _;

/// A piece of a [`Rich`] text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span {
    /// Plain words.
    Words(String),
    /// What is typed or stands on the wire.
    Code(String),
    /// Words that carry the answer.
    Strong(String),
    /// Words with an `https` address from the catalog.
    Link {
        /// What the page is called.
        words: String,
        /// Its address.
        url: String,
    },
}

/// A line of text without line breaks or control characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rich(Vec<Span>);

impl Rich {
    /// Text of the catalog, with code between backticks.
    pub fn of(text: &str) -> Rich {
        let pieces = text.split('`').enumerate();
        Rich(
            pieces
                .filter(|(_, piece)| !piece.is_empty())
                .map(|(index, piece)| {
                    let piece = visible(piece).into_owned();
                    if index % 2 == 0 { Span::Words(piece) } else { Span::Code(piece) }
                })
                .collect(),
        )
    }

    /// Plain words, wherever they come from.
    pub fn words(text: &str) -> Rich {
        Rich::default().and_words(text)
    }

    /// Code, wherever it comes from.
    pub fn code(text: &str) -> Rich {
        Rich::default().and_code(text)
    }

    /// Words that carry the answer.
    pub fn strong(text: &str) -> Rich {
        Rich(vec![Span::Strong(visible(text).into_owned())])
    }

    /// A link to a page of the catalog.
    pub fn link(words: &str, url: &str) -> Rich {
        Rich(vec![Span::Link { words: visible(words).into_owned(), url: visible(url).into_owned() }])
    }

    /// Adds plain words.
    #[must_use]
    pub fn and_words(mut self, text: &str) -> Rich {
        self.0.push(Span::Words(visible(text).into_owned()));
        self
    }

    /// Adds code.
    #[must_use]
    pub fn and_code(mut self, text: &str) -> Rich {
        self.0.push(Span::Code(visible(text).into_owned()));
        self
    }

    /// Adds another text.
    #[must_use]
    pub fn and(mut self, other: Rich) -> Rich {
        self.0.extend(other.0);
        self
    }

    /// The pieces, in order.
    pub fn spans(&self) -> &[Span] {
        &self.0
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The words alone, without marks.
    pub fn plain(&self) -> String {
        let mut plain = String::new();
        for span in &self.0 {
            let (Span::Words(text) | Span::Code(text) | Span::Strong(text) | Span::Link { words: text, .. }) =
                span;
            plain.push_str(text);
        }
        plain
    }
}

/// The text with each control character written as its escape (`\x1b`, `\u{202e}`), line breaks and tabs as
/// spaces. Marks that turn the direction of writing or have no width count as control characters, since
/// they can make a text read as something else than it is.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_deceptive) {
        return Cow::Borrowed(text);
    }
    let mut seen = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '\n' | '\t' => seen.push(' '),
            '\r' => {}
            c if is_deceptive(c) => {
                // Writing to a string cannot fail.
                let _ = match u32::from(c) {
                    code @ ..=0xff => write!(seen, "\\x{code:02x}"),
                    code => write!(seen, "\\u{{{code:x}}}"),
                };
            }
            c => seen.push(c),
        }
    }
    Cow::Owned(seen)
}

fn is_deceptive(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' | '\u{61c}' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backticks_make_code() {
        let rich = Rich::of("Send `HELP`, then `QUIT`.");
        assert_eq!(
            rich.spans(),
            [
                Span::Words("Send ".into()),
                Span::Code("HELP".into()),
                Span::Words(", then ".into()),
                Span::Code("QUIT".into()),
                Span::Words(".".into()),
            ]
        );
        assert_eq!(rich.plain(), "Send HELP, then QUIT.");
    }

    #[test]
    fn control_characters_are_made_visible() {
        assert_eq!(visible("a\x1b[31mb\u{9b}c"), "a\\x1b[31mb\\x9bc");
        assert_eq!(visible("x\u{202e}y"), "x\\u{202e}y");
        assert_eq!(visible("one\r\ntwo\tthree"), "one two three");
        assert!(matches!(visible("plain ü 漢"), Cow::Borrowed(_)));
    }
}
