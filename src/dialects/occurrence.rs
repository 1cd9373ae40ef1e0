//! What recognition finds: codes at their places.

use crate::code::Code;
use crate::command::Command;
use crate::dialects::Dialect;

/// The part that a code plays where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// It opens a reply line of a dialogue, or is the enhanced code of one.
    Reply,
    /// A reply quoted in a log line, a bounce, an event, another reply or a sentence.
    Quoted,
    /// A field whose value is a code: `dsn=5.1.1`, `Status: 5.1.1`, `"code": 550`.
    Field,
    /// A reply that a test script waits for (`??? 250`).
    Expected,
    /// A reply that a configuration makes a server give, or that a rule matches.
    Setting,
    /// A code that a sentence speaks of.
    Mention,
}

/// How a code belongs to the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Link {
    /// It begins a reply (or stands alone).
    Starts,
    /// It is the other code of the reply that the occurrence before it began, on the same line.
    SameReply,
    /// It opens a further line of a multi-line reply (RFC 5321 section 4.2.1), on this line or the next.
    Continues,
}

/// One code at one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// Where the code begins: bytes from the start of the text that was scanned (in a document: of its chunk).
    pub start: u32,
    /// Where the text of its reply ends on this line, in the same units; at least `start + len`.
    pub text_end: u32,
    /// Length in bytes of the code as it is written (`5.7.1` has 5; with escapes `5\.7\.1` has 7).
    pub len: u8,
    /// What it says.
    pub code: Code,
    /// The part that it plays.
    pub role: Role,
    /// How it hangs together with the occurrence before.
    pub link: Link,
    /// The dialect that vouches for it.
    pub dialect: Dialect,
    /// The command that is answered, where the line or the passage shows it.
    pub command: Option<Command>,
}

impl Occurrence {
    /// The first byte after the code, in the units of `start`.
    pub fn end(&self) -> u32 {
        self.start + u32::from(self.len)
    }
}

/// Who speaks on a line of a dialogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// The client: commands and message data.
    Client,
    /// The server: replies.
    Server,
}

/// A command line of a dialogue, with spans in the units of [`Occurrence::start`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommandLine {
    /// Which command.
    pub command: Command,
    /// The first byte of its verb.
    pub start: u32,
    /// The first byte after the line's payload (the command with its parameters).
    pub end: u32,
}

/// Takes what the scanner finds, in the order of the text.
pub trait Sink {
    /// A code was recognized.
    fn occurrence(&mut self, occurrence: Occurrence);
    /// A command line of a dialogue was read. Only sessions want these.
    fn command(&mut self, _line: CommandLine) {}
    /// The dialogue begins anew at this byte (a greeting, a new connection).
    fn session_start(&mut self, _at: u32) {}
}

impl Sink for Vec<Occurrence> {
    fn occurrence(&mut self, occurrence: Occurrence) {
        self.push(occurrence);
    }
}
