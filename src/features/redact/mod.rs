//! Taking out of a text what must not be shown: credentials always; addresses, hosts and ids by choice.
//!
//! The text stays what it was for a reader: each name becomes the same other name everywhere, no line comes
//! or goes, and what is redacted already is left as it is.

mod credentials;
mod names;

use std::ops::Range;

use crate::document::Document;
use crate::features::guidance::Edit;
use credentials::Credentials;
use names::Names;

/// What stands in the place of a credential.
pub const REDACTED: &str = "[redacted]";

/// What is taken out besides credentials.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Redaction {
    /// Mail addresses become `user1@example.com`.
    pub addresses: bool,
    /// IP addresses become those of the documentation ranges (RFC 5737, RFC 3849).
    pub ips: bool,
    /// Host names become `host1.example.net`, except those of large providers.
    pub hosts: bool,
    /// Message-IDs become `<id1@example.org>`.
    pub ids: bool,
}

/// Redacts a text line by line, from the first to the last.
pub struct Redactor {
    credentials: Credentials,
    names: Names,
}

impl Redactor {
    /// A redactor for a text. It looks at all lines first, so that no new name is one that stands there.
    pub fn new<'t>(redaction: Redaction, lines: impl Iterator<Item = &'t str>) -> Redactor {
        let mut names = Names::new(redaction);
        if redaction != Redaction::default() {
            lines.for_each(|line| names.look_at(line));
        }
        Redactor { credentials: Credentials::default(), names }
    }

    /// What is replaced in the next line: columns in bytes, in order, none overlapping another.
    pub fn line(&mut self, line: &str) -> Vec<(Range<usize>, String)> {
        let secrets = self.credentials.find(line);
        let mut found: Vec<_> = self.names.find(line);
        found.retain(|(span, _)| {
            !secrets.iter().any(|secret| secret.start < span.end && span.start < secret.end)
        });
        found.extend(secrets.into_iter().map(|span| (span, REDACTED.to_owned())));
        found.sort_by_key(|(span, _)| span.start);
        found
    }
}

/// The changes that redact a document, in the order of the text.
pub fn edits(document: &Document, redaction: Redaction) -> Vec<Edit> {
    let lines: Vec<_> = (0..document.line_count()).map(|line| document.line(line)).collect();
    let mut redactor = Redactor::new(redaction, lines.iter().map(AsRef::as_ref));
    let mut edits = Vec::new();
    for (line, text) in lines.iter().enumerate() {
        edits.extend(redactor.line(text).into_iter().map(|(span, text)| Edit {
            line,
            column: span.start,
            end_line: line,
            end_column: span.end,
            text,
        }));
    }
    edits
}

/// The text without what must not be shown.
pub fn redact(text: &str, redaction: Redaction) -> String {
    let mut redactor = Redactor::new(redaction, text.lines());
    let mut redacted = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end_matches(['\n', '\r']);
        let mut at = 0;
        for (span, replacement) in redactor.line(bare) {
            redacted.push_str(&line[at..span.start]);
            redacted.push_str(&replacement);
            at = span.end;
        }
        redacted.push_str(&line[at..]);
    }
    redacted
}

#[cfg(test)]
mod tests;
