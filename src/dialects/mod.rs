//! How programs write SMTP down, and which of them wrote a document or a passage.
//!
//! The scanner goes line by line with a small [`State`], so that an edit needs to be read again only
//! until the state is what it was. A scanner may look at [`LOOKAROUND`] bytes before and after its line.

mod occurrence;

pub use occurrence::{CommandLine, Direction, Link, Occurrence, Role, Sink};

/// How far a scanner may look before the start and after the end of the line that it reads, in bytes.
/// After an edit, all lines within this distance are read again.
pub const LOOKAROUND: usize = 4096;

/// How many bytes from the start of a document [`Frame::sniff`] reads.
pub const HEAD: usize = 16 * 1024;

/// The way a program writes SMTP down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dialect {
    /// No dialect: nothing is recognized.
    None,
    /// A dialogue without marks, or with `S:` and `C:`.
    Dialogue,
}

impl Dialect {
    /// The name that settings and `scan` use, such as `postfix-log`.
    pub fn name(self) -> &'static str {
        match self {
            Dialect::None => "none",
            Dialect::Dialogue => "dialogue",
        }
    }
}

/// What is known of a document before its first line is read: its form, and what was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Frame {}

impl Frame {
    /// Decides the form of a document from its file name (or URI path), the editor's language id and
    /// the first [`HEAD`] bytes of its text. `forced` is the name of a dialect that a setting asks for.
    pub fn sniff(_path: &str, _language_id: &str, _head: &str, _forced: Option<&str>) -> Frame {
        Frame {}
    }
}

/// What the scanner carries from line to line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct State {}

/// Scans the lines of `window[from..to]` and gives their findings to `sink`, with offsets from `from`.
///
/// `from` and `to` are at line starts (or the text's end). `window` holds up to [`LOOKAROUND`] bytes of
/// the document before `from` and after `to`, or less where the document begins or ends there; it may hold
/// more: no line's result depends on more than that. Lines end at LF, CRLF or CR. `state` is the state on
/// entering; the state on leaving is answered.
pub fn scan(frame: &Frame, window: &str, from: usize, to: usize, state: State, sink: &mut dyn Sink) -> State {
    let _ = (frame, window, from, to, sink);
    state
}
