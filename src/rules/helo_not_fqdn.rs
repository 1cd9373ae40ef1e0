//! A client that introduces itself with something else than a full host name or an address literal
//! (RFC 5321 sections 2.3.5 and 4.1.4).

use std::net::IpAddr;

use super::{Findings, Turn};
use crate::command::Command;

pub(super) fn check(turn: &Turn<'_>, findings: &mut Findings) {
    let Some(sent) = turn.sent(Command::Ehlo).or(turn.sent(Command::Helo)) else { return };
    let Some(name) = sent.parameters().split_ascii_whitespace().next() else { return };
    let plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b':'));
    let full = name.trim_end_matches('.').contains('.') && name.parse::<IpAddr>().is_err();
    let again = turn.before().filter_map(|exchange| exchange.sent.as_ref()).any(|known| {
        matches!(known.command, Command::Ehlo | Command::Helo) && known.parameters() == sent.parameters()
    });
    // Capitals and brackets stand for a name in instructions.
    if plain && !full && !again && !is_local(turn) {
        let start = sent.text.rfind(name).map_or(sent.start, |at| sent.start + at);
        findings.add(sent.line, start, start + name.len(), &[("name", name)]);
    }
}

/// Whether the server is on the same host, where any name will do: it says so, or its own name is no full one.
fn is_local(turn: &Turn<'_>) -> bool {
    let greeting = turn.session.exchanges.iter().find(|exchange| exchange.command == Some(Command::Connect));
    let hello = Some(turn.exchange()).into_iter().chain(greeting);
    hello.filter_map(|exchange| exchange.answer.as_ref()?.lines.first()).any(|line| {
        let name = line.text.split_ascii_whitespace().next().unwrap_or("");
        name.to_ascii_lowercase().starts_with("localhost")
            || line.text.contains("127.0.0.1")
            || line.text.contains("[::1]")
    })
}
