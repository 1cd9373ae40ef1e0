//! Texts too long to be held in memory, checked part by part.

use std::io::{self, Read};
use std::ops::Range;

use memchr::memrchr;

use crate::cli::input::text_of;
use crate::dialects::State;
use crate::document::{Document, DocumentOptions};

/// A longer text is checked in parts of about this size, in bytes. Logs grow so long, and nothing else does.
const PART: usize = 32 * 1024 * 1024;

/// So many bytes before and after what is told of a part are read with it, because the parts of a reply, of a
/// transaction and of a session explain each other.
const MARGIN: usize = 1024 * 1024;

/// Reads a text in parts that overlap.
pub struct Parts {
    reader: Box<dyn Read + Send>,
    path: String,
    options: DocumentOptions,
    /// What is read of the text, and not done with: text, and behind it bytes that are not looked at yet.
    bytes: Vec<u8>,
    at_end: bool,
    /// The part before, for the form of the text; `None` before the first.
    last: Option<Document>,
    /// The scanner's state where the next part begins.
    entry: State,
    /// The line of the text that the next part begins with.
    first: usize,
    /// The line of the text that is told of next.
    told_to: usize,
    size: usize,
    margin: usize,
}

/// A part of a text.
pub struct Part<'p> {
    pub document: &'p Document,
    /// The lines of the document to tell of; those round them are told of with other parts.
    pub lines: Range<usize>,
    /// The line of the text that the document begins with.
    pub first: usize,
}

/// A text, as it was found to be.
pub enum Content {
    /// It can be held in memory.
    Short(String),
    /// It cannot.
    Long(Box<Parts>),
}

/// Begins to read.
///
/// # Errors
/// Where reading fails.
pub fn read(reader: Box<dyn Read + Send>, path: &str, options: &DocumentOptions) -> io::Result<Content> {
    let mut parts = Parts::new(reader, path, options, PART, MARGIN);
    parts.fill(PART)?;
    Ok(if parts.at_end { Content::Short(text_of(parts.bytes)) } else { Content::Long(Box::new(parts)) })
}

impl Parts {
    /// Reads nothing yet. `size` and `margin` are in bytes.
    pub fn new(
        reader: Box<dyn Read + Send>,
        path: &str,
        options: &DocumentOptions,
        size: usize,
        margin: usize,
    ) -> Parts {
        Parts {
            reader,
            path: path.to_owned(),
            options: options.clone(),
            bytes: Vec::new(),
            at_end: false,
            last: None,
            entry: State::default(),
            first: 0,
            told_to: 0,
            size,
            margin,
        }
    }

    /// Reads until there are so many bytes, or the end is known.
    fn fill(&mut self, count: usize) -> io::Result<()> {
        while !self.at_end && self.bytes.len() <= count {
            let missing = (count + 1 - self.bytes.len()) as u64;
            self.at_end = self.reader.by_ref().take(missing).read_to_end(&mut self.bytes)? == 0;
        }
        Ok(())
    }

    /// The next part; `None` at the end.
    ///
    /// # Errors
    /// Where reading fails.
    pub fn next(&mut self) -> io::Result<Option<Part<'_>>> {
        if self.at_end && self.bytes.is_empty() {
            return Ok(None);
        }
        // The part before gives its memory back before this one takes its own.
        let form = self.last.take().map(|last| last.part("", State::default()));
        // What was read before is read again with what follows it.
        let mut wanted = self.bytes.len() + self.size;
        let end = loop {
            self.fill(wanted)?;
            if self.at_end {
                break self.bytes.len();
            }
            // A line as long as this is one that had to be waited for.
            match memrchr(b'\n', &self.bytes) {
                Some(at) if at >= self.margin => break at + 1,
                _ => wanted = self.bytes.len() * 2,
            }
        };
        let rest = self.bytes.split_off(end);
        let text = text_of(std::mem::replace(&mut self.bytes, rest));
        let document = match form {
            Some(form) => form.part(&text, self.entry),
            None => Document::new(&self.path, "", &text, &self.options),
        };
        drop(text);
        let first = self.first;
        let document = self.last.insert(document);
        let text = document.text();
        let from = self.told_to - first;
        let last = self.at_end && self.bytes.is_empty();
        let to = if last {
            document.line_count()
        } else {
            // Of a text with lines as long as the margin, at least one line is told of.
            let all = text.line_of(text.len());
            match text.line_of(text.len().saturating_sub(self.margin)) {
                to if to > from => to,
                _ => all,
            }
        };
        if !last {
            let (cut, entry) = document.cut_before(text.line_start(to).saturating_sub(self.margin));
            let mut again = text.slice(cut..text.len()).into_owned().into_bytes();
            again.append(&mut self.bytes);
            self.bytes = again;
            self.entry = entry;
            self.first = first + text.line_of(cut);
        }
        self.told_to = first + to;
        Ok(Some(Part { document, lines: from..to, first }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Language;
    use crate::features::diagnostics::{self, Diagnostic};
    use crate::rules::Levels;

    const SESSION: &str = "\
        220 mx.example.com ESMTP\nEHLO client.example\n250-mx.example.com\n250-SIZE 1000\n250 STARTTLS\n\
        MAIL FROM:<a@example.com>\n530 5.7.0 Must issue a STARTTLS command first\nQUIT\n221 2.0.0 Bye\n";
    const LOG: &str = "\
        Nov 30 23:59:59 mx1 postfix/smtpd[4242]: NOQUEUE: reject: RCPT from x.example[192.0.2.1]: 550 5.1.1 \
        <b\u{fc}@example.com>: Recipient address rejected: User unknown; from=<a@x.example> \
        to=<b@example.com> proto=ESMTP helo=<x.example>\n\
        Nov 30 23:59:59 mx1 postfix/smtpd[4242]: disconnect from x.example[192.0.2.1] ehlo=1 mail=1 rcpt=0/1\n";

    fn in_parts(text: &[u8], size: usize, margin: usize) -> (Vec<Diagnostic>, usize) {
        let reader = Box::new(io::Cursor::new(text.to_vec()));
        let options = DocumentOptions::default();
        let mut parts = Parts::new(reader, "mail.log", &options, size, margin);
        let (mut found, mut count) = (Vec::new(), 0);
        while let Some(Part { document, lines, first }) = parts.next().expect("memory does not fail") {
            let levels = Levels::default();
            found.extend(diagnostics::of_part(document, Language::En, &levels, lines, first));
            count += 1;
        }
        (found, count)
    }

    fn whole(text: &[u8]) -> Vec<Diagnostic> {
        let text = String::from_utf8_lossy(text);
        let document = Document::new("mail.log", "", &text, &DocumentOptions::default());
        let all = 0..document.line_count();
        diagnostics::of_part(&document, Language::En, &Levels::default(), all, 0)
    }

    #[test]
    fn parts_tell_what_the_whole_tells() {
        for (sample, size, margin) in [(SESSION, 6000, 2000), (SESSION, 2500, 700), (LOG, 5000, 1500)] {
            let mut text = sample.repeat(100).into_bytes();
            let expected = whole(&text);
            assert!(expected.len() >= 100);
            let (found, count) = in_parts(&text, size, margin);
            assert!(count > 3, "{count}");
            assert_eq!(found, expected);
            text.extend_from_slice(b"550 5.1.1 \xff no line end");
            assert_eq!(in_parts(&text, size, margin).0, whole(&text));
        }
    }

    #[test]
    fn a_line_longer_than_a_part_is_read_whole() {
        let mut text = LOG.to_owned();
        text.push_str(&"x".repeat(20_000));
        text.push_str(" 550 5.1.1 unknown\n");
        text.push_str(&LOG.repeat(3));
        assert_eq!(in_parts(text.as_bytes(), 1000, 300).0, whole(text.as_bytes()));
        assert_eq!(in_parts(b"", 1000, 300).0, []);
    }
}
