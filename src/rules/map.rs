//! The entries of access maps: keys with what is done for them.

use std::ops::Range;
use std::sync::Arc;

use crate::dialects::Dialect;
use crate::document::Document;

/// An entry of a map. Lines count from 0; columns are bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The line.
    pub line: usize,
    /// The key, as it is compared.
    pub key: Arc<str>,
    /// The column after the key, whose first is 0.
    pub end: usize,
}

/// What Postfix does for a key (access(5)), in upper case.
const POSTFIX: [&str; 14] = [
    "OK",
    "REJECT",
    "DUNNO",
    "DEFER",
    "DEFER_IF_PERMIT",
    "DEFER_IF_REJECT",
    "DISCARD",
    "HOLD",
    "BCC",
    "FILTER",
    "PREPEND",
    "REDIRECT",
    "WARN",
    "INFO",
];

/// What Sendmail does for a key (cf/README, "ACCESS DATABASE").
const SENDMAIL: [&str; 5] = ["OK", "REJECT", "RELAY", "DISCARD", "SKIP"];

/// The entries on some lines of a file that is an access map. Lines that could be something else are none.
pub(super) fn on_lines(document: &Document, dialect: Dialect, lines: Range<usize>) -> Vec<Entry> {
    lines.filter_map(|line| entry(&document.line(line), dialect, line)).collect()
}

fn entry(text: &str, dialect: Dialect, line: usize) -> Option<Entry> {
    if text.len() > 4096 || text.starts_with(['#', ' ', '\t', '/', '!']) {
        return None;
    }
    let (key, value) = text.split_once([' ', '\t'])?;
    let action = value.trim_start().split([' ', '\t', ':', '"']).next().unwrap_or("").trim_end();
    let code = || matches!(action.as_bytes(), [b'4' | b'5', b'0'..=b'9', b'0'..=b'9']);
    let known = match dialect {
        Dialect::PostfixConfig => POSTFIX.contains(&action.to_ascii_uppercase().as_str()) || code(),
        Dialect::SendmailConfig => SENDMAIL.contains(&action) || (action == "ERROR" && value.contains(':')),
        _ => false,
    };
    // A setting, a pattern or a network is no key that is looked up as it stands.
    let plain = !key.is_empty() && !key.contains(['=', '(', '*', '$']) && !key.contains('/');
    (known && plain).then(|| Entry { line, key: key.to_ascii_lowercase().into(), end: key.len() })
}
