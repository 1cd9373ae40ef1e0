//! Sessions, their transactions and commands.

use crate::catalog::{Language, put, ui};
use crate::command::Command;
use crate::document::Document;
use crate::features::cancel::Cancel;
use crate::features::envelope::{self, Outcome, Transaction, lines_of, outcome, span, transactions};
use crate::features::stamps::stamp;
use crate::features::surroundings::Surroundings;
use crate::features::symbols::{Kept, Kind, Symbol, short};
use crate::session::{Exchange, Session, each_session};

pub(super) fn sessions(document: &Document, language: Language, cancel: &Cancel, kept: &mut Kept) {
    let go_on = || !cancel.is_cancelled();
    each_session(document, &go_on, &mut |session| kept.add(symbol(document, &session, language)));
}

fn symbol(document: &Document, session: &Session, language: Language) -> Symbol {
    let words = ui(language).structure;
    let mails = transactions(session);
    let outcome = envelope::session_outcome(session, &mails);
    let mut children = Vec::new();
    let mut at = 0;
    for mail in &mails {
        let before = &session.exchanges[at..mail.exchanges.start];
        children.extend(before.iter().map(|exchange| command(document, exchange, language)));
        children.push(transaction(document, session, mail, language));
        at = mail.exchanges.end;
    }
    children.extend(session.exchanges[at..].iter().map(|exchange| command(document, exchange, language)));
    let peer = Surroundings::of_session(document, session).host().map(short);
    let lines = span(&session.exchanges);
    let first = document.line(lines.start);
    let encrypted = session.standing(session.exchanges.len()).tls.is_some();
    let details = [
        stamp(&first).map(|stamp| first[stamp.columns].to_owned()),
        encrypted.then(|| "TLS".to_owned()),
        Some(outcome.text(language)),
    ];
    Symbol {
        name: peer
            .map_or_else(|| words.session.to_owned(), |peer| put(words.session_with, &[("peer", &peer)])),
        detail: details.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        kind: Kind::Session,
        line: lines.start,
        columns: 0..first.len(),
        lines,
        badness: outcome.badness(),
        children,
    }
}

fn transaction(document: &Document, session: &Session, mail: &Transaction, language: Language) -> Symbol {
    let words = ui(language).structure;
    let exchanges = &session.exchanges[mail.exchanges.clone()];
    let address = |exchange: &Exchange| exchange.sent.as_ref().and_then(|sent| sent.address()).map(short);
    let sender = exchanges.first().and_then(address).unwrap_or_default();
    let recipients: Vec<_> = exchanges
        .iter()
        .filter(|exchange| exchange.command == Some(Command::Rcpt))
        .filter_map(address)
        .collect();
    let to = match recipients.as_slice() {
        [] => None,
        [one] => Some(put(words.to_one, &[("to", one)])),
        [first, others @ ..] => {
            let more = others.len().to_string();
            Some(put(words.to_many, &[("to", first), ("more", &more)]))
        }
    };
    let outcome = outcome(exchanges);
    let first = exchanges.first().map(|exchange| command(document, exchange, language));
    let (line, columns) = first.map_or((mail.lines.start, 0..0), |first| (first.line, first.columns));
    Symbol {
        name: put(words.mail_from, &[("sender", &format!("<{sender}>"))]),
        detail: to.into_iter().chain([outcome.text(language)]).collect::<Vec<_>>().join(" · "),
        kind: Kind::Transaction,
        lines: mail.lines.clone(),
        line,
        columns,
        badness: outcome.badness(),
        children: exchanges.iter().map(|exchange| command(document, exchange, language)).collect(),
    }
}

/// A command with its reply. Of what may be a secret nothing is shown.
fn command(document: &Document, exchange: &Exchange, language: Language) -> Symbol {
    let words = ui(language).structure;
    let name = match (exchange.command, &exchange.sent) {
        (Some(Command::Connect), _) => words.connection.to_owned(),
        (Some(Command::EndOfData), _) => words.end_of_data.to_owned(),
        (Some(Command::Auth), sent) => match sent.as_ref().and_then(|sent| sent.mechanism()) {
            Some(mechanism) => format!("AUTH {mechanism}"),
            None => "AUTH".to_owned(),
        },
        (Some(Command::Unknown) | None, _) => words.unknown_command.to_owned(),
        (Some(_), Some(sent)) => short(&sent.text),
        (Some(command), None) => command.name().to_owned(),
    };
    let answer = exchange.answer.as_ref();
    let detail = answer.map_or(String::new(), |answer| {
        let text = answer.lines.first().map_or("", |line| line.text.trim());
        // A challenge of AUTH is the server's, but nobody reads base64.
        let text = if answer.basic == 334 { "" } else { text };
        short(format!("{} {text}", answer.basic).trim_end())
    });
    let (line, columns) = match (&exchange.sent, answer.and_then(|answer| answer.lines.first())) {
        (Some(sent), _) => (sent.line, sent.start..sent.end),
        (None, Some(first)) => (first.line, first.start..document.line(first.line).len()),
        (None, None) => (0, 0..0),
    };
    let badness = match answer {
        Some(answer) if !answer.is_positive() => Outcome::Failed(answer.class(), String::new()).badness(),
        Some(_) => Outcome::Accepted.badness(),
        None => Outcome::Unfinished.badness(),
    };
    Symbol {
        name,
        detail,
        kind: Kind::Command,
        lines: lines_of(exchange),
        line,
        columns,
        badness,
        children: Vec::new(),
    }
}
