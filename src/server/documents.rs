//! The open documents.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Mutex;

use crate::document::{Document, DocumentOptions};
use crate::rules::Levels;
use crate::server::guard;
use crate::server::shared::lock;
use crate::text::{Encoding, Position};

/// After a change, this much text is scanned before the next message is looked at; the publisher does the
/// rest. A keystroke needs far less, and an answer that follows it finds all scanned.
const SETTLE_AT_ONCE: usize = 1024 * 1024;

/// An open document.
#[derive(Clone, Debug)]
pub(super) struct Open {
    pub document: Document,
    /// The editor's number of the content.
    pub version: i32,
    /// Our own: no other content of any document ever has the same.
    pub stamp: u64,
    /// How its project has rules told.
    pub rules: Levels,
}

/// A change of a document's text, in the editor's units.
#[derive(Clone, Debug)]
pub(super) struct Change {
    /// What goes; `None` for all of the text.
    pub range: Option<Range<Position>>,
    /// What comes in its place.
    pub text: String,
}

/// All open documents. The lock is held for the time of a change at most.
#[derive(Debug, Default)]
pub(super) struct Documents {
    table: Mutex<Table>,
}

#[derive(Debug, Default)]
struct Table {
    open: HashMap<String, Open>,
    last_stamp: u64,
    freed: usize,
}

impl Table {
    fn next_stamp(&mut self) -> u64 {
        self.last_stamp += 1;
        self.last_stamp
    }
}

impl Documents {
    /// Opens a document, or opens it anew. Scanning is left to the publisher, but for the first lines.
    pub fn open(&self, uri: &str, version: i32, mut document: Document, rules: Levels) {
        settle(&mut document);
        let table = &mut *lock(&self.table);
        let stamp = table.next_stamp();
        if table.open.insert(uri.to_owned(), Open { document, version, stamp, rules }).is_some() {
            tracing::warn!(uri, "opened twice");
        }
    }

    /// Changes a document. Answers whether it is open.
    pub fn change(&self, uri: &str, version: i32, encoding: Encoding, changes: Vec<Change>) -> bool {
        let table = &mut *lock(&self.table);
        let stamp = table.next_stamp();
        let Some(open) = table.open.get_mut(uri) else { return false };
        open.version = version;
        open.stamp = stamp;
        for change in changes {
            let text = open.document.text();
            let bytes = match change.range {
                None => 0..text.len(),
                Some(range) => {
                    let start = text.offset(range.start, encoding);
                    let end = text.offset(range.end, encoding);
                    start.min(end)..start.max(end)
                }
            };
            open.document.change(bytes, &change.text);
        }
        settle(&mut open.document);
        true
    }

    /// Closes a document. Answers whether it was open.
    pub fn close(&self, uri: &str) -> bool {
        let closed = {
            let table = &mut *lock(&self.table);
            let closed = table.open.remove(uri);
            table.freed += closed.as_ref().map_or(0, |open| open.document.text().len());
            closed
        };
        // What it held is freed when the lock is gone.
        closed.is_some()
    }

    /// How many bytes of text were closed since this was asked last.
    pub fn take_freed(&self) -> usize {
        std::mem::take(&mut lock(&self.table).freed)
    }

    /// The document as it is now.
    pub fn get(&self, uri: &str) -> Option<Open> {
        lock(&self.table).open.get(uri).cloned()
    }

    /// Puts back a document of which more was scanned. Nothing happens where its content is another by now.
    pub fn put_back(&self, uri: &str, stamp: u64, document: &Document) {
        if let Some(open) = lock(&self.table).open.get_mut(uri).filter(|open| open.stamp == stamp) {
            open.document.clone_from(document);
        }
    }

    /// Sets what a document would be opened with now.
    pub fn set_options(&self, uri: &str, options: &DocumentOptions, rules: Levels) {
        let table = &mut *lock(&self.table);
        let stamp = table.next_stamp();
        if let Some(open) = table.open.get_mut(uri) {
            open.stamp = stamp;
            open.document.set_options(options);
            open.rules = rules;
        }
    }

    /// The names of all open documents.
    pub fn names(&self) -> Vec<String> {
        lock(&self.table).open.keys().cloned().collect()
    }
}

/// Scans what a change made stale. A panic in the scanner must not lose the text: it is caught, and what
/// was found so far is given up.
fn settle(document: &mut Document) {
    if guard::catch("scan", || document.settle(SETTLE_AT_ONCE)).is_err() {
        document.unsettle_all();
    }
}
