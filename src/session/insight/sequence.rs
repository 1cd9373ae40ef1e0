//! Commands that came before their turn (503), and data for nobody.

use super::{Case, Insight, accepted, command_sent, refused};
use crate::command::Command;
use crate::session::Note;

/// A command came where the session does not permit it (RFC 5321 section 4.1.4).
pub(super) fn out_of_order(case: &Case<'_>) -> Option<Insight> {
    let in_doubt = case.answer.basic == 503
        || matches!(case.found.cause, "command-sequence" | "no-valid-recipients")
        || case.is_vague();
    if !in_doubt {
        return None;
    }
    match case.command()? {
        Command::Data | Command::Bdat | Command::Burl | Command::EndOfData => data(case),
        _ if case.answer.basic != 503 && !case.cause_is("command-sequence") => None,
        Command::Rcpt => without_mail(case),
        Command::Mail => mail(case),
        _ => None,
    }
}

/// DATA, or its end, with no recipient left (RFC 5321 section 3.3: 503 or 554).
fn data(case: &Case<'_>) -> Option<Insight> {
    let standing = &case.standing;
    if !standing.accepted.is_empty() {
        return None;
    }
    if !standing.refused.is_empty() && standing.mail.is_some() {
        let lines = standing.refused.iter().filter_map(|exchange| exchange.answer.as_ref());
        let note = Note::AllRefused { lines: lines.map(|answer| answer.line()).collect() };
        let insight = Insight::of("no-valid-recipients").note(note);
        return Some(
            standing.refused.iter().take(8).fold(insight, |insight, rcpt| insight.relate(refused(rcpt))),
        );
    }
    if case.answer.basic != 503 && !case.cause_is("command-sequence") {
        return None;
    }
    if let Some(insight) = without_mail(case) {
        return Some(insight);
    }
    let (command, sent) = case.sent()?;
    let mail = standing.mail?;
    let insight = Insight::of("command-sequence").note(Note::NoRecipient { command, line: sent.line });
    Some(insight.relate(accepted(mail)))
}

/// RCPT or DATA without a transaction.
fn without_mail(case: &Case<'_>) -> Option<Insight> {
    let standing = &case.standing;
    if standing.mail.is_some() {
        return None;
    }
    if let Some(mail) = standing.mail_refused {
        let answer = mail.answer.as_ref()?;
        let note = Note::MailRefused { codes: answer.codes(), line: answer.line() };
        return Some(Insight::of("command-sequence").note(note).relate(refused(mail)));
    }
    // Only where the beginning is shown can one say that something is missing.
    standing.greeting?;
    let (command, sent) = case.sent()?;
    Some(Insight::of("command-sequence").note(Note::NoMail { command, line: sent.line }))
}

/// MAIL inside a transaction, or before EHLO.
fn mail(case: &Case<'_>) -> Option<Insight> {
    let standing = &case.standing;
    if let Some(mail) = standing.mail {
        let insight = Insight::of("command-sequence").note(Note::MailOpen { line: mail.line() });
        return Some(insight.relate(command_sent(mail)));
    }
    if standing.hello.is_some() || !(standing.greeting.is_some() || standing.greeted_before_tls) {
        return None;
    }
    let (command, sent) = case.sent()?;
    let note = match standing.tls {
        Some(tls) if standing.greeted_before_tls => Note::NoHelloAfterTls { command, line: sent.line, tls },
        _ => Note::NoHello { command, line: sent.line },
    };
    Some(Insight::of("command-sequence").note(note).relate(command_sent(case.exchange)))
}
