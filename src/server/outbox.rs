//! What goes to the client, written by one thread, so that a client which does not read stops nobody.

use std::io::{self, BufWriter, Write};
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::time::Duration;

use serde::Serialize;

use crate::server::wire;

/// How long the end waits for a client that does not read what is left.
const PATIENCE: Duration = Duration::from_secs(2);

enum Order {
    /// Write this message; tell when it is out.
    Write(Vec<u8>, Option<Sender<()>>),
    /// Write no more; tell when all is out.
    Close(Sender<()>),
}

/// A handle on the way to the client.
#[derive(Clone, Debug)]
pub(super) struct Outbox {
    orders: Sender<Order>,
}

impl Outbox {
    /// Starts the thread that writes to `output`.
    pub fn start(output: impl Write + Send + 'static) -> io::Result<Outbox> {
        let (orders, received) = channel();
        std::thread::Builder::new().name("writer".into()).spawn(move || write_all(&received, output))?;
        Ok(Outbox { orders })
    }

    /// Sends a message.
    pub fn send(&self, message: &impl Serialize) {
        match serde_json::to_vec(message) {
            Ok(body) => {
                // Only the end of the process closes the way; nothing is to be done then.
                let _ = self.orders.send(Order::Write(body, None));
            }
            Err(error) => tracing::error!(%error, "a message could not be written as JSON"),
        }
    }

    /// Sends the bytes of a message, and waits until they are written: whoever makes messages faster than
    /// the client reads them learns of it. Must not be called from the thread that answers requests.
    pub fn send_and_wait(&self, body: Vec<u8>) {
        let (written, wait) = channel();
        if self.orders.send(Order::Write(body, Some(written))).is_ok() {
            // An error means that the writer is gone.
            let _ = wait.recv();
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
                for written in waiting.drain(..) {
                    // Whoever does not wait any more need not be told.
                    let _: Result<(), _> = Sender::send(&written, ());
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
                waiting.extend(written);
            }
            Order::Close(written) => {
                let _ = output.flush();
                let _ = written.send(());
                return;
            }
        }
    }
}
