//! A reply code that no RFC defines and no server is known to send. A number that is taken for a code by
//! mistake is most likely none that is known: only where a command or an enhanced code stands by it, it is
//! judged.

use super::{CodeAt, Findings, Turn};
use crate::catalog::{self, Language};
use crate::dialects::{Link, Role};

/// How many lines after its command a reply may stand.
const NEAR: usize = 2;

/// Replies in a dialogue whose command is shown.
pub(super) fn check(turn: &Turn<'_>, findings: &mut Findings) {
    let (Some(sent), Some(answer)) = (&turn.exchange().sent, &turn.exchange().answer) else { return };
    let near = sent.line < answer.line() && answer.line() - sent.line <= NEAR;
    if let Some(line) = answer.lines.first().filter(|_| near && is_unknown(answer.basic)) {
        findings.add(line.line, line.start, line.start + 3, &[("code", &answer.basic.to_string())]);
    }
}

/// Replies quoted with an enhanced code of the same class.
pub(super) fn check_quoted(at: &CodeAt<'_>, findings: &mut Findings) {
    let code = at.code();
    let Some(basic) = code.code.basic() else { return };
    let quoted = code.role == Role::Quoted && code.link == Link::Starts;
    let vouched = at.enhanced().is_some_and(|enhanced| enhanced.code.class() == code.code.class());
    if quoted && vouched && is_unknown(basic) {
        findings.add(code.line, code.start, code.end, &[("code", &basic.to_string())]);
    }
}

fn is_unknown(basic: u16) -> bool {
    let known = |basic| catalog::reply(basic, Language::En).is_some();
    // Postfix makes 402 of 502 while soft_bounce is on.
    let softened = basic / 100 == 4 && known(basic + 100);
    !(known(basic) || softened)
}
