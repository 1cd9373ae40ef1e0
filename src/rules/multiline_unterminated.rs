//! A reply whose last line says that another follows (RFC 5321 section 4.2.1), and then the client speaks.

use super::view::goes_on;
use super::{Findings, Turn};

pub(super) fn check(turn: &Turn<'_>, findings: &mut Findings) {
    let Some(last) = turn.exchange().answer.as_ref().and_then(|answer| answer.lines.last()) else { return };
    let spoken_next = |line: usize| turn.session.sent_on(line).is_some();
    // A program that writes only the first line of a reply, or all on one, shows none on its own.
    let several = turn.exchange().answer.as_ref().is_some_and(|answer| answer.lines.len() > 1);
    if several && goes_on(turn.document, last.line, last.start) && spoken_next(last.line + 1) {
        let line = turn.document.line(last.line);
        let code = line.get(last.start..last.start + 3).unwrap_or("").to_owned();
        findings.add(last.line, last.start, last.start + 4, &[("code", &code)]);
    }
}
