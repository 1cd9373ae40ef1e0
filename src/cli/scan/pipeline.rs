//! Reads inputs one after the other, scans their pieces with several threads, and hands on what was found in
//! the order of the inputs.
//!
//! A piece is scanned with the state that the scanner most likely has there: the one before the batch. Where
//! it turns out to be another, the piece is scanned again, so that the answer is that of one scan of all.

use std::io::{self, Read};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::thread;

use super::pieces::Pieces;
use crate::cli::input::Input;
use crate::dialects::{self, Frame, HEAD, LOOKAROUND, Occurrence, State};

/// So much text is scanned at once, in bytes: memory is a small multiple of it.
const BATCH: usize = 8 * 1024 * 1024;

/// A batch has no more pieces than this.
const MOST: usize = 512;

/// Batches with less text than this are not worth a second thread, in bytes.
const LITTLE: usize = 256 * 1024;

/// A piece of an input with what the scanner wants to know.
pub struct Piece {
    /// Which input.
    pub input: usize,
    /// Whether it is the input's first.
    pub first: bool,
    /// The text with its surroundings.
    pub window: String,
    /// Where the piece begins in `window`.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    frame: Arc<Frame>,
}

impl Piece {
    fn scan(&self, entry: State) -> Scanned {
        let mut occurrences = Vec::new();
        let exit = dialects::scan(&self.frame, &self.window, self.from, self.to, entry, &mut occurrences);
        Scanned { entry, exit, occurrences }
    }
}

struct Scanned {
    entry: State,
    exit: State,
    occurrences: Vec<Occurrence>,
}

/// What the inputs hold, in order.
enum Event {
    Piece(Piece),
    /// An input cannot be read, or not to its end.
    Broken(usize, io::Error),
}

/// Takes what is found.
pub trait Taker {
    /// The codes of a piece, with offsets from its start.
    ///
    /// # Errors
    /// Where writing fails, which ends all.
    fn piece(&mut self, piece: &Piece, occurrences: &[Occurrence]) -> io::Result<()>;

    /// An input that cannot be read, or not to its end.
    fn broken(&mut self, input: usize, error: &io::Error);
}

/// Scans all inputs. What is read is added to `count`.
///
/// # Errors
/// Those of `taker`.
pub fn run(
    inputs: &[Input],
    dialect: Option<&str>,
    count: &Arc<AtomicU64>,
    taker: &mut dyn Taker,
) -> io::Result<()> {
    let mut source = Source { inputs, dialect, count, next: 0, open: None };
    let mut state = State::default();
    let mut batch = source.batch();
    while !batch.is_empty() {
        let scanned: Vec<OnceLock<Scanned>> = batch.iter().map(|_| OnceLock::new()).collect();
        let following = scan(&batch, &scanned, state, &mut source);
        for (event, scanned) in batch.iter().zip(scanned) {
            match event {
                Event::Broken(input, error) => taker.broken(*input, error),
                Event::Piece(piece) => {
                    let entry = if piece.first { State::default() } else { state };
                    let scanned = scanned.into_inner().filter(|scanned| scanned.entry == entry);
                    let scanned = scanned.unwrap_or_else(|| piece.scan(entry));
                    state = scanned.exit;
                    taker.piece(piece, &scanned.occurrences)?;
                }
            }
        }
        batch = following;
    }
    Ok(())
}

/// Scans the pieces of a batch, and meanwhile reads the next one.
fn scan(batch: &[Event], scanned: &[OnceLock<Scanned>], state: State, source: &mut Source<'_>) -> Vec<Event> {
    let next = AtomicUsize::new(0);
    let work = || {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let (Some(event), Some(place)) = (batch.get(number), scanned.get(number)) else { break };
            if let Event::Piece(piece) = event {
                let entry = if piece.first { State::default() } else { state };
                place.get_or_init(|| piece.scan(entry));
            }
        }
    };
    let text: usize = batch.iter().map(|event| event.text()).sum();
    let threads = thread::available_parallelism().map_or(1, usize::from).min(1 + text / LITTLE);
    if threads < 2 {
        work();
        return source.batch();
    }
    let mut following = Vec::new();
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(work);
        }
        following = source.batch();
    });
    following
}

impl Event {
    /// How much text it has, in bytes.
    fn text(&self) -> usize {
        match self {
            Event::Piece(piece) => piece.to - piece.from,
            Event::Broken(..) => 0,
        }
    }
}

/// An input that is being read.
struct Open {
    input: usize,
    frame: Arc<Frame>,
    pieces: Pieces<Box<dyn Read + Send>>,
    first: bool,
}

struct Source<'a> {
    inputs: &'a [Input],
    dialect: Option<&'a str>,
    count: &'a Arc<AtomicU64>,
    /// The input that comes after the one that is open.
    next: usize,
    open: Option<Open>,
}

impl Source<'_> {
    fn batch(&mut self) -> Vec<Event> {
        let mut events = Vec::new();
        let mut text = 0;
        while text < BATCH && events.len() < MOST {
            let Some(event) = self.event() else { break };
            text += event.text();
            events.push(event);
        }
        events
    }

    fn event(&mut self) -> Option<Event> {
        loop {
            if let Some(open) = &mut self.open {
                match open.pieces.next() {
                    Ok(Some((window, from, to))) => {
                        let mut end = (to + LOOKAROUND).min(window.len());
                        while !window.is_char_boundary(end) {
                            end += 1;
                        }
                        return Some(Event::Piece(Piece {
                            input: open.input,
                            first: std::mem::replace(&mut open.first, false),
                            window: window[..end].to_owned(),
                            from,
                            to,
                            frame: Arc::clone(&open.frame),
                        }));
                    }
                    Ok(None) => self.open = None,
                    Err(error) => {
                        let input = open.input;
                        self.open = None;
                        return Some(Event::Broken(input, error));
                    }
                }
            }
            let input = self.next;
            let named = self.inputs.get(input)?;
            self.next += 1;
            match self.start(input, named) {
                Ok(open) => self.open = Some(open),
                Err(error) => return Some(Event::Broken(input, error)),
            }
        }
    }

    fn start(&self, input: usize, named: &Input) -> io::Result<Open> {
        let mut pieces = Pieces::new(named.open(self.count)?);
        let frame = Arc::new(Frame::sniff(named.path(), "", pieces.head(HEAD)?, self.dialect));
        Ok(Open { input, frame, pieces, first: true })
    }
}
