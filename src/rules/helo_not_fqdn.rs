//! A client that introduces itself with something else than a full host name or an address literal
//! (RFC 5321 sections 2.3.5 and 4.1.4).

use std::net::IpAddr;

use super::{Findings, Turn};
use crate::command::Command;

/// How many lines after its command a reply may stand.
const NEAR: usize = 4;

pub(super) fn check(turn: &Turn<'_>, findings: &mut Findings) {
    let Some(sent) = turn.sent(Command::Ehlo).or(turn.sent(Command::Helo)) else { return };
    let mut words = sent.parameters().split_ascii_whitespace();
    // More words, or no reply soon after: it is a sentence.
    let (Some(name), None) = (words.next(), words.next()) else { return };
    let answer = turn.exchange().answer.as_ref().map(|answer| answer.line());
    if answer.is_none_or(|line| line <= sent.line || line - sent.line > NEAR) {
        return;
    }
    let plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b':'));
    let full = name.trim_end_matches('.').contains('.') && name.parse::<IpAddr>().is_err();
    let again = turn.before().filter_map(|exchange| exchange.sent.as_ref()).any(|known| {
        matches!(known.command, Command::Ehlo | Command::Helo) && known.parameters() == sent.parameters()
    });
    // Capitals and brackets stand for a name in instructions.
    if plain && !full && !again && !turn.is_local() {
        let start = sent.text.rfind(name).map_or(sent.start, |at| sent.start + at);
        findings.add(sent.line, start, start + name.len(), &[("name", name)]);
    }
}
