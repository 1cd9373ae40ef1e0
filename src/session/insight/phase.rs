//! At which point of the session a reply that says little refuses, and what that excludes.

use super::{Case, Insight, accepted, command_sent};
use crate::command::Command;
use crate::session::{Answer, Exchange, Note};

/// A vague refusal is narrowed down by its place: who can be meant, and who cannot.
pub(super) fn refused_at(case: &Case<'_>) -> Option<Insight> {
    if !case.is_vague() {
        return None;
    }
    let standing = &case.standing;
    let line = case.exchange.line();
    let insight = Insight::default();
    let others = || -> Vec<usize> {
        standing.accepted.iter().filter_map(|rcpt| rcpt.answer.as_ref()).map(Answer::line).collect()
    };
    match case.command()? {
        Command::Connect => Some(insight.note(Note::AtConnect)),
        Command::Ehlo | Command::Helo | Command::Lhlo => {
            Some(insight.note(Note::AtHello { line }).relate(command_sent(case.exchange)))
        }
        Command::Mail => Some(insight.note(Note::AtMail { line }).relate(command_sent(case.exchange))),
        Command::Rcpt => {
            let mut insight = insight.note(Note::AtRcpt { line }).relate(command_sent(case.exchange));
            if !standing.accepted.is_empty() {
                insight = insight.note(Note::OthersAccepted { lines: others() });
            }
            Some(insight)
        }
        Command::EndOfData if !standing.accepted.is_empty() => {
            let insight = insight.note(Note::AtEndOfData { lines: others() });
            let related = standing.accepted.iter().take(8).copied();
            Some(related.fold(insight, |insight, rcpt: &Exchange| insight.relate(accepted(rcpt))))
        }
        _ => None,
    }
}
