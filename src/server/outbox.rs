//! What goes to the client, written by one thread, so that a client which does not read stops nobody.

use std::io::{self, BufWriter, Write};
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde::Serialize;

use crate::server::shared::lock;
use crate::server::wire;

/// How long the end waits for a client that does not read what is left.
const PATIENCE: Duration = Duration::from_secs(2);

enum Order {
    /// Write this message; give it back when it is out.
    Write(Vec<u8>, Option<Sender<Vec<u8>>>),
    /// Write no more; tell when all is out.
    Close(Sender<()>),
}

/// A handle on the way to the client.
#[derive(Clone, Debug)]
pub(super) struct Outbox {
    orders: Sender<Order>,
    /// Messages that go out with the next one, ahead of it.
    held: Arc<Mutex<Vec<Vec<u8>>>>,
}

impl Outbox {
    /// Starts the thread that writes to `output`.
    pub fn start(output: impl Write + Send + 'static) -> io::Result<Outbox> {
        let (orders, received) = channel();
        std::thread::Builder::new().name("writer".into()).spawn(move || write_all(&received, output))?;
        Ok(Outbox { orders, held: Arc::default() })
    }

    /// Sends a message.
    pub fn send(&self, message: &impl Serialize) {
        if let Some(body) = to_json(message) {
            self.order(body, None);
        }
    }

    /// Keeps a message until the next one is sent, and sends it just before.
    pub fn hold(&self, message: &impl Serialize) {
        lock(&self.held).extend(to_json(message));
    }

    /// Sends the bytes of a message, and waits until they are written: whoever makes messages faster than
    /// the client reads them learns of it. Gives the bytes back, whose memory may serve for the next message.
    /// Must not be called from the thread that answers requests.
    pub fn send_and_wait(&self, body: Vec<u8>) -> Vec<u8> {
        let (written, wait) = channel();
        self.order(body, Some(written));
        // An error means that the writer is gone.
        wait.recv().unwrap_or_default()
    }

    fn order(&self, body: Vec<u8>, written: Option<Sender<Vec<u8>>>) {
        let mut held = lock(&self.held);
        let ahead = held.drain(..).map(|body| Order::Write(body, None));
        for order in ahead.chain([Order::Write(body, written)]) {
            // Only the end of the process closes the way; nothing is to be done then.
            let _ = self.orders.send(order);
        }
    }

    /// Waits until all is written, but not for a client that does not read.
    pub fn close(&self) {
        let (written, wait) = channel();
        if self.orders.send(Order::Close(written)).is_ok() {
            let _ = wait.recv_timeout(PATIENCE);
        }
    }
}

fn to_json(message: &impl Serialize) -> Option<Vec<u8>> {
    serde_json::to_vec(message)
        .inspect_err(|error| tracing::error!(%error, "a message could not be written as JSON"))
        .ok()
}

fn write_all(orders: &Receiver<Order>, output: impl Write) {
    let mut output = BufWriter::with_capacity(64 * 1024, output);
    let mut waiting = Vec::new();
    loop {
        // Messages that wait already are written in one go.
        let order = match orders.try_recv() {
            Ok(order) => order,
            Err(TryRecvError::Empty) => {
                if let Err(error) = output.flush() {
                    tracing::error!(%error, "the client does not read any more");
                    return;
                }
                for (written, body) in waiting.drain(..) {
                    // Whoever does not wait any more need not be told.
                    let _: Result<(), _> = Sender::send(&written, body);
                }
                match orders.recv() {
                    Ok(order) => order,
                    Err(_) => return,
                }
            }
            Err(TryRecvError::Disconnected) => return,
        };
        match order {
            Order::Write(body, written) => {
                tracing::trace!(message = %String::from_utf8_lossy(&body), "to the client");
                if let Err(error) = wire::write(&mut output, &body) {
                    tracing::error!(%error, "the client does not read any more");
                    return;
                }
                waiting.extend(written.map(|written| (written, body)));
            }
            Order::Close(written) => {
                let _ = output.flush();
                let _ = written.send(());
                return;
            }
        }
    }
}
