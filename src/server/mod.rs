//! The language server: the order of messages, and conversion to and from the protocol's types. What
//! SMTP means is decided elsewhere.
//!
//! ```text
//! stdin ─► wire ─► message ─► transport ─► backend ─► requests, notifications ─► answers ─► features
//!          (a thread)                                    │
//! stdout ◄─ outbox ◄────────────────── publisher ◄── documents
//!          (a thread)                  (a thread)
//! ```
//!
//! What keeps an editor's text and ours the same, and the answers quick:
//!
//! 1. Messages are taken up one after the other in the order of their arrival: each handler runs to its
//!    first `.await` before the next message is looked at.
//! 2. Notifications change the state before any `.await`, under a [`std::sync::Mutex`] that is never held
//!    across one. A request takes its snapshot as its first statement.
//! 3. No handler waits for the client: what is asked of it is asked by a task of its own.
//! 4. A panic in a handler is caught, logged and answered as an error.
//! 5. Diagnostics leave through one thread, newest version only; equal sets are not sent again.

mod answers;
mod backend;
mod capabilities;
mod convert;
mod diagnostics;
mod documents;
mod guard;
mod hooks;
mod language;
mod large;
mod memory;
mod message;
mod notifications;
mod outbox;
mod pipe;
mod projects;
mod publisher;
mod requests;
mod settings;
mod shared;
mod transport;
mod wire;

use std::io::IsTerminal;
use std::process::ExitCode;

/// The environment variable that sets what is logged to standard error, such as `debug` or `smtp_lsp=trace`.
const LOG_VARIABLE: &str = "SMTP_LSP_LOG";

/// Serves a client on standard input and output until it says `exit` or closes its end.
///
/// Answers 0 where the client had asked for `shutdown` before, else 1, as the specification wants it.
pub fn run() -> ExitCode {
    memory::set_up();
    pipe::widen();
    start_logging();
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_time().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            tracing::error!(%error, "cannot start");
            return ExitCode::FAILURE;
        }
    };
    let orderly = runtime.block_on(transport::serve());
    // Nothing waits for work that still runs: nobody is left to be answered.
    runtime.shutdown_background();
    if orderly { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Logs to standard error; standard output belongs to the protocol.
fn start_logging() {
    use tracing_subscriber::EnvFilter;
    let filter = EnvFilter::try_from_env(LOG_VARIABLE).unwrap_or_else(|_| EnvFilter::new("warn"));
    // A second start in one process (tests) keeps the first subscriber.
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr)
        .try_init();
}
