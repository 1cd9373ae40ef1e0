//! Messages over the limit: what was announced against what is permitted (RFC 1870).

use super::{Case, Insight, command_sent, offered};
use crate::command::Command;
use crate::session::Note;

/// 552 to MAIL with SIZE, or after the data; at RCPT it speaks of the mailbox.
pub(super) fn over_the_limit(case: &Case<'_>) -> Option<Insight> {
    let told = case.cause_is("message-too-large");
    let vague = case.answer.basic == 552 && case.is_vague();
    if !told && !vague {
        return None;
    }
    let size = case.standing.keyword("SIZE").filter(|keyword| keyword.size_limit().is_some());
    let limit = size.and_then(|keyword| Some((keyword.size_limit()?, keyword.line)));
    match case.command()? {
        Command::Mail => {
            let (_, sent) = case.sent()?;
            let announced: u64 = sent.parameter("SIZE")?.parse().ok()?;
            let insight = Insight::of("message-too-large");
            match limit.filter(|(limit, _)| announced > *limit) {
                Some((limit, offer)) => Some(
                    insight
                        .note(Note::SizeOver { line: sent.line, announced, limit, offer })
                        .relate(size.and_then(offered))
                        .relate(command_sent(case.exchange)),
                ),
                None if told => None,
                None => Some(insight.relate(command_sent(case.exchange))),
            }
        }
        // RFC 5321 section 4.2.3: 552 is "exceeded storage allocation", at RCPT that of the recipient.
        Command::Rcpt if vague => Some(Insight::of("mailbox-full")),
        Command::EndOfData | Command::Bdat | Command::Data => {
            let (limit, offer) = limit?;
            let insight = Insight::of("message-too-large").note(Note::SizeLimit { limit, offer });
            Some(insight.relate(size.and_then(offered)))
        }
        _ => None,
    }
}
