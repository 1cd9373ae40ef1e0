//! Chunks: runs of whole lines that are scanned as one.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use crate::dialects::{CommandLine, Occurrence, Sink, State};
use crate::document::memory::{Away, Slot};
use crate::document::placed::Counts;
use crate::text::Text;

/// The size that chunks are cut to, in bytes. Small enough that a keystroke's rescan is not felt, large
/// enough that 50 MB are a few thousand chunks.
#[cfg(not(test))]
const TARGET_BYTES: usize = 16 * 1024;
#[cfg(test)]
const TARGET_BYTES: usize = 512;

/// A chunk that shrinks below this joins a neighbour.
pub(super) const MIN_BYTES: usize = TARGET_BYTES / 2;

/// A chunk that grows above this is cut, unless it is one line.
pub(super) const MAX_BYTES: usize = TARGET_BYTES * 2;

/// How much text a chunk holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Size {
    /// Its length in bytes.
    pub bytes: usize,
    /// How many lines begin in it. Those of the chunks before one sum up to its first line, which is asked
    /// for a thousand times at each keystroke, and would each time be looked up in the rope.
    pub lines: usize,
}

impl Size {
    /// The size of a part of the text that begins at a line start, and ends at one or at the text's end.
    pub fn of(text: &Text, part: Range<usize>) -> Size {
        // The text's end is on its last line, and no line starts there unless that line is empty.
        let end = if part.end == text.len() { text.line_count() } else { text.line_of(part.end) };
        Size { bytes: part.len(), lines: end - text.line_of(part.start) }
    }
}

/// A run of whole lines.
#[derive(Clone, Debug)]
pub(super) struct Chunk {
    /// Its length and its lines.
    pub size: Size,
    /// Whether its text (or what the scanner sees around it) changed since it was scanned, or it never was.
    pub stale: bool,
    /// The scanner's state on entering; means nothing while stale.
    pub entry: State,
    /// The scanner's state on leaving; means nothing while stale.
    pub exit: State,
    /// What was found; nothing while stale.
    pub found: Arc<Found>,
    /// What was found before the chunk became stale, if its text is still the same, with the states then.
    pub before: Option<(State, State, Arc<Found>)>,
}

/// What the scanner found in a chunk.
#[derive(Debug)]
pub(super) struct Found {
    /// In the order of the text, offsets from the chunk's start.
    pub occurrences: Arc<[Occurrence]>,
    pub counts: Counts,
    /// A hash of the commands and session starts, which are not kept; 0 where there are none.
    pub commands: u64,
    /// What features found out.
    pub slot: Slot,
}

/// Shared by all chunks without any occurrence.
static NOTHING: LazyLock<Arc<Found>> = LazyLock::new(|| Arc::new(Found::new(Arc::default(), 0)));

impl Found {
    fn new(occurrences: Arc<[Occurrence]>, commands: u64) -> Found {
        Found { counts: Counts::of(&occurrences), occurrences, commands, slot: Slot::default() }
    }
}

/// Takes what the scanner finds in a chunk.
#[derive(Debug, Default)]
pub(super) struct Catch {
    occurrences: Vec<Occurrence>,
    commands: u64,
}

impl Catch {
    /// Forgets all, for the next chunk.
    pub fn clear(&mut self) {
        self.occurrences.clear();
        self.commands = 0;
    }

    fn mix(&mut self, seen: impl Hash) {
        let mut hasher = DefaultHasher::new();
        (self.commands, seen).hash(&mut hasher);
        self.commands = hasher.finish();
    }
}

impl Sink for Catch {
    fn occurrence(&mut self, occurrence: Occurrence) {
        self.occurrences.push(occurrence);
    }

    fn command(&mut self, line: CommandLine) {
        self.mix((line.command as u64, line.start, line.end));
    }

    fn session_start(&mut self, at: u32) {
        self.mix(at);
    }
}

impl Chunk {
    /// A chunk that was not scanned yet.
    pub fn new(size: Size) -> Chunk {
        Chunk {
            size,
            stale: true,
            entry: State::default(),
            exit: State::default(),
            found: Arc::clone(&NOTHING),
            before: None,
        }
    }

    /// Forgets what was found.
    pub fn make_stale(&mut self) {
        *self = Chunk::new(self.size);
    }

    /// Puts aside what was found: the text is the same, and mostly the same will be found again.
    pub fn doubt(&mut self) {
        let before = self.known();
        *self = Chunk { before, ..Chunk::new(self.size) };
    }

    /// Keeps what a scan found. Answers whether that is news: whether it differs from what was known of
    /// the same text. Other states and commands count as well, for features read them with the text.
    pub fn fill(&mut self, entry: State, exit: State, caught: &Catch) -> bool {
        let Catch { occurrences, commands } = caught;
        let known = self.known();
        self.stale = false;
        self.entry = entry;
        self.exit = exit;
        if let Some((known_entry, known_exit, found)) = known
            && (known_entry, known_exit) == (entry, exit)
            && *found.occurrences == **occurrences
            && found.commands == *commands
        {
            self.found = found;
            return false;
        }
        self.found = if occurrences.is_empty() && *commands == 0 {
            Arc::clone(&NOTHING)
        } else {
            Arc::new(Found::new(occurrences.as_slice().into(), *commands))
        };
        true
    }

    /// What was found in the text as it is, if it ever was scanned.
    fn known(&mut self) -> Option<(State, State, Arc<Found>)> {
        if self.stale { self.before.take() } else { Some((self.entry, self.exit, Arc::clone(&self.found))) }
    }

    /// Forgets what features found out and what depends on text that changed.
    pub fn forget(&mut self, change: Away) {
        for found in
            [Some(&mut self.found), self.before.as_mut().map(|(.., found)| found)].into_iter().flatten()
        {
            if found.occurrences.is_empty() {
                continue;
            }
            // A snapshot of the text before the change may be about to keep a result, and shall not do so here.
            if Arc::strong_count(found) > 1 || found.slot.depends_on(change) {
                let slot = found.slot.without(change);
                let occurrences = Arc::clone(&found.occurrences);
                *found = Arc::new(Found { slot, ..Found::new(occurrences, found.commands) });
            }
        }
    }

    /// The counts of what was found.
    pub fn counts(&self) -> &Counts {
        &self.found.counts
    }
}

/// Cuts a part of the text that begins at a line start, and ends at one or at the text's end, into the
/// sizes of chunks: as even as its lines allow. There is always at least one.
pub(super) fn cut(text: &Text, region: Range<usize>) -> Vec<Size> {
    let count = (region.len() / TARGET_BYTES).max(1);
    let mut sizes = Vec::with_capacity(count);
    let (mut start, mut first_line) = (region.start, text.line_of(region.start));
    for number in 1..count {
        let ideal = region.start + (region.len() as u128 * number as u128 / count as u128) as usize;
        if ideal <= start {
            // A line so long that it reaches beyond the next ideal cut.
            continue;
        }
        let line = text.line_of(ideal);
        let line = if text.line_start(line) == ideal { line } else { line + 1 };
        let at = text.line_start(line);
        if at > start && at < region.end {
            sizes.push(Size { bytes: at - start, lines: line - first_line });
            (start, first_line) = (at, line);
        }
    }
    sizes.push(Size::of(text, start..region.end));
    sizes
}
