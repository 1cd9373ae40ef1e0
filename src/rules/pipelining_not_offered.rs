//! Commands sent without waiting for the replies, to a server that does not offer it (RFC 2920 section 3.1).

use super::{Findings, Turn};
use crate::command::Command;

pub(super) fn check(turn: &Turn<'_>, findings: &mut Findings) {
    let exchange = turn.exchange();
    let (Some(sent), Some(answer)) = (&exchange.sent, &exchange.answer) else { return };
    if !matches!(sent.command, Command::Mail | Command::Rcpt | Command::Rset) {
        return;
    }
    let Some(next) = turn.next() else { return };
    let (Some(early), true) = (&next.sent, next.answer.is_some()) else { return };
    // A command must be seen to stand before the reply to the one before it.
    let ahead = sent.line < early.line && early.line < answer.line();
    let again = turn.before().next().and_then(|before| before.answer.as_ref());
    let again = again.is_some_and(|before| before.line() > sent.line);
    if ahead && !again && turn.lacks("PIPELINING") {
        findings.add(early.line, early.start, early.end, &[("command", early.command.name())]);
        if let Some((line, start, end)) = turn.hello() {
            findings.because(line, start, end);
        }
    }
}
