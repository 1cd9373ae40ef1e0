//! The diagnostics of a document as the protocol writes them.

use std::hash::{DefaultHasher, Hash, Hasher};

use serde::Serialize;
use serde_json::json;
use tower_lsp::ls_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, NumberOrString,
    Range, Uri,
};

use crate::catalog::Fixer;
use crate::document::Document;
use crate::features::diagnostics::{Diagnostic as Found, Severity};
use crate::server::answers;
use crate::server::capabilities::Peer;
use crate::server::convert;
use crate::server::settings::Settings;
use crate::text::Encoding;

/// The `source` of all our diagnostics.
pub(super) const SOURCE: &str = "smtp";

/// A document's diagnostics, as JSON: to be sent, or to be known again.
#[derive(Debug)]
pub(super) struct Set {
    /// A JSON array behind what stands before it in a message; empty where only the identity is kept.
    json: Vec<u8>,
    /// Where the array begins.
    from: usize,
    identity: u64,
}

impl Set {
    /// No diagnostics.
    pub fn empty(mut head: Vec<u8>) -> Set {
        let from = head.len();
        head.extend_from_slice(b"[]");
        Set { json: head, from, identity: DefaultHasher::new().finish() }
    }

    /// What to remember of a set that the client has: enough for [`Set::same_as`].
    pub fn known(&self) -> Set {
        Set { json: Vec::new(), from: 0, identity: self.identity }
    }

    /// Whether it is the same set.
    pub fn same_as(&self, other: &Set) -> bool {
        self.identity == other.identity
    }

    /// The id by which a client that pulls names the set.
    pub fn id(&self) -> String {
        format!("{:016x}", self.identity)
    }

    /// The diagnostics as protocol types, for those who pull.
    pub fn items(&self) -> Vec<Diagnostic> {
        serde_json::from_slice(&self.json[self.from..]).unwrap_or_else(|error| {
            tracing::error!(%error, "diagnostics that are no JSON");
            Vec::new()
        })
    }

    /// The body of the notification that the head of the set begins.
    pub fn into_notification(mut self) -> Vec<u8> {
        self.json.extend_from_slice(b"}}");
        self.json
    }

    /// The memory that the set took, to be used again.
    pub fn into_memory(self) -> Vec<u8> {
        self.json
    }
}

/// Begins the body of a `textDocument/publishDiagnostics` notification in some memory that was used before.
/// What follows is a [`Set`].
pub(super) fn head(mut memory: Vec<u8>, uri: &str, version: Option<i32>) -> Vec<u8> {
    #[derive(Serialize)]
    struct Head<'a> {
        uri: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        version: Option<i32>,
    }
    memory.clear();
    memory.extend_from_slice(br#"{"jsonrpc":"2.0","method":"textDocument/publishDiagnostics","params":"#);
    write(&mut memory, &Head { uri, version });
    memory.pop_if(|last| *last == b'}');
    memory.extend_from_slice(br#","diagnostics":"#);
    memory
}

/// Whom diagnostics are for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader<'a> {
    /// The document, as the client names it.
    pub uri: &'a str,
    /// What the client can do.
    pub peer: &'a Peer,
}

/// Finds the diagnostics of a document, all of which must have been scanned, and writes them behind `head`.
pub(super) fn of(document: &Document, settings: &Settings, reader: Reader<'_>, head: Vec<u8>) -> Set {
    let found = answers::diagnostics(document, settings);
    let uri: Option<Uri> = reader.uri.parse().ok().filter(|_| reader.peer.related_information);
    let encoding = reader.peer.encoding;
    let from = head.len();
    let mut json = head;
    let mut identity = DefaultHasher::new();
    json.push(b'[');
    for one in &found.drafts {
        let draft = one.draft();
        let whole = || convert_one(document, encoding, uri.as_ref(), draft.at(one.first, settings.language));
        // What is kept is for the encoding of the only client that there is.
        match draft.is_fixed().then(|| draft.keep(|| Written::new(&whole()))).flatten() {
            Some(written) => {
                let (line, height) = (draft.rank(one.first).1, draft.height());
                (written.identity, line, height).hash(&mut identity);
                written.write(&mut json, line, height);
            }
            None => write_anew(&mut json, &whole(), &mut identity),
        }
        json.push(b',');
    }
    for beside in found.beside {
        write_anew(&mut json, &convert_one(document, encoding, uri.as_ref(), beside), &mut identity);
        json.push(b',');
    }
    json.pop_if(|last| *last == b',');
    json.push(b']');
    Set { json, from, identity: identity.finish() }
}

/// Adds a diagnostic that is not kept.
fn write_anew(json: &mut Vec<u8>, diagnostic: &Diagnostic, identity: &mut DefaultHasher) {
    let start = json.len();
    write(json, diagnostic);
    json[start..].hash(identity);
}

/// Adds a value as JSON.
fn write(json: &mut Vec<u8>, value: &impl Serialize) {
    if let Err(error) = serde_json::to_writer(json, value) {
        tracing::error!(%error, "a diagnostic could not be written as JSON");
    }
}

/// A diagnostic as JSON, but for its lines: a thousand are published at each keystroke, and mostly nothing
/// else has changed.
struct Written {
    /// The columns of start and end.
    columns: [u32; 2],
    /// What follows its range.
    rest: Vec<u8>,
    /// A hash of both.
    identity: u64,
}

impl Written {
    fn new(diagnostic: &Diagnostic) -> Written {
        let columns = [diagnostic.range.start.character, diagnostic.range.end.character];
        let mut rest = Vec::new();
        match serde_json::to_value(diagnostic) {
            Ok(serde_json::Value::Object(mut members)) => {
                members.remove("range");
                write(&mut rest, &members);
                rest[0] = b',';
            }
            Ok(_) | Err(_) => rest.push(b'}'),
        }
        rest.shrink_to_fit();
        let mut identity = DefaultHasher::new();
        (columns, &rest).hash(&mut identity);
        Written { columns, rest, identity: identity.finish() }
    }

    fn write(&self, json: &mut Vec<u8>, line: usize, height: usize) {
        let [start, end] = self.columns;
        let pieces: [(&[u8], usize); 4] = [
            (br#"{"range":{"start":{"line":"#, line),
            (br#","character":"#, start as usize),
            (br#"},"end":{"line":"#, line + height),
            (br#","character":"#, end as usize),
        ];
        for (words, number) in pieces {
            json.extend_from_slice(words);
            push_number(json, number);
        }
        json.extend_from_slice(b"}}");
        json.extend_from_slice(&self.rest);
    }
}

/// Adds a number in decimal: some thousands of them go into a message.
fn push_number(json: &mut Vec<u8>, mut number: usize) {
    let mut digits = [0; 20];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            break;
        }
    }
    json.extend_from_slice(&digits[at..]);
}

fn convert_one(document: &Document, encoding: Encoding, uri: Option<&Uri>, found: Found) -> Diagnostic {
    let text = document.text();
    let related = uri.filter(|_| !found.related.is_empty()).map(|uri| {
        let places = found.related.into_iter().map(|place| DiagnosticRelatedInformation {
            location: Location {
                uri: uri.clone(),
                range: convert::to_range(text, place.line, place.start..place.end, encoding),
            },
            message: place.message,
        });
        places.collect()
    });
    let id = |fixer: Fixer| fixer.id();
    Diagnostic {
        range: Range {
            start: convert::to_position(text, found.line, found.start, encoding),
            end: convert::to_position(text, found.end_line, found.end, encoding),
        },
        severity: Some(match found.severity {
            Severity::Error => DiagnosticSeverity::ERROR,
            Severity::Warning => DiagnosticSeverity::WARNING,
            Severity::Information => DiagnosticSeverity::INFORMATION,
            Severity::Hint => DiagnosticSeverity::HINT,
        }),
        code: Some(NumberOrString::String(found.code)),
        code_description: found.href.and_then(|href| href.parse().ok()).map(|href| CodeDescription { href }),
        source: Some(SOURCE.to_owned()),
        message: found.message,
        related_information: related,
        data: found.cause.map(|cause| json!({ "cause": cause, "fixer": found.fixer.map(id) })),
        ..Diagnostic::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::DocumentOptions;

    #[test]
    fn what_is_kept_is_what_would_be_written() {
        let line = "Nov 30 23:59:59 mäx1 postfix/smtp[4242]: 4ABCDEFGHJKz: to=<new@example.com>, \
            relay=mx.example.com[198.51.100.9]:25, delay=1.1, dsn=5.1.1, status=bounced (host \
            mx.example.com[198.51.100.9] said: 550 5.1.1 <new@example.com>: Recipient address rejected: \"User\" \
            unknown (in reply to RCPT TO command))\n";
        let mut text = line.repeat(3);
        text.push_str(
            "220 mx.example.com ESMTP\r\nEHLO a.example\r\n250 STARTTLS\r\nMAIL FROM:<a@b.example>\r\n",
        );
        text.push_str("530-5.7.0 Must issue\r\n530 5.7.0 a STARTTLS command first\r\n");
        let mut document = Document::new("mail.log", "log", &text, &DocumentOptions::default());
        let settings = Settings::default();
        let peer = Peer { related_information: true, ..Peer::default() };
        let reader = Reader { uri: "file:///mail.log", peer: &peer };
        for _ in 0..3 {
            let kept = of(&document, &settings, reader, b"head".to_vec());
            let uri = reader.uri.parse().ok();
            let found = crate::features::diagnostics::diagnostics(&document, &settings.of_features());
            let anew = found.into_iter().map(|one| convert_one(&document, peer.encoding, uri.as_ref(), one));
            let anew: Vec<Diagnostic> = anew.collect();
            assert_eq!(anew.len(), 4);
            assert_eq!(kept.items(), anew);
            // A line goes in above, so that all move down.
            document.edit(0..0, "hello\r\n");
        }
    }
}
