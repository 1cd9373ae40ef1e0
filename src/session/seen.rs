//! What sessions are built from.

use crate::dialects::{CommandLine, Occurrence, Role, Sink};
use crate::document::Document;

/// What the scanner sees, in its order, with offsets from the start of what was scanned.
pub(super) enum Seen {
    Reply(Occurrence),
    Command(CommandLine),
    Start(u32),
}

/// Keeps what sessions are built from.
#[derive(Default)]
pub(super) struct Log(pub Vec<Seen>);

impl Log {
    /// Which of what was seen is the last start of a session up to a line. Offsets count from `base`.
    pub fn last_start(&self, document: &Document, base: usize, line: usize) -> Option<usize> {
        let behind = document.text().line_start(line + 1);
        let starts = |seen: &Seen| matches!(seen, Seen::Start(at) if base + (*at as usize) < behind);
        self.0.iter().rposition(starts)
    }
}

impl Sink for Log {
    fn occurrence(&mut self, occurrence: Occurrence) {
        if occurrence.role == Role::Reply {
            self.0.push(Seen::Reply(occurrence));
        }
    }

    fn command(&mut self, line: CommandLine) {
        self.0.push(Seen::Command(line));
    }

    fn session_start(&mut self, at: u32) {
        self.0.push(Seen::Start(at));
    }
}
