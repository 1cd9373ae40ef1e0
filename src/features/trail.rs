//! What a place of a document can be followed by: a code, a queue id, a process, an address.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::code::Code;
use crate::dialects::Family;
use crate::document::Document;
use crate::features::surroundings::log::queue_id_at;

/// How much of a line is read, in bytes.
const LONGEST: usize = 8192;

/// What can be followed through a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trail {
    /// A code.
    Code(Code),
    /// The queue id of a mail.
    QueueId(String),
    /// A process that writes to the log, as it is written there: `postfix/smtpd[4242]`.
    Process(String),
    /// An address or a Message-ID, without angle brackets.
    Address(String),
}

impl Trail {
    /// What stands in the text; `None` for codes, which are recognized and not searched for.
    pub fn word(&self) -> Option<&str> {
        match self {
            Trail::Code(_) => None,
            Trail::QueueId(word) | Trail::Process(word) | Trail::Address(word) => Some(word),
        }
    }
}

static PROCESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^| )([A-Za-z][A-Za-z0-9_./-]{1,60}\[[0-9]{1,10}\]):? ")
        .expect("the pattern is well formed")
});

/// A line cut to what is read of it.
pub fn head(line: &str) -> &str {
    let cut = (0..=line.len().min(LONGEST)).rev().find(|at| line.is_char_boundary(*at));
    &line[..cut.unwrap_or(0)]
}

/// Where the process of a log line stands, in bytes.
pub fn process_at(line: &str) -> Option<Range<usize>> {
    let near = (0..=line.len().min(160)).rev().find(|at| line.is_char_boundary(*at))?;
    Some(PROCESS.captures(&line[..near])?.get(1)?.range())
}

/// Where the address at a column stands, in bytes.
pub fn address_at(line: &str, column: usize) -> Option<Range<usize>> {
    let part = |b: &u8| b.is_ascii_alphanumeric() || b"._%+-=~/$!#&'*?^`{|}@".contains(b) || *b >= 0x80;
    let bytes = line.as_bytes();
    let before = bytes.get(..column)?.iter().rev().take_while(|b| part(b)).count();
    let after = bytes[column..].iter().take_while(|b| part(b)).count();
    let (mut start, mut end) = (column - before, column + after);
    // `orig_to=<a@b>` has brackets; `ctladdr=a@b` and `from=a@b` have not.
    if let Some(sign) = line.get(start..end)?.rfind('=') {
        start += sign + 1;
    }
    while end > start && matches!(bytes[end - 1], b'.' | b'\'' | b'?' | b'!') {
        end -= 1;
    }
    let word = line.get(start..end)?;
    let (local, domain) = word.rsplit_once('@')?;
    let whole = !local.is_empty() && !domain.is_empty() && word.len() <= 320 && start <= column;
    whole.then_some(start..end)
}

/// What stands at a place (line and byte column) and can be followed, with its columns. Anywhere else on a
/// log line it is the line's queue id, else its process.
pub fn trail(document: &Document, line: usize, column: usize) -> Option<(Trail, Range<usize>)> {
    let here = document.occurrences_on(line);
    if let Some(code) = here.iter().find(|code| (code.start..code.end).contains(&column)) {
        return Some((Trail::Code(code.code), code.start..code.end));
    }
    // Where no mail is spoken of nothing is an address or a queue id to us.
    if document.counts().total() == 0 {
        return None;
    }
    let content = document.line(line);
    let content = head(&content);
    let named = |at: Range<usize>| content[at].to_owned();
    let under = |at: &Range<usize>| (at.start..=at.end).contains(&column);
    let id = queue_id_at(content);
    let process = process_at(content);
    if let Some(at) = id.clone().filter(under) {
        return Some((Trail::QueueId(named(at.clone())), at));
    }
    if let Some(at) = process.clone().filter(under) {
        return Some((Trail::Process(named(at.clone())), at));
    }
    if let Some(at) = address_at(content, column) {
        return Some((Trail::Address(named(at.clone())), at));
    }
    let log = here.iter().any(|code| code.dialect.family() == Family::Log) || is_log(document);
    match (log, id, process) {
        (true, Some(at), _) => Some((Trail::QueueId(named(at.clone())), at)),
        (true, None, Some(at)) => Some((Trail::Process(named(at.clone())), at)),
        _ => None,
    }
}

/// Whether some dialect of the document is a log's.
fn is_log(document: &Document) -> bool {
    document.dialects().iter().any(|(dialect, _)| dialect.family() == Family::Log)
}
