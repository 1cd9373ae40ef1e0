//! Scanning what changed, and no more.

use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use crate::dialects::{Frame, LOOKAROUND, State, scan};
use crate::document::chunk::Catch;
use crate::document::{Chunk, Counts, Document};
use crate::text::Text;

/// Runs longer than this are scanned by several threads.
#[cfg(not(test))]
const PARALLEL_BYTES: usize = 2 * 1024 * 1024;
#[cfg(test)]
const PARALLEL_BYTES: usize = 8 * 1024;

/// How much text is copied out of the rope at a time.
#[cfg(not(test))]
const WINDOW_BYTES: usize = 256 * 1024;
#[cfg(test)]
const WINDOW_BYTES: usize = 2 * 1024;

/// How much text before some lines is read to guess what they are part of.
const GUESS_BYTES: usize = 64 * 1024;

/// How many pieces a thread takes, more or less: the more, the less one waits for the other.
const PIECES: usize = 4;

/// More threads than this gain nothing: the copying is bound by memory.
const MOST_THREADS: usize = 8;

impl Document {
    /// Whether the occurrences are those of the text as it is.
    pub fn is_settled(&self) -> bool {
        self.unsettled.is_empty()
    }

    /// Where the first part begins whose occurrences may not be those of the text as it is: a byte offset,
    /// the text's length when all is settled.
    pub fn settled_to(&self) -> usize {
        if self.is_settled() {
            return self.text.len();
        }
        self.chunks[..self.unsettled.start].iter().map(|chunk| chunk.size.bytes).sum()
    }

    /// Brings occurrences up to date from the start of the text on, scanning about `budget` bytes (whole
    /// chunks, at least one). Answers whether all is settled.
    pub fn settle(&mut self, budget: usize) -> bool {
        if self.is_settled() {
            return true;
        }
        let mut spent = 0;
        let mut at = self.unsettled.start;
        let mut start = self.settled_to();
        let mut state = if at == 0 { self.entry } else { self.chunks[at - 1].exit };
        let mut chunks = Arc::make_mut(&mut self.chunks);
        while at < chunks.len() {
            let chunk = &chunks[at];
            if !chunk.stale && chunk.entry == state {
                if at >= self.unsettled.end {
                    break;
                }
                state = chunk.exit;
                start += chunk.size.bytes;
                at += 1;
                continue;
            }
            if spent >= budget {
                self.unsettled = at..self.unsettled.end.max(at + 1);
                return false;
            }
            // All stale chunks that follow are scanned together, as far as the budget goes.
            let mut end = at + 1;
            let mut bytes = chunk.size.bytes;
            while end < chunks.len() && chunks[end].stale && bytes < budget - spent {
                bytes += chunks[end].size.bytes;
                end += 1;
            }
            let run = &mut chunks[at..end];
            run.iter().for_each(|chunk| self.counts -= chunk.counts());
            let news = if bytes >= PARALLEL_BYTES {
                scan_in_parallel(&self.frame, &self.text, start, run, state)
            } else {
                scan_run(&self.frame, &self.text, start, run, state)
            };
            run.iter().for_each(|chunk| self.counts += chunk.counts());
            if let Some(news) = news {
                self.forget_near(at + news.start..at + news.end);
            }
            chunks = Arc::make_mut(&mut self.chunks);
            // Only the first chunk is certain: what other threads found is looked at by the loop, which
            // keeps it where they had guessed the state right.
            spent += bytes;
            self.unsettled.end = self.unsettled.end.max(end);
        }
        self.unsettled = 0..0;
        true
    }
}

impl Document {
    /// Scans some lines before what precedes them is settled, so that something can be said about them at
    /// once. The state before them is guessed from some text before; [`Document::settle`] will check it.
    pub fn settle_near(&mut self, lines: Range<usize>) {
        let (from, to) = (self.text.line_start(lines.start), self.text.line_start(lines.end));
        if self.is_settled() || self.settled_to() >= to {
            return;
        }
        let (first, start) = self.chunk_at(from.saturating_sub(GUESS_BYTES));
        let (last, _) = self.chunk_at(to);
        let mut state = if first == 0 { self.entry } else { self.chunks[first - 1].exit };
        let mut at = start;
        for chunk in &mut Arc::make_mut(&mut self.chunks)[first..=last] {
            if chunk.stale {
                scan_run(&self.frame, &self.text, at, std::slice::from_mut(chunk), state);
                self.counts += chunk.counts();
            }
            state = chunk.exit;
            at += chunk.size.bytes;
        }
        self.forget_near(first..last + 1);
    }

    /// Forgets all that was found, for when a scan was cut short by a panic.
    pub fn unsettle_all(&mut self) {
        let chunks = Arc::make_mut(&mut self.chunks);
        chunks.iter_mut().for_each(Chunk::make_stale);
        self.counts = Counts::default();
        self.unsettled = 0..chunks.len();
    }
}

/// Scans a run of chunks, one after the other. Answers from which chunk to which anything else was found than
/// before, if in any.
fn scan_run(
    frame: &Frame,
    text: &Text,
    mut start: usize,
    run: &mut [Chunk],
    mut state: State,
) -> Option<Range<usize>> {
    let mut news: Option<Range<usize>> = None;
    let mut number = 0;
    let mut found = Catch::default();
    let mut buffer = String::new();
    let mut rest = run;
    while !rest.is_empty() {
        let mut count = 1;
        let mut bytes = rest[0].size.bytes;
        while count < rest.len() && bytes + rest[count].size.bytes <= WINDOW_BYTES {
            bytes += rest[count].size.bytes;
            count += 1;
        }
        let (batch, others) = rest.split_at_mut(count);
        let mut from = fill_window(&mut buffer, text, start..start + bytes);
        for chunk in batch {
            found.clear();
            let exit = scan(frame, &buffer, from, from + chunk.size.bytes, state, &mut found);
            if chunk.fill(state, exit, &found) {
                news = Some(news.map_or(number, |news| news.start)..number + 1);
            }
            number += 1;
            state = exit;
            from += chunk.size.bytes;
        }
        start += bytes;
        rest = others;
    }
    news
}

/// Scans a long run with several threads. They take pieces of it as they come, and guess that the state where
/// a piece begins is the one at the start of the run. In a log that is nearly always right.
fn scan_in_parallel(
    frame: &Frame,
    text: &Text,
    start: usize,
    run: &mut [Chunk],
    state: State,
) -> Option<Range<usize>> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS);
    let count = run.len();
    let pieces = Mutex::new((start, run.chunks_mut(count.div_ceil(threads * PIECES).max(1))));
    let next = || {
        let (start, pieces) = &mut *pieces.lock().unwrap_or_else(PoisonError::into_inner);
        let piece = pieces.next()?;
        let bytes: usize = piece.iter().map(|chunk| chunk.size.bytes).sum();
        let begin = std::mem::replace(start, *start + bytes);
        Some((begin, piece))
    };
    let work = || {
        while let Some((start, piece)) = next() {
            scan_run(frame, text, start, piece, state);
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(work);
        }
        work();
    });
    // So much text is scanned only when all is new.
    Some(0..count)
}

/// Copies a part of the text, with what the scanner may look at around it, into `buffer`. Answers where in
/// the buffer the part begins.
pub(super) fn fill_window(buffer: &mut String, text: &Text, part: Range<usize>) -> usize {
    buffer.clear();
    let before = text.floor_boundary(part.start.saturating_sub(LOOKAROUND));
    // A few bytes more, because a boundary inside a character is moved back.
    text.append_to(buffer, before..part.end.saturating_add(LOOKAROUND + 4));
    part.start - before
}
