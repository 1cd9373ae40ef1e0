//! Sentences that speak of other protocols, whose statuses look the same.

use crate::code::Code;
use crate::dialects::lexicon;
use crate::dialects::token::Token;
use crate::dialects::words::{head, one_of, tail};

/// Whether the words round the number speak of HTTP or another protocol.
pub(super) fn names_http(piece: &str, token: Token) -> bool {
    let near = tail(&piece[..token.start], 48);
    let behind = head(&piece[token.end..], 24);
    ["http", "ftp", "nntp", "rtsp", "sip", "web", "api "]
        .iter()
        .any(|name| has_word(near, name) || (name.len() > 3 && has_word(behind, name)))
        || matches!(token.code, Code::Basic(code) if code == 421 || lexicon::is_shared_with_http(code))
            && (speaks_of_http(tail(&piece[..token.start], 160))
                || speaks_of_http(head(&piece[token.end..], 160)))
}

/// Whether a text names what only HTTP has: its own codes, requests, endpoints.
fn speaks_of_http(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|word| {
        one_of(
            word,
            &[
                "http",
                "https",
                "request",
                "requests",
                "api",
                "rest",
                "endpoint",
                "endpoints",
                "webhook",
                "browser",
                "302",
                "401",
                "403",
                "404",
                "429",
            ],
        )
    }) && !text.contains("://")
}

fn has_word(text: &str, name: &str) -> bool {
    let text = text.to_ascii_lowercase();
    text.match_indices(name).any(|(at, _)| !text[..at].ends_with(|c: char| c.is_ascii_alphanumeric()))
}
