//! Mail taken over in clear text although the server offers STARTTLS (RFC 3207).

use super::{Findings, Turn};
use crate::command::Command;

pub(super) fn check(turn: &Turn<'_>, findings: &mut Findings) {
    let Some(sent) = turn.sent(Command::Mail) else { return };
    let Some(offer) = turn.standing.keyword("STARTTLS") else { return };
    // Where the log-in was in clear text, that is told; where the server demands TLS, its refusal is.
    let other = |exchange: &crate::session::Exchange| {
        matches!(exchange.command, Some(Command::Starttls | Command::Auth | Command::Mail))
    };
    // LMTP runs within one's own network (RFC 2033 section 5).
    let lmtp = turn.standing.hello.is_some_and(|hello| hello.command == Some(Command::Lhlo));
    if !lmtp
        && !turn.is_local()
        && turn.exchange().succeeded()
        && turn.standing.tls.is_none()
        && !turn.before().any(other)
    {
        findings.add(sent.line, sent.start, sent.end, &[]);
        findings.because(offer.line, offer.start, offer.end);
    }
}
