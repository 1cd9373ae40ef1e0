//! AUTH: wanted and not given, or refused for its form or its time.

use super::{Case, Insight, at_command, command_sent, offered, refused};
use crate::command::Command;
use crate::session::Note;
use crate::session::What;

/// The server wants a log-in before mail (530, RFC 4954 section 6), or refuses to relay for a client that
/// has not logged in.
pub(super) fn required(case: &Case<'_>) -> Option<Insight> {
    if case.standing.authenticated.is_some() || case.command() == Some(Command::Auth) {
        return None;
    }
    let relay = case.cause_is("relay-denied");
    let told = case.cause_is("auth-required");
    let implied = case.answer.basic == 530 && case.is_vague();
    if !relay && !told && !implied {
        return None;
    }
    let standing = &case.standing;
    let mut insight = if relay { Insight::default() } else { Insight::of("auth-required") };
    if let Some(failed) = standing.auth_refused.last()
        && let Some(answer) = failed.answer.as_ref()
    {
        insight = insight.note(Note::AuthRefusedBefore { codes: answer.codes(), line: answer.line() });
        insight = insight.relate(refused(failed));
    } else if let Some(auth) = standing.keyword("AUTH") {
        if let Some((command, sent)) = case.sent() {
            insight = insight.note(Note::AuthUnused { command, line: sent.line, offer: auth.line });
        }
        insight = insight.relate(offered(auth));
    } else {
        insight = why_not_offered(case, insight);
    }
    if relay && insight.notes.is_empty() {
        return None;
    }
    Some(insight.relate(command_sent(case.exchange)))
}

/// Says why there is no AUTH to be used, as far as the session shows it.
fn why_not_offered(case: &Case<'_>, mut insight: Insight) -> Insight {
    let standing = &case.standing;
    if standing.greeted_by_helo() {
        insight = insight.note(Note::AuthAfterHelo { line: case.hello_line() });
        return insight.relate(standing.hello.and_then(|hello| at_command(hello, What::Greeted)));
    }
    if !standing.extensions_known() {
        return insight;
    }
    match standing.keyword("STARTTLS").filter(|_| standing.tls.is_none()) {
        Some(starttls) => insight.note(Note::AuthAfterTls { offer: starttls.line }).relate(offered(starttls)),
        None => insight
            .note(Note::AuthNotOffered { hello: case.hello_line() })
            .relate(standing.hello.and_then(|hello| at_command(hello, What::Greeted))),
    }
}

/// AUTH itself was refused.
pub(super) fn auth_refused(case: &Case<'_>) -> Option<Insight> {
    if case.command() != Some(Command::Auth) {
        return None;
    }
    let standing = &case.standing;
    let code = case.answer.basic;
    if matches!(code, 500..=504)
        && let Some(insight) = at_the_wrong_time(case)
    {
        return Some(insight);
    }
    let no_auth =
        (standing.extensions_known() && standing.keyword("AUTH").is_none()) || standing.greeted_by_helo();
    // RFC 4954 section 4: a mechanism that is not supported is 504; servers without AUTH say 500 to 503.
    if no_auth && matches!(code, 500..=504 | 530 | 538) && !case.cause_is("auth-failed") {
        return Some(why_not_offered(case, Insight::of("auth-not-offered")));
    }
    // RFC 4954 section 6: 454 is a temporary failure of the log-in. Limits that the reply speaks of stay.
    if code == 454 && (case.is_vague() || matches!(case.found.cause, "tls-unavailable" | "relay-denied")) {
        return Some(Insight::of("auth-temporary-failure"));
    }
    mechanism_not_offered(case)
}

/// AUTH came where RFC 4954 section 4 forbids it.
fn at_the_wrong_time(case: &Case<'_>) -> Option<Insight> {
    let standing = &case.standing;
    if let Some(before) = standing.authenticated {
        let insight = Insight::of("command-sequence").note(Note::AuthTwice { line: before.line() });
        return Some(insight.relate(at_command(before, What::LoggedIn)));
    }
    if let Some(mail) = standing.mail {
        let insight = Insight::of("command-sequence").note(Note::AuthInTransaction { line: mail.line() });
        return Some(insight.relate(command_sent(mail)));
    }
    if standing.hello.is_none()
        && standing.greeting.is_some()
        && let Some((command, sent)) = case.sent()
    {
        let note = match standing.tls {
            Some(tls) if standing.greeted_before_tls => {
                Note::NoHelloAfterTls { command, line: sent.line, tls }
            }
            _ => Note::NoHello { command, line: sent.line },
        };
        return Some(Insight::of("command-sequence").note(note));
    }
    None
}

/// The client asked for a mechanism that is not in the list.
fn mechanism_not_offered(case: &Case<'_>) -> Option<Insight> {
    let (_, sent) = case.sent()?;
    let mechanism = sent.mechanism()?.to_ascii_uppercase();
    let auth = case.standing.keyword("AUTH")?;
    let names: Vec<String> = auth
        .values()
        .filter(|name| name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')))
        .take(12)
        .collect();
    if names.is_empty() || names.contains(&mechanism) {
        return None;
    }
    let decides = matches!(case.answer.basic, 504 | 534 | 538) || case.is_vague();
    let insight = if decides { Insight::of("auth-mechanism-refused") } else { Insight::default() };
    let note = Note::AuthMechanism { mechanism, line: sent.line, offered: names, offer: auth.line };
    Some(insight.note(note).relate(offered(auth)).relate(command_sent(case.exchange)))
}
