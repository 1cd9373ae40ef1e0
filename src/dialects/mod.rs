//! How programs write SMTP down, and which of them wrote a document or a passage.
//!
//! The scanner goes line by line with a small [`State`], so that an edit needs to be read again only
//! until the state is what it was. A scanner may look at [`LOOKAROUND`] bytes before and after its line.
//!
//! | module | its question |
//! |---|---|
//! | `frame` | what form has the document: lines, mail, JSON, table, configuration, prose? |
//! | `token` | which numbers have the shape of a code? |
//! | `marks` | what may stand before a reply on its line? |
//! | `neighbours` | does what stands before a number become a prefix by the lines around? |
//! | `dialogue` | is this line a reply or a command of a dialogue, and is the dialogue SMTP? |
//! | `quoted` | does a number inside a line quote a reply, or speak of a code? |
//! | `answered` | which command does a quoted reply answer, and where does its text end? |
//! | `evidence`, `lexicon` | what speaks for mail, and which words make a number a code? |
//! | `value` | is the value of a field a reply or a code? |
//! | `decoded` | where do the bytes of an encoded text stand in its source? |
//! | `decoys` | is it a process id, a port, a word of a subject? |
//! | `matcher` | where do many marks stand in a line? |
//! | `log` | which program wrote a line of a log? |
//! | `mail`, `json`, `table`, `config`, `prose` | how the forms lead to lines and pieces of text |

mod answered;
mod config;
mod decoded;
mod decoys;
mod dialect;
mod dialogue;
mod evidence;
mod frame;
mod json;
mod lexicon;
mod log;
mod mail;
mod marks;
mod matcher;
mod neighbours;
mod occurrence;
mod phrases;
mod prose;
mod quoted;
mod reader;
mod sentence;
mod state;
mod table;
mod token;
mod value;
mod words;

pub use dialect::{Dialect, Family};
pub use frame::{Form, Frame};
pub use occurrence::{CommandLine, Direction, Link, Occurrence, Role, Sink};
pub use reader::scan;
pub use state::State;

/// How far a scanner may look before the start and after the end of the line that it reads, in bytes.
/// After an edit, all lines within this distance are read again.
pub const LOOKAROUND: usize = 4096;

/// How many bytes from the start of a document [`Frame::sniff`] reads.
pub const HEAD: usize = 16 * 1024;
