//! A document: its text and the codes in it, kept in step edit by edit.
//!
//! The text is cut into chunks of whole lines. A chunk keeps the scanner's state on entering and leaving
//! it, its occurrences (relative to its start) and their counts, and nothing for each line. An edit makes
//! the chunks within the scanner's reach stale; [`Document::settle`] scans stale chunks again, and goes on
//! past them only until the state on leaving one is the state that the next was entered with. What comes
//! out is what a scan of the whole text would find, whatever the edits were.
//!
//! A clone costs some reference counts and is independent of its original: a snapshot.

mod chunk;
mod memory;
mod placed;
mod query;
#[cfg(test)]
pub(crate) mod samples;
mod settle;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use crate::catalog::OwnReplies;
use crate::dialects::{Frame, HEAD, LOOKAROUND, State};
use crate::text::Text;

use chunk::{Chunk, MAX_BYTES, MIN_BYTES, Size, cut};
pub use memory::Section;
use memory::{Away, FARTHEST, Watch};
pub use placed::{Counts, Placed};

/// What is asked for when a document is opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentOptions {
    /// The name of the dialect that a setting forces upon the document.
    pub dialect: Option<String>,
    /// Replies of the user's own, the source that goes first first.
    pub own: Vec<Arc<OwnReplies>>,
}

/// A text with its occurrences. See the module's documentation for the invariants.
#[derive(Clone, Debug)]
pub struct Document {
    path: Arc<str>,
    language_id: Arc<str>,
    options: Arc<DocumentOptions>,
    frame: Frame,
    /// The scanner's state where the text begins: it may be part of a longer one.
    entry: State,
    text: Text,
    chunks: Arc<Vec<Chunk>>,
    /// The chunks that may be stale or entered with another state than the chunk before was left with.
    unsettled: Range<usize>,
    counts: Counts,
    /// Notes what is looked at.
    watch: Option<Arc<Watch>>,
}

impl Document {
    /// Opens a document and scans all of it. `path` is a file name or the path of a URI, `language_id` the
    /// editor's name for the kind of file; either may be empty.
    pub fn new(path: &str, language_id: &str, text: &str, options: &DocumentOptions) -> Document {
        let mut document = Document::open(path, language_id, text, options);
        document.settle(usize::MAX);
        document
    }

    /// Opens a document without scanning it: [`Document::settle`] does that piece by piece.
    pub fn open(path: &str, language_id: &str, text: &str, options: &DocumentOptions) -> Document {
        let text = Text::new(text);
        let chunks: Vec<Chunk> = cut(&text, 0..text.len()).into_iter().map(Chunk::new).collect();
        let frame = sniff(path, language_id, &text, options);
        Document {
            path: path.into(),
            language_id: language_id.into(),
            options: Arc::new(options.clone()),
            frame,
            entry: State::default(),
            unsettled: 0..chunks.len(),
            text,
            chunks: Arc::new(chunks),
            counts: Counts::default(),
            watch: None,
        }
    }

    /// Another text, read as this one is; all of it is scanned.
    pub fn with_text(&self, text: &str) -> Document {
        Document::new(&self.path, &self.language_id, text, &self.options)
    }

    /// A part of the long text that this one is a part of: it is read in the same form, and begins in the
    /// state that [`Document::cut_before`] told. All of it is scanned.
    pub fn part(&self, text: &str, entry: State) -> Document {
        let mut part = Document::open(&self.path, &self.language_id, text, &self.options);
        part.frame = self.frame;
        part.entry = entry;
        part.settle(usize::MAX);
        part
    }

    /// The last place not behind `byte` where the text may be cut, and the scanner's state there.
    pub fn cut_before(&self, byte: usize) -> (usize, State) {
        let (number, start) = self.chunk_at(byte);
        (start, self.chunks[number].entry)
    }

    /// The text.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// The file name or URI path that the document was opened with.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The editor's name for the kind of file.
    pub fn language_id(&self) -> &str {
        &self.language_id
    }

    /// The form that the document was found to have.
    pub fn frame(&self) -> &Frame {
        &self.frame
    }

    /// The number of lines; at least 1.
    pub fn line_count(&self) -> usize {
        self.text.line_count()
    }

    /// The line without its line break; `""` past the end.
    pub fn line(&self, line: usize) -> Cow<'_, str> {
        self.watch(line..line.saturating_add(1));
        self.text.line(line)
    }

    /// A part of a line, in bytes from its start; what is past its end or inside a character is moved back. Lines may
    /// be as long as the document: who wants little of one shall not copy all of it.
    pub fn part_of_line(&self, line: usize, part: Range<usize>) -> Cow<'_, str> {
        self.watch(line..line.saturating_add(1));
        let (start, end) = (self.text.line_start(line), self.text.line_end(line));
        let at = |column: usize| start.saturating_add(column).min(end);
        self.text.slice(at(part.start)..at(part.end))
    }

    /// Notes that lines are looked at, for what is remembered.
    fn watch(&self, lines: Range<usize>) {
        if let Some(watch) = &self.watch {
            watch.note(lines);
        }
    }

    /// Notes that what was found out about a part of the text is used for something else.
    fn watch_bytes(&self, bytes: Range<usize>) {
        if self.watch.is_some() {
            self.watch(self.text.line_of(bytes.start)..self.text.line_of(bytes.end) + 1);
        }
    }

    /// Replaces a part of the text (offsets are clamped) and brings the occurrences up to date.
    pub fn edit(&mut self, range: Range<usize>, replacement: &str) {
        self.change(range, replacement);
        self.settle(usize::MAX);
    }

    /// Replaces a part of the text (offsets are clamped) and leaves the occurrences near it to
    /// [`Document::settle`]. Several changes settle at once as cheaply as one.
    pub fn change(&mut self, range: Range<usize>, replacement: &str) {
        let end = self.text.floor_boundary(range.end);
        let start = self.text.floor_boundary(range.start).min(end);
        if start == end && replacement.is_empty() {
            return;
        }
        self.recut(start..end, replacement);
        if start < HEAD {
            self.sniff_again();
        }
    }

    /// Sets what is asked for; everything is scanned again (by [`Document::settle`]) if that matters.
    pub fn set_options(&mut self, options: &DocumentOptions) {
        if *self.options != *options {
            let others = self.options.own != options.own;
            self.options = Arc::new(options.clone());
            self.sniff_again();
            if others {
                // What features remember with the chunks may say something else now.
                self.unsettle_all();
            }
        }
    }

    /// The replies of the user's own that hold for this document.
    pub fn own(&self) -> &[Arc<OwnReplies>] {
        &self.options.own
    }

    /// Edits the text and makes the chunks in reach stale, cutting them anew where their sizes or their
    /// ends are no longer right.
    fn recut(&mut self, edit: Range<usize>, replacement: &str) {
        let grown = |bytes: usize| bytes + replacement.len() - edit.len();
        // All chunks with a line that the scanner reads with a view on the edited bytes.
        let (first, first_start) = self.chunk_at(edit.start.saturating_sub(LOOKAROUND));
        let (last, last_end) = {
            let (last, start) = self.chunk_at(edit.end.saturating_add(LOOKAROUND));
            (last, start + self.chunks[last].size.bytes)
        };
        let (host, host_start) = self.chunk_at(edit.start);
        let host_end = host_start + self.chunks[host].size.bytes;
        let inside = edit.start > host_start && edit.end < host_end;
        let fits = inside && {
            let bytes = grown(host_end - host_start);
            bytes <= MAX_BYTES && (bytes >= MIN_BYTES || self.chunks.len() == 1)
        };
        self.text.edit(edit.clone(), replacement);
        if fits {
            self.forget_near(host..host + 1);
        } else {
            self.forget_near(first..last + 1);
        }
        let chunks = Arc::make_mut(&mut self.chunks);
        for (number, chunk) in (first..).zip(&mut chunks[first..=last]) {
            self.counts -= chunk.counts();
            if number == host || !fits {
                chunk.make_stale();
            } else {
                chunk.doubt();
            }
        }
        if fits {
            // Neither end of the chunk was touched, so all chunks still begin at line starts.
            chunks[host].size = Size::of(&self.text, host_start..grown(host_end));
            self.unsettle(first..last + 1);
            return;
        }
        let region = first_start..grown(last_end);
        let (mut last, mut region) = (last, region);
        // A small rest joins the chunk that follows or, at the end of the text, the one before.
        while region.len() < MIN_BYTES && last + 1 < chunks.len() {
            last += 1;
            region.end += chunks[last].size.bytes;
            self.counts -= chunks[last].counts();
        }
        let mut first = first;
        while region.len() < MIN_BYTES && first > 0 {
            first -= 1;
            region.start -= chunks[first].size.bytes;
            self.counts -= chunks[first].counts();
        }
        let pieces = cut(&self.text, region);
        let count = pieces.len();
        if count == last + 1 - first {
            for (chunk, size) in chunks[first..=last].iter_mut().zip(pieces) {
                *chunk = Chunk::new(size);
            }
        } else {
            chunks.splice(first..=last, pieces.into_iter().map(Chunk::new));
            // What was unsettled behind the splice has moved with it.
            let moved = |at: usize| if at > last { at + count - (last + 1 - first) } else { at.min(first) };
            if !self.unsettled.is_empty() {
                self.unsettled = moved(self.unsettled.start)..moved(self.unsettled.end);
            }
        }
        self.unsettle(first..first + count);
    }

    /// Makes chunks forget results that depend on the text of some chunks, or on what was found there.
    fn forget_near(&mut self, chunks: Range<usize>) {
        let all = Arc::make_mut(&mut self.chunks);
        if chunks.len() > 1 {
            // Each of them may be what a result of another one depends on.
            for chunk in &mut all[chunks.clone()] {
                chunk.forget(Away::Before(0));
                chunk.forget(Away::After(0));
            }
        }
        let mut distance = 0;
        for chunk in all[..chunks.start].iter_mut().rev() {
            chunk.forget(Away::After(distance));
            distance += chunk.size.bytes;
            if distance > FARTHEST {
                break;
            }
        }
        let mut distance = 0;
        for chunk in &mut all[chunks.end..] {
            chunk.forget(Away::Before(distance));
            distance += chunk.size.bytes;
            if distance > FARTHEST {
                break;
            }
        }
    }

    /// Reads the head of the text again; another frame makes every chunk stale.
    fn sniff_again(&mut self) {
        let frame = sniff(&self.path, &self.language_id, &self.text, &self.options);
        if frame != self.frame {
            self.frame = frame;
            self.unsettle_all();
        }
    }

    /// Adds to the chunks that [`Document::settle`] looks at.
    fn unsettle(&mut self, chunks: Range<usize>) {
        self.unsettled = if self.unsettled.is_empty() {
            chunks
        } else {
            self.unsettled.start.min(chunks.start)..self.unsettled.end.max(chunks.end)
        };
    }

    /// The chunk that holds the byte (the last for the text's end and past it), and where it starts.
    fn chunk_at(&self, byte: usize) -> (usize, usize) {
        let mut start = 0;
        let last = self.chunks.len() - 1;
        for (number, chunk) in self.chunks[..last].iter().enumerate() {
            if byte < start + chunk.size.bytes {
                return (number, start);
            }
            start += chunk.size.bytes;
        }
        (last, start)
    }
}

/// Decides a document's form from the first bytes of its text.
fn sniff(path: &str, language_id: &str, text: &Text, options: &DocumentOptions) -> Frame {
    Frame::sniff(path, language_id, &text.slice(0..HEAD), options.dialect.as_deref())
}
