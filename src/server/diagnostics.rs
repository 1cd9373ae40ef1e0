//! The diagnostics of a document as the protocol writes them.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write;

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
    /// A JSON array; empty where only the identity is kept.
    json: Vec<u8>,
    identity: u64,
}

impl Set {
    /// The set that a JSON array holds.
    fn new(json: Vec<u8>) -> Set {
        let mut hasher = DefaultHasher::new();
        json.hash(&mut hasher);
        Set { identity: hasher.finish(), json }
    }

    /// No diagnostics.
    pub fn empty() -> Set {
        Set::new(b"[]".to_vec())
    }

    /// What to remember of a set that the client has: enough for [`Set::same_as`].
    pub fn known(self) -> Set {
        Set { json: Vec::new(), identity: self.identity }
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
        serde_json::from_slice(&self.json).unwrap_or_else(|error| {
            tracing::error!(%error, "diagnostics that are no JSON");
            Vec::new()
        })
    }

    /// The body of a `textDocument/publishDiagnostics` notification.
    pub fn notification(&self, uri: &str, version: Option<i32>) -> Vec<u8> {
        #[derive(Serialize)]
        struct Head<'a> {
            uri: &'a str,
            #[serde(skip_serializing_if = "Option::is_none")]
            version: Option<i32>,
        }
        let head = serde_json::to_vec(&Head { uri, version }).unwrap_or_default();
        let mut body = Vec::with_capacity(self.json.len() + head.len() + 120);
        body.extend_from_slice(br#"{"jsonrpc":"2.0","method":"textDocument/publishDiagnostics","params":"#);
        body.extend_from_slice(head.strip_suffix(b"}").unwrap_or(&head));
        body.extend_from_slice(br#","diagnostics":"#);
        body.extend_from_slice(&self.json);
        body.extend_from_slice(b"}}");
        body
    }
}

/// Whom diagnostics are for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader<'a> {
    /// The document, as the client names it.
    pub uri: &'a str,
    /// What the client can do.
    pub peer: &'a Peer,
}

/// Finds the diagnostics of a document, all of which must have been scanned.
pub(super) fn of(document: &Document, settings: &Settings, reader: Reader<'_>) -> Set {
    let found = answers::diagnostics(document, settings);
    let uri: Option<Uri> = reader.uri.parse().ok().filter(|_| reader.peer.related_information);
    let encoding = reader.peer.encoding;
    let mut json = Vec::with_capacity(found.drafts.len() * 512 + 1024);
    json.push(b'[');
    for one in &found.drafts {
        let draft = one.draft();
        let whole = || convert_one(document, encoding, uri.as_ref(), draft.at(one.first, settings.language));
        // What is kept is for the encoding of the only client that there is.
        match draft.is_fixed().then(|| draft.keep(|| Written::new(&whole()))).flatten() {
            Some(written) => written.write(&mut json, draft.rank(one.first).1, draft.height()),
            None => write(&mut json, &whole()),
        }
        json.push(b',');
    }
    for beside in found.beside {
        write(&mut json, &convert_one(document, encoding, uri.as_ref(), beside));
        json.push(b',');
    }
    json.pop_if(|last| *last == b',');
    json.push(b']');
    Set::new(json)
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
        Written { columns, rest }
    }

    fn write(&self, json: &mut Vec<u8>, line: usize, height: usize) {
        let [start, end] = self.columns;
        // Writing to memory does not fail.
        let _ = write!(
            json,
            r#"{{"range":{{"start":{{"line":{line},"character":{start}}},"end":{{"line":{},"character":{end}}}}}"#,
            line + height
        );
        json.extend_from_slice(&self.rest);
    }
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
            let kept = of(&document, &settings, reader);
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
