//! The project file: where a user's own replies stand, for the server and the command line alike.
//!
//! It is looked for in a folder and those above it, and only read.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

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
