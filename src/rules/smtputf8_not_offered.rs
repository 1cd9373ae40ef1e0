//! SMTPUTF8, or an address with other letters than those of ASCII, to a server that does not offer it
//! (RFC 6531 section 3.2).

use super::{Findings, Turn};
use crate::command::Command;

pub(super) fn check(turn: &Turn<'_>, findings: &mut Findings) {
    let sent = turn.sent(Command::Mail).or(turn.sent(Command::Rcpt));
    let Some(sent) = sent else { return };
    let asked = sent.command == Command::Mail && sent.parameter("SMTPUTF8").is_some();
    // U+FFFD stands for bytes that could not be read.
    let letters = sent.address().is_some_and(|address| !address.is_ascii() && !address.contains('\u{fffd}'));
    if (asked || letters) && turn.lacks("SMTPUTF8") {
        findings.add(sent.line, sent.start, sent.end, &[("command", sent.command.name())]);
        if let Some((line, start, end)) = turn.hello() {
            findings.because(line, start, end);
        }
    }
}
