//! Looks a queue id, a Message-ID or a code up in a document.

use std::collections::HashSet;
use std::ops::Range;

use crate::code::Code;
use crate::document::Document;
use crate::features::cancel::Cancel;
use crate::features::search::find_text;
use crate::features::surroundings::log::queue_id_at;
use crate::features::trail::{address_at, head};

/// So many places are answered at most.
pub const MOST: usize = 500;

/// So many places of the wanted string are looked at.
const PLACES: usize = 20_000;

/// Shorter strings stand everywhere.
const SHORTEST: usize = 3;

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A code.
    Code,
    /// A queue id, at its first place.
    QueueId,
    /// A Message-ID, at its first place.
    MessageId,
}

/// Something that was looked for. The line counts from 0; columns are bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The id or the code.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// The line.
    pub line: usize,
    /// The columns.
    pub columns: Range<usize>,
}

/// What a query finds in a document: each id that holds it once, and each place of the code that it is.
/// Without a query these are the codes of the failed replies, each at its first place.
pub fn find(document: &Document, query: &str, cancel: &Cancel) -> Vec<Found> {
    let query = query.trim().trim_matches(['<', '>']);
    if document.counts().total() == 0 {
        return Vec::new();
    }
    if query.is_empty() {
        let mut known = HashSet::new();
        let failed = document.failed(MOST).into_iter();
        return failed.filter(|code| known.insert(code.code)).map(of_code).collect();
    }
    let mut found = Vec::new();
    if let Ok(code) = query.parse::<Code>() {
        found.extend(document.places_of(code, MOST).into_iter().map(of_code));
    }
    if query.len() >= SHORTEST {
        ids(document, query, cancel, &mut found);
    }
    found.truncate(MOST);
    found
}

fn of_code(code: crate::document::Placed) -> Found {
    Found { name: code.code.to_string(), kind: Kind::Code, line: code.line, columns: code.start..code.end }
}

/// The queue ids and Message-IDs that hold a string.
fn ids(document: &Document, query: &str, cancel: &Cancel, found: &mut Vec<Found>) {
    let text = document.text();
    let mut known = HashSet::new();
    let upper = query.to_ascii_uppercase();
    let spellings = [query, &upper];
    for spelling in &spellings[..if upper == query { 1 } else { 2 }] {
        for place in find_text(text, 0..text.len(), spelling, PLACES, cancel) {
            if found.len() >= MOST {
                return;
            }
            let line = text.line_of(place);
            let column = place - text.line_start(line);
            let content = document.line(line);
            let content = head(&content);
            let holds = |at: &Range<usize>| at.contains(&column);
            let id = queue_id_at(content).filter(holds).map(|at| (at, Kind::QueueId));
            let id = id.or_else(|| message_id(content, column).map(|at| (at, Kind::MessageId)));
            let Some((columns, kind)) = id else { continue };
            let name = content[columns.clone()].to_owned();
            if known.insert(name.clone()) {
                found.push(Found { name, kind, line, columns });
            }
        }
    }
}

/// The Message-ID at a column: `message-id=<...>`, `Message-ID: <...>`, `msgid=<...>`, Exim's `id=...`.
fn message_id(line: &str, column: usize) -> Option<Range<usize>> {
    // The query may begin before or behind the sign.
    let at = address_at(line, column)?;
    let before = line[..at.start].trim_end_matches(['<', ' ']).to_ascii_lowercase();
    ["message-id=", "message-id:", "msgid=", " id="].iter().any(|name| before.ends_with(name)).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::fixture::named;

    const LOG: &str = "Nov 23 16:50:06 mx postfix/cleanup[9]: 131179A80CC: message-id=<2026.131179A80CC@mx.example.net>\nNov 23 16:50:06 mx postfix/smtp[8]: 131179A80CC: to=<no@corp.example>, relay=none, delay=0.03, dsn=5.1.1, status=bounced (host mx.corp.example[192.0.2.52] said: 550 5.1.1 No such user (in reply to RCPT TO command))\n";

    fn names(query: &str) -> Vec<String> {
        let document = named("mail.log", LOG).document;
        let found = find(&document, query, &Cancel::default());
        found.into_iter().map(|one| format!("{:?} {} {}", one.kind, one.name, one.line + 1)).collect()
    }

    #[test]
    fn ids_and_codes_are_found() {
        assert_eq!(
            names("1179a80"),
            ["QueueId 131179A80CC 1", "MessageId 2026.131179A80CC@mx.example.net 1"]
        );
        assert_eq!(names("5.1.1"), ["Code 5.1.1 2", "Code 5.1.1 2"]);
        assert_eq!(names("550"), ["Code 550 2"]);
        assert_eq!(names("").len(), 2);
        assert!(names("corp.example").is_empty());
        assert!(names("x").is_empty());
    }
}
