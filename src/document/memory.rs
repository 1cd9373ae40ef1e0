//! What features found out about a part of a document, kept until it could be otherwise.
//!
//! A feature that goes through all of a document keeps its results with the chunks. While it computes one,
//! the document notes every line that it looks at; a later change of one of these lines, or of what was
//! found on them, makes the result be forgotten. So a result is exactly what would be computed anew, and
//! no feature has to say how far it looks.

use std::any::Any;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::dialects::Role;
use crate::document::{Counts, Document};

/// A result that depends on text further away than this is not kept, in bytes.
pub(super) const FARTHEST: usize = 256 * 1024;

/// A section keeps no more results than this; the oldest makes room.
const MOST: usize = 8;

/// A result and the text that it depends on, as distances in bytes from its chunk.
#[derive(Clone)]
struct Memory {
    key: u64,
    result: Arc<dyn Any + Send + Sync>,
    before: usize,
    after: usize,
}

/// Where a chunk keeps results.
#[derive(Default)]
pub(super) struct Slot(Mutex<Vec<Memory>>);

/// On which side of a chunk something changed, and how many bytes away.
#[derive(Clone, Copy, Debug)]
pub(super) enum Away {
    Before(usize),
    After(usize),
}

impl Memory {
    fn depends_on(&self, change: Away) -> bool {
        match change {
            Away::Before(distance) => distance < self.before,
            Away::After(distance) => distance < self.after,
        }
    }
}

impl Slot {
    /// Whether a result depends on text that changed.
    pub fn depends_on(&self, change: Away) -> bool {
        self.lock().iter().any(|memory| memory.depends_on(change))
    }

    /// A slot with the results that do not depend on text that changed.
    pub fn without(&self, change: Away) -> Slot {
        Slot(Mutex::new(self.lock().iter().filter(|memory| !memory.depends_on(change)).cloned().collect()))
    }

    fn has(&self, key: u64) -> bool {
        self.lock().iter().any(|memory| memory.key == key)
    }

    fn get(&self, key: u64) -> Option<Memory> {
        self.lock().iter().find(|memory| memory.key == key).cloned()
    }

    fn put(&self, memory: Memory) {
        let mut memories = self.lock();
        memories.retain(|known| known.key != memory.key);
        if memories.len() == MOST {
            memories.remove(0);
        }
        memories.push(memory);
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Memory>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Slot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Slot")
    }
}

/// The lines that were looked at.
#[derive(Debug)]
pub(super) struct Watch {
    first: AtomicUsize,
    end: AtomicUsize,
}

impl Watch {
    fn new() -> Watch {
        Watch { first: AtomicUsize::new(usize::MAX), end: AtomicUsize::new(0) }
    }

    /// Notes that these lines are looked at.
    pub fn note(&self, lines: Range<usize>) {
        self.first.fetch_min(lines.start, Ordering::Relaxed);
        self.end.fetch_max(lines.end, Ordering::Relaxed);
    }
}

/// A part of a document, of some hundred lines, whose results can be kept.
#[derive(Clone, Copy, Debug)]
pub struct Section<'d> {
    document: &'d Document,
    number: usize,
    /// The byte where it starts.
    start: usize,
    /// The line that starts there.
    first_line: usize,
}

impl Document {
    /// The parts of the document, in the order of the text.
    pub fn sections(&self) -> impl Iterator<Item = Section<'_>> {
        self.chunks.iter().enumerate().scan((0, 0), |(start, first_line), (number, chunk)| {
            let section = Section { document: self, number, start: *start, first_line: *first_line };
            *start += chunk.size.bytes;
            *first_line += chunk.size.lines;
            Some(section)
        })
    }
}

impl Section<'_> {
    /// The first line of the section.
    pub fn first_line(&self) -> usize {
        self.first_line
    }

    /// The lines of the section.
    pub fn lines(&self) -> Range<usize> {
        self.first_line..self.first_line + self.document.chunks[self.number].size.lines
    }

    /// Whether any code stands in the section, also one that goes on with a reply.
    pub fn has_codes(&self) -> bool {
        !self.document.chunks[self.number].found.occurrences.is_empty()
    }

    /// Whether a code of this role stands in the section, also one that goes on with a reply.
    pub fn has_role(&self, role: Role) -> bool {
        let occurrences = &self.document.chunks[self.number].found.occurrences;
        occurrences.iter().any(|occurrence| occurrence.role == role)
    }

    /// Whether a command of a dialogue stands in the section, or a session starts there.
    pub fn has_commands(&self) -> bool {
        self.document.chunks[self.number].found.commands != 0
    }

    /// How many replies start in the section.
    pub fn counts(&self) -> &Counts {
        self.document.chunks[self.number].counts()
    }

    /// Whether a result is kept under `key`.
    pub fn remembers(&self, key: u64) -> bool {
        self.document.chunks[self.number].found.slot.has(key)
    }

    /// The result of `make`, which is given the document and may read it by any of its methods that take
    /// lines. It is kept under `key`, which stands for all else that the result depends on (the language,
    /// say). Lines in the result must count from the start of the section, since it is kept while the section
    /// moves.
    pub fn remember<T: Any + Send + Sync>(&self, key: u64, make: impl FnOnce(&Document) -> T) -> Arc<T> {
        let chunk = &self.document.chunks[self.number];
        let slot = &chunk.found.slot;
        let text = self.document.text();
        let end = self.start + chunk.size.bytes;
        if let Some(memory) = slot.get(key)
            && let Ok(result) = memory.result.downcast()
        {
            self.document.watch_bytes(self.start - memory.before..end + memory.after);
            return result;
        }
        let watch = Arc::new(Watch::new());
        let watched = Document { watch: Some(Arc::clone(&watch)), ..self.document.clone() };
        let result = Arc::new(make(&watched));
        let first = text.line_start(watch.first.load(Ordering::Relaxed)).min(self.start);
        let last = text.line_start(watch.end.load(Ordering::Relaxed)).max(end);
        let (before, after) = (self.start - first, last - end);
        self.document.watch_bytes(first..last);
        // All chunks without occurrences share what was found. While something is stale, it is not known
        // whose results depend on it.
        let lasting = !chunk.found.occurrences.is_empty() && self.document.is_settled();
        if lasting && before <= FARTHEST && after <= FARTHEST {
            let kept: Arc<dyn Any + Send + Sync> = Arc::<T>::clone(&result);
            slot.put(Memory { key, result: kept, before, after });
        }
        result
    }
}
