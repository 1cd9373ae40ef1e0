//! STARTTLS: wanted and not given, or refused.

use super::{Case, Insight, at_command, command_sent, offered};
use crate::command::Command;
use crate::session::Note;
use crate::session::What;

/// The server wants STARTTLS before mail or AUTH (530, RFC 3207 section 4).
pub(super) fn required(case: &Case<'_>) -> Option<Insight> {
    if case.standing.tls.is_some() {
        return None;
    }
    let starttls = case.standing.keyword("STARTTLS");
    let told = case.cause_is("tls-required");
    // A bare 530 on a plain connection that offers STARTTLS asks for it, whatever its words are not.
    let implied = case.answer.basic == 530 && case.is_vague() && starttls.is_some();
    if !told && !implied {
        return None;
    }
    let mut insight = Insight::of("tls-required");
    let Some((command, sent)) = case.sent() else {
        return Some(insight.relate(starttls.and_then(offered)));
    };
    if let Some(starttls) = starttls {
        let note = Note::TlsUnused { command, line: sent.line, offer: starttls.line };
        insight = insight.note(note).relate(offered(starttls));
    } else if case.standing.extensions_known() {
        let hello = case.hello_line();
        insight = insight.note(Note::TlsNotOffered { command, line: sent.line, hello });
        insight = insight.relate(case.standing.hello.and_then(command_sent));
    }
    Some(insight.relate(command_sent(case.exchange)))
}

/// STARTTLS itself was refused.
pub(super) fn starttls_refused(case: &Case<'_>) -> Option<Insight> {
    if case.command() != Some(Command::Starttls) {
        return None;
    }
    match (case.answer.basic, case.standing.tls) {
        (503 | 554, Some(line)) => {
            let started = case.standing.previous.and_then(|exchange| at_command(exchange, What::TlsStarted));
            let insight = Insight::of("command-sequence").note(Note::TlsActive { line });
            Some(insight.relate(started.filter(|related| related.line == line)))
        }
        // RFC 3207 section 4: 454 to STARTTLS is "TLS not available due to temporary reason".
        (454, _) if !case.cause_is("tls-failed") => Some(Insight::of("tls-unavailable")),
        _ => None,
    }
}
