//! Reads text of any length piece by piece: whole lines, with what stands before and after them.

use std::io::{self, Read};

use memchr::{memchr, memrchr};

use crate::dialects::LOOKAROUND;

/// How many bytes a piece has, more or less.
const PIECE: usize = 1 << 20;

/// A line longer than this is cut, so that a file without line ends does not fill the memory.
const LONGEST_LINE: usize = 16 << 20;

/// The window on a text that the scanner wants; see [`crate::dialects::scan`].
pub struct Pieces<R> {
    reader: R,
    window: String,
    /// Bytes of a character whose rest has not been read.
    torn: Vec<u8>,
    /// Where the next piece begins in `window`.
    from: usize,
    at_end: bool,
    piece: usize,
    longest_line: usize,
}

impl<R: Read> Pieces<R> {
    /// Reads nothing yet.
    pub fn new(reader: R) -> Self {
        Pieces {
            reader,
            window: String::new(),
            torn: Vec::new(),
            from: 0,
            at_end: false,
            piece: PIECE,
            longest_line: LONGEST_LINE,
        }
    }

    /// The next piece: the window, and where in it the piece begins and ends. `None` at the end.
    ///
    /// # Errors
    /// Where reading fails.
    pub fn next(&mut self) -> io::Result<Option<(&str, usize, usize)>> {
        // What is too far behind is not needed any more.
        let mut behind = self.from.saturating_sub(LOOKAROUND);
        while !self.window.is_char_boundary(behind) {
            behind -= 1;
        }
        self.window.drain(..behind);
        self.from -= behind;
        let mut wanted = self.piece;
        loop {
            self.fill(self.from + wanted + LOOKAROUND)?;
            let rest = self.window.len() - self.from;
            if rest == 0 {
                return Ok(None);
            }
            if self.at_end && rest <= wanted {
                return Ok(Some(self.cut(self.window.len())));
            }
            if let Some(to) = last_line_start(self.window.as_bytes(), self.from, self.from + wanted.min(rest))
            {
                return Ok(Some(self.cut(to)));
            }
            if wanted >= self.longest_line {
                let mut to = self.from + wanted.min(rest);
                while !self.window.is_char_boundary(to) {
                    to -= 1;
                }
                return Ok(Some(self.cut(to)));
            }
            wanted *= 2;
        }
    }

    /// What has been read of the head of the text, at least `count` bytes of it where there are as many.
    /// Only before the first piece.
    ///
    /// # Errors
    /// Where reading fails.
    pub fn head(&mut self, count: usize) -> io::Result<&str> {
        self.fill(count)?;
        Ok(&self.window)
    }

    fn cut(&mut self, to: usize) -> (&str, usize, usize) {
        let from = std::mem::replace(&mut self.from, to);
        (&self.window, from, to)
    }

    /// Reads until the window has this many bytes, or the text ends.
    fn fill(&mut self, count: usize) -> io::Result<()> {
        let mut block = vec![0; 64 * 1024];
        while self.window.len() < count && !self.at_end {
            match self.reader.read(&mut block) {
                Ok(0) => {
                    self.at_end = true;
                    if !self.torn.is_empty() {
                        self.torn.clear();
                        self.window.push(char::REPLACEMENT_CHARACTER);
                    }
                }
                Ok(read) => self.take(&block[..read]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Appends bytes as text. What is no UTF-8 becomes U+FFFD, as in [`String::from_utf8_lossy`].
    fn take(&mut self, bytes: &[u8]) {
        let joined;
        let mut rest = if self.torn.is_empty() {
            bytes
        } else {
            self.torn.extend_from_slice(bytes);
            joined = std::mem::take(&mut self.torn);
            &joined[..]
        };
        loop {
            match std::str::from_utf8(rest) {
                Ok(text) => return self.window.push_str(text),
                Err(error) => {
                    let (valid, after) = rest.split_at(error.valid_up_to());
                    // The bytes were just found to be valid.
                    self.window.push_str(std::str::from_utf8(valid).unwrap_or_default());
                    let Some(length) = error.error_len() else {
                        self.torn.extend_from_slice(after);
                        return;
                    };
                    self.window.push(char::REPLACEMENT_CHARACTER);
                    rest = &after[length..];
                }
            }
        }
    }
}

/// The last place in `from + 1..=to` at which a line begins.
fn last_line_start(bytes: &[u8], from: usize, to: usize) -> Option<usize> {
    if let Some(at) = memrchr(b'\n', &bytes[from..to]) {
        return Some(from + at + 1);
    }
    // Lines that end at CR alone. A CR at the very end may be half of a CRLF.
    let mut to = to;
    while let Some(at) = memrchr(b'\r', &bytes[from..to]) {
        match bytes.get(from + at + 1) {
            Some(b'\n') | None => to = from + at,
            Some(_) => return Some(from + at + 1),
        }
    }
    None
}

/// Keeps count of lines and UTF-16 columns while going forward through a text piece by piece.
#[derive(Debug, Default)]
pub struct Position {
    /// The line, from 0. Lines end at LF, CRLF and CR.
    pub line: usize,
    /// The column in UTF-16 units, from 0.
    pub column: usize,
    /// The last character was a CR, which an LF may complete.
    after_cr: bool,
}

impl Position {
    /// Goes over some text.
    pub fn advance(&mut self, text: &str) {
        let mut rest = text;
        while !rest.is_empty() {
            if self.after_cr {
                self.after_cr = false;
                if let Some(after) = rest.strip_prefix('\n') {
                    rest = after;
                    continue;
                }
            }
            let bytes = rest.as_bytes();
            let end = match (memchr(b'\n', bytes), memchr(b'\r', bytes)) {
                (Some(lf), Some(cr)) => lf.min(cr),
                (Some(end), None) | (None, Some(end)) => end,
                (None, None) => {
                    self.column += units(rest);
                    return;
                }
            };
            self.after_cr = bytes[end] == b'\r';
            self.line += 1;
            self.column = 0;
            rest = &rest[end + 1..];
        }
    }
}

fn units(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().map(char::len_utf16).sum() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Reads a few bytes at a time, as pipes do.
    struct Slow<'a>(&'a [u8], usize);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let count = self.1.min(buffer.len()).min(self.0.len());
            buffer[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }

    fn pieces(bytes: &[u8], step: usize, piece: usize, longest_line: usize) -> Vec<String> {
        let mut pieces = Pieces { piece, longest_line, ..Pieces::new(Slow(bytes, step)) };
        let mut all = Vec::new();
        while let Some((window, from, to)) = pieces.next().unwrap() {
            assert!(to > from, "a piece without text would be read for ever");
            all.push(window[from..to].to_owned());
        }
        all
    }

    #[test]
    fn pieces_are_whole_lines() {
        assert_eq!(pieces(b"one\ntwo\nthree\n", 2, 8, 100), ["one\ntwo\n", "three\n"]);
        assert_eq!(pieces(b"one\rtwo\rthree", 5, 6, 100), ["one\r", "two\r", "three"]);
        assert_eq!(pieces(b"a longer line\nb\nc\nd", 3, 4, 100), ["a longer line\nb\n", "c\nd"]);
        assert_eq!(pieces(b"", 3, 4, 100), Vec::<String>::new());
    }

    #[test]
    fn endless_lines_are_cut() {
        let cut = pieces("ü".repeat(100).as_bytes(), 7, 4, 16);
        assert!(cut.iter().all(|piece| piece.len() <= 16 + 1), "{cut:?}");
        assert_eq!(cut.concat(), "ü".repeat(100));
    }

    proptest! {
        #[test]
        fn nothing_is_lost(
            bytes in proptest::collection::vec(
                prop_oneof![Just(b'\n'), Just(b'\r'), Just(0xc3u8), Just(0xbcu8), Just(0xf0u8), any::<u8>()],
                0..200,
            ),
            step in 1usize..9,
            piece in 1usize..40,
        ) {
            let whole = String::from_utf8_lossy(&bytes).into_owned();
            let all = pieces(&bytes, step, piece, 1 << 20);
            prop_assert_eq!(all.concat(), &*whole);
            // Each piece but the last ends a line, and does not tear a CRLF apart.
            for pair in all.windows(2) {
                prop_assert!(pair[0].ends_with(['\n', '\r']), "{:?}", pair);
                prop_assert!(!(pair[0].ends_with('\r') && pair[1].starts_with('\n')), "{:?}", pair);
            }
            let mut by_piece = Position::default();
            all.iter().for_each(|piece| by_piece.advance(piece));
            let text = crate::text::Text::new(&whole);
            prop_assert_eq!(by_piece.line + 1, text.line_count());
        }
    }
}
