//! A password or token sent where TLS is offered and not used (RFC 4954 section 4).

use super::{Findings, Turn};
use crate::command::Command;

pub(super) fn check(turn: &Turn<'_>, findings: &mut Findings) {
    let Some(sent) = turn.sent(Command::Auth) else { return };
    let readable = |name: &str| {
        ["PLAIN", "LOGIN", "XOAUTH2", "OAUTHBEARER"].iter().any(|known| name.eq_ignore_ascii_case(known))
    };
    let Some(mechanism) = sent.mechanism().filter(|name| readable(name)) else { return };
    // A server offers STARTTLS only while TLS is not active (RFC 3207 section 4.2).
    let Some(offer) = turn.standing.keyword("STARTTLS") else { return };
    let tried = turn.before().any(|exchange| exchange.command == Some(Command::Starttls));
    if turn.standing.tls.is_none() && !tried && !turn.is_local() {
        findings.add(sent.line, sent.start, sent.end, &[("mechanism", &mechanism.to_ascii_uppercase())]);
        findings.because(offer.line, offer.start, offer.end);
    }
}
