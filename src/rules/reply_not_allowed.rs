//! A command that was carried out by a reply that is not meant for it (RFC 5321 section 4.3.2). Refusals are
//! not judged: servers refuse any command with almost any code.

use super::{Findings, Turn};
use crate::catalog::{self, Language};
use crate::command::Command;

/// How many lines after its command a reply may stand to be its reply beyond doubt.
const NEAR: usize = 2;

pub(super) fn check(turn: &Turn<'_>, findings: &mut Findings) {
    let exchange = turn.exchange();
    let (Some(sent), Some(answer)) = (&exchange.sent, &exchange.answer) else { return };
    let near = sent.line < answer.line() && answer.line() - sent.line <= NEAR;
    // After a reply that goes on or a code that the next reply hangs on, the order is in doubt.
    let certain = exchange.command == Some(sent.command) && near && !between(turn, sent.line, answer.line());
    if !certain || !answer.is_positive() || catalog::reply(answer.basic, Language::En).is_none() {
        return;
    }
    // The end of the data and the lines of AUTH are told by the reply before.
    if matches!(sent.command, Command::EndOfData | Command::Connect | Command::Unknown) {
        return;
    }
    let Some(entry) = catalog::command(sent.command, Language::En) else { return };
    let facts = entry.facts;
    let meant = match sent.command {
        // The 250 that the catalog lists under DATA follows the final dot.
        Command::Data => facts.intermediate.contains(&answer.basic),
        _ => facts.success.contains(&answer.basic) || facts.intermediate.contains(&answer.basic),
    };
    // Postfix answers XCLIENT with 220, older servers with 250; help is given in many ways.
    let tolerated = matches!(sent.command, Command::Xclient | Command::Xforward | Command::Help);
    if !meant && !tolerated {
        let line = &answer.lines[0];
        let code = answer.basic.to_string();
        let values = [("code", code.as_str()), ("command", sent.command.name())];
        findings.add(line.line, line.start, line.start + 3, &values);
        findings.because(sent.line, sent.start, sent.end);
    }
}

/// Whether another command or reply stands between two lines.
fn between(turn: &Turn<'_>, from: usize, to: usize) -> bool {
    (from + 1..to)
        .any(|line| turn.session.sent_on(line).is_some() || !turn.document.occurrences_on(line).is_empty())
}
