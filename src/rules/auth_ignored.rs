//! A refusal that a log-in would have spared: AUTH is offered, and the client did not log in.

use super::{Findings, Turn};
use crate::catalog::{Question, find};
use crate::command::Command;

pub(super) fn check(turn: &Turn<'_>, findings: &mut Findings) {
    let exchange = turn.exchange();
    let (Some(sent), Some(answer)) = (&exchange.sent, &exchange.answer) else { return };
    if answer.is_positive() || !matches!(sent.command, Command::Mail | Command::Rcpt) {
        return;
    }
    let Some(offer) = turn.standing.keyword("AUTH") else { return };
    let told = |exchange: &crate::session::Exchange| exchange.command == Some(Command::Auth);
    if turn.before().any(told) {
        return;
    }
    let text: Vec<_> = answer.lines.iter().map(|line| line.text.as_str()).collect();
    let text = format!("{} {}", answer.basic, text.join(" "));
    let question = Question {
        basic: Some(answer.basic),
        enhanced: answer.enhanced,
        text: &text,
        command: Some(sent.command),
        host: None,
    };
    // One that says so is enough for a session.
    let refused = |exchange: &crate::session::Exchange| exchange.sent.is_some() && exchange.failed();
    if find(&question).cause == "auth-required" && !turn.before().any(refused) {
        findings.add(sent.line, sent.start, sent.end, &[("command", sent.command.name())]);
        findings.because(offer.line, offer.start, offer.end);
    }
}
