//! EHLO was not understood, and the client did not fall back to HELO (RFC 5321 section 3.2).

use super::{Findings, Turn};
use crate::command::Command;

pub(super) fn check(turn: &Turn<'_>, findings: &mut Findings) {
    let Some(sent) = turn.sent(Command::Ehlo) else { return };
    let Some(answer) = turn.exchange().answer.as_ref() else { return };
    let Some(next) = turn.next().and_then(|next| next.sent.as_ref()) else { return };
    let greets = matches!(next.command, Command::Helo | Command::Ehlo | Command::Lhlo);
    if matches!(answer.basic, 500 | 502) && !greets && next.line > answer.line() {
        findings.add(next.line, next.start, next.end, &[("code", &answer.codes())]);
        findings.because(sent.line, sent.start, sent.end);
    }
}
