//! DATA although every recipient was refused (RFC 5321 section 3.3). With PIPELINING the client cannot know.

use super::{Findings, Turn};
use crate::command::Command;

pub(super) fn check(turn: &Turn<'_>, findings: &mut Findings) {
    let Some(sent) = turn.sent(Command::Data) else { return };
    let standing = &turn.standing;
    if standing.mail.is_none() || !standing.accepted.is_empty() || standing.refused.is_empty() {
        return;
    }
    let answers = || standing.refused.iter().filter_map(|exchange| exchange.answer.as_ref());
    if answers().all(|answer| answer.line() < sent.line)
        && let Some(line) = answers().next_back().and_then(|answer| answer.lines.first())
    {
        findings.add(sent.line, sent.start, sent.end, &[]);
        findings.because(line.line, line.start, line.start + 3);
    }
}
