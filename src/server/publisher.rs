//! The thread that scans what is left and publishes diagnostics.
//!
//! Documents wait in a queue by name, each at most once; when its turn comes, the newest content counts.
//! So a burst of changes costs one publication, and nothing is delayed to make that so. Scanning goes in
//! steps, with the other documents in between and the newest content at each: the scan of an outdated
//! content ends with its step.

use std::collections::{HashMap, HashSet, VecDeque};
use std::io;
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use crate::server::diagnostics;
use crate::server::documents::Open;
use crate::server::shared::{Shared, lock};
use crate::server::{guard, memory};

/// How much text is scanned in one step.
const STEP: usize = 8 * 1024 * 1024;

/// Documents of so many bytes are much to give back when they are closed.
const MUCH: usize = 1024 * 1024;

/// The documents that wait for the publisher.
#[derive(Debug, Default)]
pub(super) struct Queue {
    waiting: Mutex<Waiting>,
    news: Condvar,
}

#[derive(Debug, Default)]
struct Waiting {
    order: VecDeque<String>,
    queued: HashSet<String>,
    stopped: bool,
}

impl Queue {
    /// Puts a document at the end, unless it waits already.
    pub fn push(&self, uri: &str) {
        let waiting = &mut *lock(&self.waiting);
        if !waiting.queued.contains(uri) {
            waiting.queued.insert(uri.to_owned());
            waiting.order.push_back(uri.to_owned());
            self.news.notify_one();
        }
    }

    /// Ends the publisher after the document that it is at.
    pub fn stop(&self) {
        lock(&self.waiting).stopped = true;
        self.news.notify_one();
    }

    /// Waits for the next document; `None` at the end.
    fn pop(&self) -> Option<String> {
        let mut waiting = lock(&self.waiting);
        loop {
            if waiting.stopped {
                return None;
            }
            if let Some(uri) = waiting.order.pop_front() {
                waiting.queued.remove(&uri);
                return Some(uri);
            }
            waiting = self.news.wait(waiting).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// Starts the thread.
pub(super) fn start(shared: Arc<Shared>) -> io::Result<()> {
    std::thread::Builder::new().name("publisher".into()).spawn(move || {
        let mut published = Published::default();
        while let Some(uri) = shared.queue.pop() {
            if guard::catch("diagnostics", || visit(&shared, &mut published, &uri)).is_err() {
                // The next change brings the document here again, and maybe past what broke.
                tracing::warn!(uri, "no diagnostics for this content");
            }
        }
    })?;
    Ok(())
}

/// What the publisher remembers.
#[derive(Default)]
struct Published {
    /// What the client knows of each document.
    sets: HashMap<String, diagnostics::Set>,
    /// The memory of the last message.
    memory: Vec<u8>,
}

/// Goes on with a document: one step of scanning, or its diagnostics.
fn visit(shared: &Shared, published: &mut Published, uri: &str) {
    let pulled = shared.peer().pulls_diagnostics;
    let Some(Open { mut document, version, stamp, rules }) = shared.documents.get(uri) else {
        if published.sets.remove(uri).is_some() {
            let none = diagnostics::Set::empty(diagnostics::head(Vec::new(), uri, None));
            shared.outbox.send_and_wait(none.into_notification());
        }
        if shared.documents.take_freed() >= MUCH {
            memory::give_back();
        }
        return;
    };
    if !document.is_settled() {
        document.settle(STEP);
        shared.documents.put_back(uri, stamp, &document);
        shared.queue.push(uri);
        return;
    }
    if pulled {
        return;
    }
    let reader = diagnostics::Reader { uri, peer: shared.peer() };
    let head = diagnostics::head(std::mem::take(&mut published.memory), uri, Some(version));
    let set = diagnostics::of(&document, &shared.settings().with_project(&rules), reader, head);
    // The next change need not leave a snapshot as it is.
    drop(document);
    published.memory = if published.sets.get(uri).is_some_and(|known| known.same_as(&set)) {
        set.into_memory()
    } else {
        published.sets.insert(uri.to_owned(), set.known());
        shared.outbox.send_and_wait(set.into_notification())
    };
    if published.memory.capacity() >= MUCH {
        published.memory = Vec::new();
    }
}
