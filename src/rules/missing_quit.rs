//! A client that hangs up without QUIT (RFC 5321 section 4.1.1.10). A transcript that merely ends says
//! nothing: the closing by the client must be seen, as telnet shows it.

use super::{Findings, Turn};
use crate::command::Command;

pub(super) fn check(turn: &Turn<'_>, findings: &mut Findings) {
    // `telnet> quit` is a word to telnet, not to the server.
    let Some(sent) = turn.sent(Command::Quit).filter(|_| turn.exchange().answer.is_none()) else { return };
    let line = turn.document.line(sent.line);
    let local = line.get(..sent.start).is_some_and(|before| before.trim() == "telnet>");
    let answered = turn.before().next().and_then(|before| before.answer.as_ref());
    if local && answered.is_some_and(|answer| answer.basic / 100 == 2) {
        findings.add(sent.line, 0, sent.end, &[]);
    }
}
