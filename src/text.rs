//! The text of a document: a rope, its edits, and positions in the units of editors.
//!
//! Lines end where the language server protocol says: at LF, CRLF or CR, and nowhere else. Lines count
//! from 0; a text that ends with a line break has an empty last line. Every position is clamped: nothing
//! that an editor sends can panic.

use std::borrow::Cow;
use std::ops::Range;

use ropey::Rope;

/// The halves of so much text are counted and copied by a thread each, in bytes.
#[cfg(not(test))]
const MUCH: usize = 4 * 1024 * 1024;
#[cfg(test)]
const MUCH: usize = 16 * 1024;

/// What a column counts (`PositionEncodingKind` in the protocol).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units, the protocol's default: an astral character counts two.
    #[default]
    Utf16,
    /// Unicode scalar values.
    Utf32,
}

/// A place in a text: line and column, both from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column, in the units of an [`Encoding`].
    pub column: usize,
}

/// A text that clones in nanoseconds and is edited in place. Offsets are bytes from its start.
#[derive(Clone, Debug, Default)]
pub struct Text {
    rope: Rope,
}

impl Text {
    /// A text with this content.
    pub fn new(text: &str) -> Text {
        if text.len() < MUCH {
            return Text { rope: Rope::from_str(text) };
        }
        let mut middle = text.len() / 2;
        while !text.is_char_boundary(middle) {
            middle += 1;
        }
        let (head, tail) = text.split_at(middle);
        let mut rope = Rope::new();
        std::thread::scope(|scope| {
            let tail = scope.spawn(|| Rope::from_str(tail));
            rope = Rope::from_str(head);
            // A panic over there is one here.
            rope.append(tail.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        });
        Text { rope }
    }

    /// The length in bytes.
    pub fn len(&self) -> usize {
        self.rope.len_bytes()
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number of lines; at least 1.
    pub fn line_count(&self) -> usize {
        self.rope.len_lines()
    }

    /// The line that an offset is on. The two bytes of a CRLF are on the line that they end.
    pub fn line_of(&self, byte: usize) -> usize {
        self.rope.byte_to_line(byte.min(self.len()))
    }

    /// The offset of the line's first byte; the text's length for lines past the end.
    pub fn line_start(&self, line: usize) -> usize {
        if line >= self.line_count() { self.len() } else { self.rope.line_to_byte(line) }
    }

    /// The offset where the line's text ends and its line break, if any, begins.
    pub fn line_end(&self, line: usize) -> usize {
        self.line_start(line.saturating_add(1)) - self.line_break(line).len()
    }

    /// The line break that ends the line: `"\n"`, `"\r\n"`, `"\r"`, or `""` for the last line and past it.
    pub fn line_break(&self, line: usize) -> &'static str {
        if line.saturating_add(1) >= self.line_count() {
            return "";
        }
        let next = self.rope.line_to_byte(line + 1);
        let last = self.rope.byte(next - 1);
        if last == b'\r' {
            "\r"
        } else if next >= self.rope.line_to_byte(line) + 2 && self.rope.byte(next - 2) == b'\r' {
            "\r\n"
        } else {
            "\n"
        }
    }

    /// The line without its line break; `""` past the end. Borrowed where the rope has it in one piece.
    pub fn line(&self, line: usize) -> Cow<'_, str> {
        if line < self.line_count() {
            let start = self.rope.line_to_byte(line);
            let (piece, piece_start, _, _) = self.rope.chunk_at_byte(start);
            let rest = &piece[start - piece_start..];
            // Mostly the whole line lies in one piece of the rope.
            if let Some(end) = memchr::memchr2(b'\n', b'\r', rest.as_bytes()) {
                return Cow::Borrowed(&rest[..end]);
            }
        }
        self.slice(self.line_start(line)..self.line_end(line))
    }

    /// A part of the text. Offsets past the end or inside a character are moved back to the next place
    /// that exists.
    pub fn slice(&self, range: Range<usize>) -> Cow<'_, str> {
        let end = self.floor_boundary(range.end);
        let start = self.floor_boundary(range.start).min(end);
        Cow::from(self.rope.byte_slice(start..end))
    }

    /// Appends a part of the text to `buffer`; offsets are treated as in [`Text::slice`].
    pub fn append_to(&self, buffer: &mut String, range: Range<usize>) {
        let end = self.floor_boundary(range.end);
        let start = self.floor_boundary(range.start).min(end);
        buffer.reserve(end - start);
        for piece in self.rope.byte_slice(start..end).chunks() {
            buffer.push_str(piece);
        }
    }

    /// The text in the pieces that the rope keeps, in order.
    pub fn pieces(&self) -> impl Iterator<Item = &str> {
        self.rope.chunks()
    }

    /// The last place at or before `byte` that is not inside a character.
    pub fn floor_boundary(&self, byte: usize) -> usize {
        if byte >= self.len() {
            return self.len();
        }
        let (piece, piece_start, _, _) = self.rope.chunk_at_byte(byte);
        let mut at = byte - piece_start;
        while !piece.is_char_boundary(at) {
            at -= 1;
        }
        piece_start + at
    }

    /// The offset of a position. A line past the end gives the text's end, a column past the end of its
    /// line the end of the line's text, a column inside a character (a surrogate pair) its start.
    pub fn offset(&self, position: Position, encoding: Encoding) -> usize {
        if position.line >= self.line_count() {
            return self.len();
        }
        if let Some(byte) = self.plain_to(position.line, position.column) {
            return byte;
        }
        let (start, end) = (self.line_start(position.line), self.line_end(position.line));
        let byte = match encoding {
            Encoding::Utf8 => self.floor_boundary(start.saturating_add(position.column)),
            Encoding::Utf16 => {
                let first = self.rope.char_to_utf16_cu(self.rope.byte_to_char(start));
                let unit = first.saturating_add(position.column).min(self.rope.len_utf16_cu());
                self.rope.char_to_byte(self.rope.utf16_cu_to_char(unit))
            }
            Encoding::Utf32 => {
                let first = self.rope.byte_to_char(start);
                self.rope.char_to_byte(first.saturating_add(position.column).min(self.rope.len_chars()))
            }
        };
        byte.min(end)
    }

    /// The position of an offset, which is clamped as in [`Text::slice`]. Inside a CRLF it is the end of
    /// the line's text, for editors know no place between CR and LF.
    pub fn position(&self, byte: usize, encoding: Encoding) -> Position {
        let line = self.line_of(byte);
        let byte = self.floor_boundary(byte).clamp(self.line_start(line), self.line_end(line));
        Position { line, column: self.column(line, byte - self.line_start(line), encoding) }
    }

    /// The column of the byte `column` of a line, in the units of `encoding`; clamped to the line's text.
    pub fn column(&self, line: usize, column: usize, encoding: Encoding) -> usize {
        if self.plain_to(line, column).is_some() {
            return column;
        }
        let (start, end) = (self.line_start(line), self.line_end(line));
        let byte = self.floor_boundary(start.saturating_add(column)).min(end);
        match encoding {
            Encoding::Utf8 => byte - start,
            Encoding::Utf16 => {
                let units = |byte| self.rope.char_to_utf16_cu(self.rope.byte_to_char(byte));
                units(byte) - units(start)
            }
            Encoding::Utf32 => self.rope.byte_to_char(byte) - self.rope.byte_to_char(start),
        }
    }

    /// The offset of a column of a line where the bytes before it on the line are ASCII and lie in one piece:
    /// all encodings count them alike. That is most of the time, and cheap to know.
    fn plain_to(&self, line: usize, column: usize) -> Option<usize> {
        if line >= self.line_count() {
            return None;
        }
        let start = self.rope.line_to_byte(line);
        let (piece, piece_start, _, _) = self.rope.chunk_at_byte(start);
        let before = piece.as_bytes()[start - piece_start..].get(..column)?;
        let plain = before.is_ascii() && memchr::memchr2(b'\n', b'\r', before).is_none();
        plain.then_some(start + column)
    }

    /// Replaces a part of the text; offsets are treated as in [`Text::slice`].
    pub fn edit(&mut self, range: Range<usize>, replacement: &str) {
        let end = self.floor_boundary(range.end);
        let start = self.floor_boundary(range.start).min(end);
        let start_char = self.rope.byte_to_char(start);
        if start < end {
            let end_char = self.rope.byte_to_char(end);
            self.rope.remove(start_char..end_char);
        }
        if !replacement.is_empty() {
            self.rope.insert(start_char, replacement);
        }
    }
}

impl std::fmt::Display for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.pieces().try_for_each(|piece| f.write_str(piece))
    }
}

#[cfg(test)]
mod tests;
