//! What features ask a document.

use std::ops::Range;

use crate::code::Class;
use crate::dialects::{Dialect, Link, Occurrence, Role, Sink, State, scan};
use crate::document::settle::fill_window;
use crate::document::{Counts, Document, Placed};

impl Document {
    /// The occurrences on a line, in order; none past the end.
    pub fn occurrences_on(&self, line: usize) -> Vec<Placed> {
        self.occurrences_in(line..line.saturating_add(1))
    }

    /// The occurrences on some lines, in order.
    pub fn occurrences_in(&self, lines: Range<usize>) -> Vec<Placed> {
        let (from, to) = (self.text.line_start(lines.start), self.text.line_start(lines.end));
        let (first, mut start) = self.chunk_at(from);
        let mut placed = Vec::new();
        for chunk in &self.chunks[first..] {
            if start >= to {
                break;
            }
            let occurrences = &chunk.found.occurrences;
            let skipped = occurrences.partition_point(|o| start + (o.start as usize) < from);
            let wanted = occurrences[skipped..].iter().take_while(|o| start + (o.start as usize) < to);
            placed.extend(wanted.map(|occurrence| self.place(start, occurrence)));
            start += chunk.bytes;
        }
        placed
    }

    /// How many replies there are, by class and role.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// The first `limit` failed replies, the worst first: permanent before transient, in the order of the
    /// text. Codes that nobody gave (in configurations, test scripts and sentences) are left out. Only the
    /// occurrence that starts a reply is answered.
    pub fn failed(&self, limit: usize) -> Vec<Placed> {
        const GIVEN: [Role; 3] = [Role::Reply, Role::Quoted, Role::Field];
        let mut placed = Vec::new();
        for class in [Class::PermanentNegative, Class::TransientNegative] {
            self.collect(class, &GIVEN, limit, &mut placed);
        }
        placed
    }

    /// The first `limit` replies of a class in some roles, in the order of the text.
    pub fn replies(&self, class: Class, roles: &[Role], limit: usize) -> Vec<Placed> {
        let mut placed = Vec::new();
        self.collect(class, roles, limit, &mut placed);
        placed
    }

    fn collect(&self, class: Class, roles: &[Role], limit: usize, placed: &mut Vec<Placed>) {
        let mut start = 0;
        for chunk in self.chunks.iter() {
            if placed.len() >= limit {
                break;
            }
            let counts = chunk.counts();
            if roles.iter().any(|role| counts.get(class, *role) > 0) {
                let wanted =
                    chunk.found.occurrences.iter().filter(|o| {
                        o.link == Link::Starts && o.code.class() == class && roles.contains(&o.role)
                    });
                let room = limit - placed.len();
                placed.extend(wanted.take(room).map(|occurrence| self.place(start, occurrence)));
            }
            start += chunk.bytes;
        }
    }

    /// How many codes are written in each dialect, in no particular order.
    pub fn dialects(&self) -> Vec<(Dialect, usize)> {
        let mut counts: Vec<(Dialect, usize)> = Vec::new();
        for occurrence in self.chunks.iter().flat_map(|chunk| &chunk.found.occurrences) {
            match counts.iter_mut().find(|(dialect, _)| *dialect == occurrence.dialect) {
                Some((_, count)) => *count += 1,
                None => counts.push((occurrence.dialect, 1)),
            }
        }
        counts
    }

    /// Scans some lines anew, with the lines of their chunks around them, and gives all that is found
    /// there to `sink`, commands and session starts too. Answers the bytes of the text that were scanned:
    /// the sink's offsets count from their start.
    pub fn scan_lines(&self, lines: Range<usize>, sink: &mut dyn Sink) -> Range<usize> {
        let (from, to) = (self.text.line_start(lines.start), self.text.line_start(lines.end));
        let (first, start) = self.chunk_at(from);
        let mut end = start;
        for chunk in &self.chunks[first..] {
            end += chunk.bytes;
            if end >= to {
                break;
            }
        }
        let state = if first == 0 { State::default() } else { self.chunks[first - 1].exit };
        let mut buffer = String::new();
        let at = fill_window(&mut buffer, &self.text, start..end);
        scan(&self.frame, &buffer, at, at + (end - start), state, sink);
        start..end
    }

    /// Finds line and columns of an occurrence of the chunk that begins at `chunk_start`.
    fn place(&self, chunk_start: usize, occurrence: &Occurrence) -> Placed {
        let start = chunk_start + occurrence.start as usize;
        let line = self.text.line_of(start);
        let line_start = self.text.line_start(line);
        Placed {
            line,
            start: start - line_start,
            end: chunk_start + occurrence.end() as usize - line_start,
            text_end: chunk_start + occurrence.text_end as usize - line_start,
            code: occurrence.code,
            role: occurrence.role,
            link: occurrence.link,
            dialect: occurrence.dialect,
            command: occurrence.command,
        }
    }
}
