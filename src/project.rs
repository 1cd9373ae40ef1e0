//! The project file: where a user's own replies and the levels of rules stand, for the server and the command
//! line alike.
//!
//! It is looked for in a folder and those above it, and only read.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::catalog::{Fault, OwnReplies};
use crate::rules::Levels;

/// What the file is called.
pub const FILE: &str = ".smtp-lsp.toml";

/// A project file is no longer than this, in bytes.
const LONGEST: u64 = 1 << 20;

/// The nearest project file: in the folder or in one above it.
pub fn file_above(folder: &Path) -> Option<PathBuf> {
    // Only a plain file: whatever reads a pipe of that name would wait forever.
    folder.ancestors().map(|folder| folder.join(FILE)).find(|path| path.is_file())
}

/// Whether a path or the path of a URI is that of a project file.
pub fn is_file(path: &str) -> bool {
    path.rsplit(['/', '\\']).next() == Some(FILE)
}

/// Reads a project file.
///
/// # Errors
/// Where it cannot be read, is no UTF-8, or has more than 1 MiB.
pub fn read(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    File::open(path)?.take(LONGEST + 1).read_to_string(&mut text)?;
    if text.len() as u64 > LONGEST {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "more than 1 MiB"));
    }
    Ok(text)
}

/// What a project file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// Replies of the user's own.
    pub replies: OwnReplies,
    /// How rules are told.
    pub rules: Levels,
}

impl Project {
    /// Reads the text of a project file. What is wrong is left out and told, in the order of the text.
    pub fn of_toml(text: &str) -> (Project, Vec<Fault>) {
        let (replies, mut faults) = OwnReplies::of_toml(text);
        let (rules, more) = Levels::of_toml(text);
        faults.extend(more);
        faults.sort_by_key(|fault| fault.bytes.start);
        (Project { replies, rules }, faults)
    }
}
