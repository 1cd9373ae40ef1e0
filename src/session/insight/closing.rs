//! The server closes the connection unasked (421, RFC 5321 section 3.8).

use super::{Case, Insight, command_sent};
use crate::command::Command;
use crate::session::Note;

/// 421 that answers no command.
pub(super) fn unasked(case: &Case<'_>) -> Option<Insight> {
    if case.answer.basic != 421 || case.exchange.sent.is_some() || case.command().is_some() {
        return None;
    }
    // Without any command shown, nothing says that none was waiting.
    let previous = case.standing.previous?;
    let shown = previous.sent.as_ref().filter(|sent| sent.command != Command::Quit)?;
    let vague = case.is_vague();
    if !vague && !matches!(case.found.cause, "idle-timeout" | "server-shutdown") {
        return None;
    }
    // The final dot is no command that a reader would look for.
    let after = (shown.command != Command::EndOfData).then_some((shown.command.name(), shown.line));
    let insight = if vague { Insight::of("idle-timeout") } else { Insight::default() };
    Some(insight.note(Note::Unasked { after }).relate(command_sent(previous)))
}
