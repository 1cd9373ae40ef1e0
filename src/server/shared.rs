//! What handlers, tasks and the publisher share.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use tower_lsp::Client;
use tower_lsp::ls_types::Uri;

use crate::document::Document;
use crate::server::capabilities::Peer;
use crate::server::documents::Documents;
use crate::server::outbox::Outbox;
use crate::server::projects::Projects;
use crate::server::publisher::Queue;
use crate::server::requests::semantic_tokens::Known;
use crate::server::settings::{Configuration, Settings};

/// The state of the server.
#[derive(Debug)]
pub(super) struct Shared {
    pub client: Client,
    pub outbox: Outbox,
    pub documents: Documents,
    pub queue: Queue,
    pub projects: Projects,
    /// The semantic tokens that the client has.
    pub tokens: Known,
    configuration: Mutex<Configuration>,
    peer: OnceLock<Peer>,
    shut_down: AtomicBool,
}

/// A document as it was when a request came in, with what else its answer depends on.
#[derive(Debug)]
pub(super) struct Snapshot {
    pub uri: Uri,
    pub document: Document,
    pub version: i32,
    /// Names the content: no other content of any document ever has the same.
    pub stamp: u64,
    pub settings: Arc<Settings>,
    pub peer: Peer,
}

impl Shared {
    pub fn new(client: Client, outbox: Outbox) -> Shared {
        Shared {
            client,
            outbox,
            documents: Documents::default(),
            queue: Queue::default(),
            projects: Projects::default(),
            tokens: Known::default(),
            configuration: Mutex::default(),
            peer: OnceLock::new(),
            shut_down: AtomicBool::new(false),
        }
    }

    /// What the client can do; nothing much before `initialize`.
    pub fn peer(&self) -> &Peer {
        static UNKNOWN: OnceLock<Peer> = OnceLock::new();
        self.peer.get().unwrap_or_else(|| UNKNOWN.get_or_init(Peer::default))
    }

    /// Notes what the client can do. Only the first word counts: `initialize` comes once.
    pub fn meet(&self, peer: Peer) {
        let _ = self.peer.set(peer);
    }

    pub fn settings(&self) -> Arc<Settings> {
        self.configuration().settings()
    }

    pub fn configuration(&self) -> MutexGuard<'_, Configuration> {
        lock(&self.configuration)
    }

    /// The document as it is now; `None` where it is not open. To be taken as the first statement of a
    /// request, so that it sees exactly the changes that came before it.
    pub fn snapshot(&self, uri: &Uri) -> Option<Snapshot> {
        let snapshot = self.documents.get(uri.as_str()).map(|open| Snapshot {
            uri: uri.clone(),
            document: open.document,
            version: open.version,
            stamp: open.stamp,
            settings: self.settings().with_project(&open.rules),
            peer: *self.peer(),
        });
        if snapshot.is_none() {
            tracing::debug!(uri = uri.as_str(), "a request for a document that is not open");
        }
        snapshot
    }

    /// All open documents, in the order of their names. What of them was not scanned yet is not known.
    pub fn snapshots(&self) -> Vec<Snapshot> {
        let mut names = self.documents.names();
        names.sort_unstable();
        names.iter().filter_map(|name| self.snapshot(&name.parse().ok()?)).collect()
    }

    /// The open documents but one, likewise.
    pub fn other_snapshots(&self, uri: &Uri) -> Vec<Snapshot> {
        self.snapshots().into_iter().filter(|other| other.uri != *uri).collect()
    }

    pub fn shut_down(&self) {
        self.shut_down.store(true, Ordering::SeqCst);
    }

    pub fn was_shut_down(&self) -> bool {
        self.shut_down.load(Ordering::SeqCst)
    }
}

/// Locks a mutex, also after a panic: what the mutexes here hold is consistent at every step.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
