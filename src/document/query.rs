//! What features ask a document.

use std::ops::Range;

use memchr::memmem;

use crate::code::{Class, Code};
use crate::dialects::{CommandLine, Dialect, Link, Occurrence, Role, Sink, scan};
use crate::document::settle::fill_window;
use crate::document::{Counts, Document, Placed};
use crate::text::Text;

impl Document {
    /// The occurrences on a line, in order; none past the end.
    pub fn occurrences_on(&self, line: usize) -> Vec<Placed> {
        self.occurrences_in(line..line.saturating_add(1))
    }

    /// The occurrences on some lines, in order.
    pub fn occurrences_in(&self, lines: Range<usize>) -> Vec<Placed> {
        self.watch(lines.clone());
        let (from, to) = (self.text.line_start(lines.start), self.text.line_start(lines.end));
        let (first, mut start) = self.chunk_at(from);
        let mut placer = Placer::new(&self.text);
        let mut placed = Vec::new();
        for chunk in &self.chunks[first..] {
            if start >= to {
                break;
            }
            let occurrences = &chunk.found.occurrences;
            let skipped = occurrences.partition_point(|o| start + (o.start as usize) < from);
            let wanted = occurrences[skipped..].iter().take_while(|o| start + (o.start as usize) < to);
            placed.extend(wanted.map(|occurrence| placer.place(start, occurrence)));
            start += chunk.size.bytes;
        }
        placed
    }

    /// Whether a code of this role stands on some lines.
    pub fn has_role(&self, role: Role, lines: Range<usize>) -> bool {
        self.watch(lines.clone());
        let (from, to) = (self.text.line_start(lines.start), self.text.line_start(lines.end));
        let (first, mut start) = self.chunk_at(from);
        for chunk in &self.chunks[first..] {
            if start >= to {
                break;
            }
            let place = |occurrence: &Occurrence| start + occurrence.start as usize;
            let occurrences = chunk.found.occurrences.iter();
            if occurrences.filter(|o| o.role == role).any(|o| (from..to).contains(&place(o))) {
                return true;
            }
            start += chunk.size.bytes;
        }
        false
    }

    /// Whether a command of a dialogue stands near some lines, or a session starts there: on one of them, or on one
    /// that was scanned with them.
    pub fn has_commands_near(&self, lines: Range<usize>) -> bool {
        self.watch(lines.clone());
        let (from, to) = (self.text.line_start(lines.start), self.text.line_start(lines.end));
        let (first, mut start) = self.chunk_at(from);
        let mut near = self.chunks[first..].iter().take_while(|chunk| {
            let before = start;
            start += chunk.size.bytes;
            before < to
        });
        near.any(|chunk| chunk.found.commands != 0)
    }

    /// Those of some lines that hold `needle`, in order. Much faster than looking at each.
    pub fn lines_with(&self, needle: &str, lines: Range<usize>) -> Vec<usize> {
        /// How much text is searched at a time, in bytes.
        const WINDOW: usize = 64 * 1024;
        self.watch(lines.clone());
        let (mut from, to) = (self.text.line_start(lines.start), self.text.line_start(lines.end));
        let mut found: Vec<usize> = Vec::new();
        if needle.is_empty() {
            return found;
        }
        let finder = memmem::Finder::new(needle);
        let mut window = String::new();
        while from < to {
            window.clear();
            // Windows overlap by a needle, so that none is cut in two.
            self.text.append_to(&mut window, from..to.min(from + WINDOW + needle.len() + 4));
            for at in finder.find_iter(window.as_bytes()) {
                let line = self.text.line_of(from + at);
                if found.last() != Some(&line) {
                    found.push(line);
                }
            }
            from = self.text.floor_boundary(from + WINDOW);
        }
        found.dedup();
        found
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
        let mut placer = Placer::new(&self.text);
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
                placed.extend(wanted.take(room).map(|occurrence| placer.place(start, occurrence)));
            }
            start += chunk.size.bytes;
        }
    }

    /// The first `limit` places of a code, in the order of the text.
    pub fn places_of(&self, code: Code, limit: usize) -> Vec<Placed> {
        let mut start = 0;
        let mut placer = Placer::new(&self.text);
        let mut placed = Vec::new();
        for chunk in self.chunks.iter() {
            let wanted = chunk.found.occurrences.iter().filter(|occurrence| occurrence.code == code);
            let room = limit - placed.len();
            placed.extend(wanted.take(room).map(|occurrence| placer.place(start, occurrence)));
            start += chunk.size.bytes;
        }
        placed
    }

    /// How many codes are written in each dialect, in no particular order.
    pub fn dialects(&self) -> Vec<(Dialect, usize)> {
        let mut counts: Vec<(Dialect, usize)> = Vec::new();
        for occurrence in self.chunks.iter().flat_map(|chunk| chunk.found.occurrences.iter()) {
            match counts.iter_mut().find(|(dialect, _)| *dialect == occurrence.dialect) {
                Some((_, count)) => *count += 1,
                None => counts.push((occurrence.dialect, 1)),
            }
        }
        counts
    }

    /// Scans some lines anew and gives all that is found on them to `sink`, commands and session starts too.
    /// Answers the bytes of the text that these lines are: the sink's offsets count from their start.
    pub fn scan_lines(&self, lines: Range<usize>, sink: &mut dyn Sink) -> Range<usize> {
        self.watch(lines.clone());
        let (from, to) = (self.text.line_start(lines.start), self.text.line_start(lines.end));
        let (first, start) = self.chunk_at(from);
        let state = if first == 0 { self.entry } else { self.chunks[first - 1].exit };
        // The state is known where chunks begin only, so that more is scanned than is asked for.
        let mut buffer = String::new();
        let at = fill_window(&mut buffer, &self.text, start..to);
        let mut within = Within { sink, from: (from - start) as u32 };
        scan(&self.frame, &buffer, at, at + (to - start), state, &mut within);
        from..to
    }
}

/// Passes on what is found from some byte on, and counts from there.
struct Within<'s> {
    sink: &'s mut dyn Sink,
    from: u32,
}

impl Sink for Within<'_> {
    fn occurrence(&mut self, occurrence: Occurrence) {
        if let Some(start) = occurrence.start.checked_sub(self.from) {
            self.sink.occurrence(Occurrence {
                start,
                text_end: occurrence.text_end - self.from,
                ..occurrence
            });
        }
    }

    fn command(&mut self, line: CommandLine) {
        if let Some(start) = line.start.checked_sub(self.from) {
            self.sink.command(CommandLine { start, end: line.end - self.from, ..line });
        }
    }

    fn session_start(&mut self, at: u32) {
        if let Some(at) = at.checked_sub(self.from) {
            self.sink.session_start(at);
        }
    }
}

/// Finds lines and columns of occurrences that come in the order of the text.
struct Placer<'t> {
    text: &'t Text,
    line: usize,
    /// The bytes of that line with its line break.
    bytes: Range<usize>,
}

impl<'t> Placer<'t> {
    fn new(text: &'t Text) -> Self {
        Placer { text, line: 0, bytes: 0..0 }
    }

    /// Places an occurrence of the chunk that begins at `chunk_start`.
    fn place(&mut self, chunk_start: usize, occurrence: &Occurrence) -> Placed {
        let start = chunk_start + occurrence.start as usize;
        if !self.bytes.contains(&start) {
            self.line = self.text.line_of(start);
            self.bytes = self.text.line_start(self.line)..self.text.line_start(self.line + 1);
        }
        let line_start = self.bytes.start;
        Placed {
            line: self.line,
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
