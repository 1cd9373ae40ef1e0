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

/// A document's diagnostics.
#[derive(Debug)]
pub(super) struct Set {
    /// A JSON array; empty where only the identity is kept.
    json: Vec<u8>,
    identity: u64,
}

impl Set {
    /// The set of these diagnostics.
    pub fn new(diagnostics: &[Diagnostic]) -> Set {
        let json = serde_json::to_vec(diagnostics).unwrap_or_else(|_| b"[]".to_vec());
        let mut hasher = DefaultHasher::new();
        json.hash(&mut hasher);
        Set { identity: hasher.finish(), json }
    }

    /// No diagnostics.
    pub fn empty() -> Set {
        Set::new(&[])
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
    Set::new(&list(document, settings, reader))
}

/// The same as protocol types, for those who pull.
pub(super) fn list(document: &Document, settings: &Settings, reader: Reader<'_>) -> Vec<Diagnostic> {
    let uri: Option<Uri> = reader.uri.parse().ok().filter(|_| reader.peer.related_information);
    let found = answers::diagnostics(document, settings);
    found
        .into_iter()
        .map(|diagnostic| convert_one(document, reader.peer.encoding, uri.as_ref(), diagnostic))
        .collect()
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
