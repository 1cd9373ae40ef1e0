//! Text that stands in its source in an encoding (JSON strings, quoted-printable, base64), and where each
//! of its bytes stands there.

use std::borrow::Cow;

use super::{CommandLine, Dialect, Occurrence, Role, Sink};

/// A decoded text with the places of its bytes.
pub(super) struct Decoded<'a> {
    text: Cow<'a, str>,
    /// For each byte of the text, and for its end, the byte of the source; empty where both are the same.
    places: Vec<u32>,
}

impl<'a> Decoded<'a> {
    /// Text that is not encoded at all.
    pub fn plain(text: &'a str) -> Self {
        Decoded { text: Cow::Borrowed(text), places: Vec::new() }
    }

    /// The decoded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The byte of the source, from the start of the encoded text, at which a decoded byte stands.
    pub fn place(&self, at: usize) -> u32 {
        if self.places.is_empty() { at as u32 } else { self.places[at.min(self.places.len() - 1)] }
    }

    /// The inside of a JSON string. Malformed escapes stay as they are.
    pub fn json(source: &'a str) -> Self {
        if memchr::memchr(b'\\', source.as_bytes()).is_none() {
            return Decoded::plain(source);
        }
        let mut building = Building::default();
        let mut at = 0;
        while let Some(c) = source[at..].chars().next() {
            let escaped = source[at..].chars().nth(1);
            let (decoded, length) = match (c, escaped) {
                ('\\', Some('n')) => ('\n', 2),
                ('\\', Some('r')) => ('\r', 2),
                ('\\', Some('t')) => ('\t', 2),
                ('\\', Some('b' | 'f')) => (' ', 2),
                ('\\', Some('u')) => {
                    match source.get(at + 2..at + 6).and_then(|hex| u32::from_str_radix(hex, 16).ok()) {
                        Some(value) => (char::from_u32(value).unwrap_or('\u{fffd}'), 6),
                        None => ('u', 2),
                    }
                }
                ('\\', Some(other)) => (other, 1 + other.len_utf8()),
                (plain, _) => (plain, plain.len_utf8()),
            };
            building.push(decoded, at);
            at += length;
        }
        building.finish(source.len())
    }

    /// Bytes that were decoded somehow, each with its place, as UTF-8; `end` is the length of the source.
    /// Bytes of other character sets become replacement characters: codes are ASCII.
    pub fn from_bytes(bytes: &[u8], places: &[u32], end: usize) -> Decoded<'static> {
        let mut building = Building::default();
        let mut at = 0;
        for chunk in bytes.utf8_chunks() {
            for c in chunk.valid().chars() {
                building.push(c, places[at] as usize);
                at += c.len_utf8();
            }
            if !chunk.invalid().is_empty() {
                building.push('\u{fffd}', places[at] as usize);
                at += chunk.invalid().len();
            }
        }
        building.finish(end)
    }
}

#[derive(Default)]
struct Building {
    text: String,
    places: Vec<u32>,
}

impl Building {
    fn push(&mut self, c: char, at: usize) {
        self.text.push(c);
        self.places.resize(self.text.len(), at as u32);
    }

    fn finish(mut self, end: usize) -> Decoded<'static> {
        self.places.push(end as u32);
        Decoded { text: Cow::Owned(self.text), places: self.places }
    }
}

/// A sink that moves findings from decoded text to their places in the source.
pub(super) struct Mapped<'s, 'a> {
    pub sink: &'s mut (dyn Sink + 'a),
    pub decoded: &'s Decoded<'s>,
    /// Where the encoded text begins, in the units of the outer sink.
    pub origin: u32,
    /// The dialect of findings that no program's own way of writing explains.
    pub dialect: Dialect,
}

impl Mapped<'_, '_> {
    fn place(&self, at: u32) -> u32 {
        self.origin + self.decoded.place(at as usize)
    }
}

impl Sink for Mapped<'_, '_> {
    fn occurrence(&mut self, occurrence: Occurrence) {
        let start = self.place(occurrence.start);
        let end = self.place(occurrence.end());
        let dialect = match occurrence.dialect {
            Dialect::None | Dialect::MailLog | Dialect::Dialogue => self.dialect,
            // A field quotes a reply; only a code that it speaks of belongs to a sentence.
            Dialect::Prose if occurrence.role != Role::Mention => self.dialect,
            known => known,
        };
        self.sink.occurrence(Occurrence {
            start,
            len: (end - start).min(255) as u8,
            text_end: self.place(occurrence.text_end).max(end),
            dialect,
            ..occurrence
        });
    }

    fn command(&mut self, line: CommandLine) {
        self.sink.command(CommandLine { start: self.place(line.start), end: self.place(line.end), ..line });
    }

    fn session_start(&mut self, at: u32) {
        self.sink.session_start(self.place(at));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(decoded: &Decoded<'_>, needle: &str) -> (u32, u32) {
        let at = decoded.text().find(needle).unwrap();
        (decoded.place(at), decoded.place(at + needle.len()))
    }

    #[test]
    fn json() {
        let decoded = Decoded::json(r#"said: \"550 \u00e4 5.1.1\"\n250"#);
        assert_eq!(decoded.text(), "said: \"550 \u{e4} 5.1.1\"\n250");
        assert_eq!(places(&decoded, "550"), (8, 11));
        assert_eq!(places(&decoded, "5.1.1"), (19, 24));
        assert_eq!(places(&decoded, "250"), (28, 31));
        assert_eq!(Decoded::json(r"\u00").text(), "u00");
        assert_eq!(Decoded::json("\\").text(), "\\");
    }
}
