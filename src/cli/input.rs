//! Inputs: files, folders and standard input, as text.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use super::archive::{Counted, Damaged, Format, MAGIC};
use crate::catalog::{Language, Ui, fill, ui};

/// How many bytes from the start of a file tell whether it is text.
const HEAD: usize = 8192;

/// A file or standard input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// How messages call it.
    pub name: String,
    /// The file; `None` for standard input.
    path: Option<PathBuf>,
}

/// Finds the files that the arguments mean. Folders are searched for text files, in the order of their
/// names; hidden ones in them are left out, and links to folders are not followed. What cannot be read is
/// told to `wrong`, in the user's language.
pub fn collect(paths: &[PathBuf], language: Language, wrong: &mut dyn FnMut(String)) -> Vec<Input> {
    let mut inputs = Vec::new();
    for path in paths {
        if path.as_os_str() == OsStr::new("-") {
            inputs.push(Input { name: "<stdin>".to_owned(), path: None });
        } else if path.is_dir() {
            walk(path, ui(language), &mut inputs, wrong);
        } else {
            inputs.push(Input { name: path.to_string_lossy().into_owned(), path: Some(path.clone()) });
        }
    }
    inputs
}

fn walk(folder: &Path, ui: &Ui, inputs: &mut Vec<Input>, wrong: &mut dyn FnMut(String)) {
    let entries = match folder.read_dir() {
        Ok(entries) => entries,
        Err(error) => return wrong(explain_error(&folder.to_string_lossy(), &error, ui)),
    };
    let mut entries: Vec<_> = entries.flatten().collect();
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        let path = entry.path();
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => walk(&path, ui, inputs, wrong),
            Ok(_) if path.is_file() && is_text(&path) => {
                inputs.push(Input { name: path.to_string_lossy().into_owned(), path: Some(path) });
            }
            _ => {}
        }
    }
}

/// Whether a file seems to be text, maybe compressed. One that cannot be read is, so that reading it says why
/// not.
fn is_text(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = File::open(path)
        .and_then(|file| decoded(Box::new(file)))
        .and_then(|text| text.take(HEAD as u64).read_to_end(&mut head));
    read.is_err() || !head.contains(&0)
}

impl Input {
    /// The path for sniffing the dialect; empty for standard input.
    pub fn path(&self) -> &str {
        if self.path.is_some() { &self.name } else { "" }
    }

    /// The file; `None` for standard input.
    pub fn file(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// How many bytes it has; 0 where nobody knows.
    pub fn size(&self) -> u64 {
        self.path.as_ref().and_then(|path| path.metadata().ok()).map_or(0, |file| file.len())
    }

    /// Opens it, and unpacks it where it is compressed. What is read is UTF-8 without a byte order mark; bytes
    /// that are not text may be among it. The bytes of the file that were read are added to `count`.
    pub fn open(&self, count: &Arc<AtomicU64>) -> io::Result<Box<dyn Read + Send>> {
        let count = Arc::clone(count);
        let reader: Box<dyn Read + Send> = match &self.path {
            Some(path) => Box::new(Counted::new(File::open(path)?, count)),
            None => Box::new(Counted::new(io::stdin(), count)),
        };
        decoded(reader)
    }

    /// Reads all of it, with U+FFFD in place of bytes that are not text.
    pub fn read(&self, count: &Arc<AtomicU64>) -> io::Result<String> {
        let mut bytes = Vec::new();
        self.open(count)?.read_to_end(&mut bytes)?;
        Ok(text_of(bytes))
    }

    /// Says in the user's language why it could not be read.
    pub fn explain_error(&self, error: &io::Error, language: Language) -> String {
        explain_error(&self.name, error, ui(language))
    }
}

/// The text of some bytes, with U+FFFD in place of what is not text.
pub fn text_of(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

fn explain_error(name: &str, error: &io::Error, ui: &Ui) -> String {
    let words = &ui.cli;
    let reason = match error.kind() {
        io::ErrorKind::NotFound => words.not_found.to_owned(),
        io::ErrorKind::PermissionDenied => words.not_permitted.to_owned(),
        _ => match error.get_ref().and_then(|error| error.downcast_ref::<Damaged>()) {
            Some(Damaged { format, at, error }) => {
                fill(words.damaged, &[format.name(), &at.to_string(), &error.to_string()])
            }
            None => error.to_string(),
        },
    };
    fill(words.cannot_read, &[name, &reason])
}

/// Unpacks compressed files, removes a byte order mark, and turns UTF-16 (which Windows programs write) into
/// UTF-8.
fn decoded(mut reader: Box<dyn Read + Send>) -> io::Result<Box<dyn Read + Send>> {
    let head = take_head(&mut reader, MAGIC)?;
    let Some(format) = Format::of(&head) else {
        return as_utf8(head, reader);
    };
    let mut text: Box<dyn Read + Send> = Box::new(format.unpack(Box::new(Cursor::new(head).chain(reader))));
    let head = take_head(&mut text, MAGIC)?;
    as_utf8(head, text)
}

/// Reads the first bytes, or as many as there are.
fn take_head(reader: &mut Box<dyn Read + Send>, count: usize) -> io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(count);
    reader.by_ref().take(count as u64).read_to_end(&mut head)?;
    Ok(head)
}

/// The text that begins with `head`.
fn as_utf8(mut head: Vec<u8>, reader: Box<dyn Read + Send>) -> io::Result<Box<dyn Read + Send>> {
    let wide = match head[..] {
        [0xff, 0xfe, ..] => Some(u16::from_le_bytes as fn([u8; 2]) -> u16),
        [0xfe, 0xff, ..] => Some(u16::from_be_bytes as fn([u8; 2]) -> u16),
        _ => None,
    };
    let mark = if wide.is_some() { 2 } else { 3 * usize::from(head.starts_with(&[0xef, 0xbb, 0xbf])) };
    head.drain(..mark);
    let text = Cursor::new(head).chain(reader);
    Ok(match wide {
        Some(unit) => Box::new(Utf16::new(text, unit)),
        None => Box::new(text),
    })
}

/// Reads UTF-16 as UTF-8, with U+FFFD in place of lone surrogates.
struct Utf16<R> {
    inner: BufReader<R>,
    unit: fn([u8; 2]) -> u16,
    /// A unit that was read too far.
    kept: Option<u16>,
    /// UTF-8 that did not fit into the caller's buffer.
    ready: Vec<u8>,
}

impl<R: Read> Utf16<R> {
    fn new(reader: R, unit: fn([u8; 2]) -> u16) -> Self {
        Utf16 { inner: BufReader::new(reader), unit, kept: None, ready: Vec::new() }
    }

    fn next_unit(&mut self) -> io::Result<Option<u16>> {
        if let Some(unit) = self.kept.take() {
            return Ok(Some(unit));
        }
        let mut bytes = [0; 2];
        match self.inner.read_exact(&mut bytes) {
            Ok(()) => Ok(Some((self.unit)(bytes))),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn next_char(&mut self) -> io::Result<Option<char>> {
        let Some(unit) = self.next_unit()? else { return Ok(None) };
        let mut units = vec![unit];
        if (0xd800..0xdc00).contains(&unit)
            && let Some(low) = self.next_unit()?
        {
            if (0xdc00..0xe000).contains(&low) {
                units.push(low);
            } else {
                self.kept = Some(low);
            }
        }
        Ok(char::decode_utf16(units).next().map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)))
    }
}

impl<R: Read> Read for Utf16<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.ready.len() < buffer.len() {
            let Some(c) = self.next_char()? else { break };
            self.ready.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
        }
        let count = self.ready.len().min(buffer.len());
        buffer[..count].copy_from_slice(&self.ready[..count]);
        self.ready.drain(..count);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> io::Result<String> {
        let mut text = String::new();
        decoded(Box::new(Cursor::new(bytes.to_vec())))?.read_to_string(&mut text)?;
        Ok(text)
    }

    #[test]
    fn byte_order_marks_are_removed() {
        assert_eq!(read("\u{feff}250 ok".as_bytes()).unwrap(), "250 ok");
        assert_eq!(read(b"250 ok").unwrap(), "250 ok");
        assert_eq!(read(b"2").unwrap(), "2");
        assert_eq!(read(b"").unwrap(), "");
    }

    #[test]
    fn utf_16_becomes_utf_8() {
        let text = "550 5.1.1 für 😀\r\n";
        let little: Vec<u8> =
            [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let big: Vec<u8> =
            [0xfe, 0xff].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
        assert_eq!(read(&little).unwrap(), text);
        assert_eq!(read(&big).unwrap(), text);
        assert_eq!(read(&[0xff, 0xfe, 0x3d, 0xd8, 0x41, 0]).unwrap(), "\u{fffd}A");
        assert_eq!(read(&[0xff, 0xfe, 0x3d, 0xd8, 0x41]).unwrap(), "\u{fffd}");
    }
}
