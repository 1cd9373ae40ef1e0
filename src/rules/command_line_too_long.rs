//! A command that is longer than 512 bytes (RFC 5321 section 4.5.3.1.4). Extensions raise the limit for
//! MAIL and RCPT with their parameters and for AUTH, which are not judged.

use super::{Findings, Turn};
use crate::command::Command;

/// The limit, with the line's end.
const MOST: usize = 512;

pub(super) fn check(turn: &Turn<'_>, findings: &mut Findings) {
    let Some(sent) = turn.exchange().sent.as_ref() else { return };
    let fixed = match sent.command {
        Command::Mail | Command::Rcpt => sent.text.trim_end().ends_with('>'),
        Command::Helo | Command::Ehlo | Command::Vrfy | Command::Expn => true,
        _ => false,
    };
    let length = sent.end.saturating_sub(sent.start) + 2;
    if fixed && length > MOST {
        let values = [("command", sent.command.name()), ("length", &*length.to_string())];
        findings.add(sent.line, sent.start, sent.end, &values);
    }
}
