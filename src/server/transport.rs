//! The loop that takes messages from the client to the service and answers back.
//!
//! It stands in for `tower_lsp::Server`, which drives the same service, for four reasons: that one keeps
//! the buffer of the largest message for good (50 MB after the opening of a 50 MB log) and copies a text
//! four times while it parses; it begins to answer messages in the order in which a queue is polled, where
//! here each handler is known to have run to its first `.await` before the next message is looked at; it
//! stops reading when the client does not read; and it cannot send what is JSON already.

use std::io::{self, BufReader};

use futures::stream::{FuturesUnordered, StreamExt};
use futures::{SinkExt, future, poll};
use tokio::sync::mpsc;
use tower_lsp::LspService;
use tower_lsp::jsonrpc::Response;
use tower_service::Service;

use crate::server::backend::Backend;
use crate::server::message::{self, Incoming};
use crate::server::outbox::Outbox;
use crate::server::pipe;
use crate::server::wire::{Frame, Reader};

/// The request for the client's configuration.
const CONFIGURATION: &str = "workspace/configuration";

/// How many messages are read ahead. What the client sends beyond waits in its pipe.
const READ_AHEAD: usize = 256;

/// Serves until `exit` or the end of input. Answers whether the client had asked for `shutdown`.
pub(super) async fn serve() -> bool {
    let outbox = match Outbox::start(pipe::output()) {
        Ok(outbox) => outbox,
        Err(error) => {
            tracing::error!(%error, "cannot start a thread");
            return false;
        }
    };
    let mut inbox = match read_in_thread() {
        Ok(inbox) => inbox,
        Err(error) => {
            tracing::error!(%error, "cannot start a thread");
            return false;
        }
    };
    let backend_outbox = outbox.clone();
    let (mut service, socket) = LspService::new(move |client| Backend::new(client, backend_outbox));
    let (mut requests, mut answers) = socket.split();
    let to_client = outbox.clone();
    tokio::spawn(async move {
        let mut asked = false;
        while let Some(request) = requests.next().await {
            // There are clients that answer us from one thread while another is about to send a document, and
            // mix up the two. So the first question waits for the first answer, when such a client listens.
            if !asked && request.method() == CONFIGURATION {
                asked = true;
                to_client.hold(&request);
            } else {
                to_client.send(&request);
            }
        }
    });

    let mut running = FuturesUnordered::new();
    loop {
        let incoming = tokio::select! {
            incoming = inbox.recv() => incoming,
            Some(answer) = running.next(), if !running.is_empty() => {
                reply(&outbox, answer);
                continue;
            }
        };
        match incoming {
            Some(Incoming::Call(request)) => {
                let is_exit = request.method() == "exit";
                if future::poll_fn(|context| service.poll_ready(context)).await.is_err() {
                    break;
                }
                let mut handler = service.call(request);
                match poll!(&mut handler) {
                    std::task::Poll::Ready(answer) => reply(&outbox, answer),
                    std::task::Poll::Pending => running.push(handler),
                }
                if is_exit {
                    break;
                }
            }
            Some(Incoming::Answer(answer)) => {
                // The service cannot refuse it before it has ended.
                let _ = answers.send(answer).await;
                // Whoever waits for it goes first, so that what follows finds a new configuration in force.
                tokio::task::yield_now().await;
            }
            Some(Incoming::Wrong(answer)) => outbox.send(&answer),
            None => {
                // The client closed its end, and may still read what it had asked for.
                while let Some(answer) = running.next().await {
                    reply(&outbox, answer);
                }
                break;
            }
        }
    }
    service.inner().stop();
    outbox.close();
    service.inner().was_shut_down()
}

fn reply(outbox: &Outbox, answer: Result<Option<Response>, tower_lsp::ExitedError>) {
    match answer {
        Ok(Some(answer)) => outbox.send(&answer),
        Ok(None) => {}
        Err(error) => tracing::debug!(%error, "a message after exit"),
    }
}

/// Starts the thread that reads and parses. It is left to itself at the end: nothing ends a read.
fn read_in_thread() -> io::Result<mpsc::Receiver<Incoming>> {
    let (send, inbox) = mpsc::channel(READ_AHEAD);
    std::thread::Builder::new().name("reader".into()).spawn(move || {
        let mut reader = Reader::new(BufReader::with_capacity(64 * 1024, io::stdin().lock()));
        loop {
            let incoming = match reader.read() {
                Ok(Some(Frame::Body(body))) => {
                    tracing::trace!(bytes = body.len(), "from the client");
                    message::parse(body)
                }
                Ok(Some(Frame::Garbage)) => {
                    tracing::warn!("bytes that are no message");
                    Incoming::Wrong(message::garbage())
                }
                Ok(None) => return,
                Err(error) => {
                    tracing::error!(%error, "cannot read from the client");
                    return;
                }
            };
            if send.blocking_send(incoming).is_err() {
                return;
            }
        }
    })?;
    Ok(inbox)
}
