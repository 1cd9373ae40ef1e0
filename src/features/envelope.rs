//! Transactions (RFC 5321 section 3.3): which exchanges of a session belong to one mail, and what became of
//! it.

use std::ops::Range;

use crate::catalog::{Language, put, ui};
use crate::code::Class;
use crate::command::Command;
use crate::session::{Exchange, Session};

/// The exchanges of one mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transaction {
    /// Their indexes in the session.
    pub exchanges: Range<usize>,
    /// From their first to their last line, 0-based.
    pub lines: Range<usize>,
}

/// What became of a mail or a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The server took it.
    Accepted,
    /// The document does not show an end.
    Unfinished,
    /// The last refusal that decided it, with its codes.
    Failed(Class, String),
}

impl Outcome {
    /// The higher, the worse.
    pub fn badness(&self) -> u8 {
        match self {
            Outcome::Accepted => 0,
            Outcome::Unfinished => 1,
            Outcome::Failed(Class::PermanentNegative, _) => 3,
            Outcome::Failed(..) => 2,
        }
    }

    /// In a few words: "refused: 550 5.1.1".
    pub fn text(&self, language: Language) -> String {
        let words = ui(language).structure;
        match self {
            Outcome::Accepted => words.accepted.to_owned(),
            Outcome::Unfinished => words.unfinished.to_owned(),
            Outcome::Failed(Class::PermanentNegative, codes) => put(words.refused, &[("codes", codes)]),
            Outcome::Failed(_, codes) => put(words.put_off, &[("codes", codes)]),
        }
    }
}

/// The lines that an exchange covers, 0-based.
pub fn lines_of(exchange: &Exchange) -> Range<usize> {
    let sent = exchange.sent.as_ref().map(|sent| sent.line..sent.line + 1);
    let answer = exchange.answer.as_ref().map(|answer| answer.line_range());
    match (sent, answer) {
        (Some(sent), Some(answer)) => sent.start.min(answer.start)..sent.end.max(answer.end),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => 0..0,
    }
}

/// The lines from the first to the last of some exchanges.
pub fn span(exchanges: &[Exchange]) -> Range<usize> {
    let lines = exchanges.iter().map(lines_of);
    lines.reduce(|one, other| one.start.min(other.start)..one.end.max(other.end)).unwrap_or(0..0)
}

/// The transactions of a session, in order.
pub fn transactions(session: &Session) -> Vec<Transaction> {
    let mut found = Vec::new();
    let mut start = None;
    let mut ended = false;
    for (index, exchange) in session.exchanges.iter().enumerate() {
        let mail = matches!(exchange.command, Some(Command::Mail | Command::Send));
        // In LMTP every recipient has an answer at the end of the data (RFC 2033 section 4.2).
        let goes_on = ended && exchange.command == Some(Command::EndOfData);
        let closes = mail || starts_anew(exchange) || (ended && !goes_on);
        if closes && let Some(from) = start.take() {
            found.push(from..index);
        }
        if mail {
            start = Some(index);
        }
        ended = start.is_some() && ends(exchange);
    }
    if let Some(from) = start {
        found.push(from..session.exchanges.len());
    }
    let whole = |exchanges: Range<usize>| Transaction {
        lines: span(&session.exchanges[exchanges.clone()]),
        exchanges,
    };
    found.into_iter().map(whole).collect()
}

/// Whether a command lies outside every transaction.
fn starts_anew(exchange: &Exchange) -> bool {
    matches!(
        exchange.command,
        Some(
            Command::Connect
                | Command::Ehlo
                | Command::Helo
                | Command::Lhlo
                | Command::Starttls
                | Command::Auth
                | Command::Quit
        )
    )
}

fn ends(exchange: &Exchange) -> bool {
    let last_chunk = || {
        let sent = exchange.sent.as_ref();
        sent.is_some_and(|sent| sent.parameters().to_ascii_uppercase().ends_with("LAST"))
    };
    match exchange.command {
        Some(Command::EndOfData | Command::Rset) => true,
        Some(Command::Bdat) => last_chunk(),
        _ => false,
    }
}

/// What became of the mail of these exchanges.
pub fn outcome(exchanges: &[Exchange]) -> Outcome {
    let failure = |exchange: &Exchange| {
        let answer = exchange.answer.as_ref().filter(|answer| !answer.is_positive())?;
        Some(Outcome::Failed(answer.class(), answer.codes()))
    };
    let decided: Vec<&Exchange> = exchanges
        .iter()
        .filter(|exchange| ends(exchange) && exchange.command != Some(Command::Rset))
        .collect();
    if let Some(failed) = decided.iter().find_map(|exchange| failure(exchange)) {
        return failed;
    }
    if decided.iter().any(|exchange| exchange.succeeded()) {
        return Outcome::Accepted;
    }
    let worst = exchanges.iter().filter_map(failure).max_by_key(Outcome::badness);
    worst.unwrap_or(Outcome::Unfinished)
}

/// What became of a session: the worst of its mails, else its worst refusal.
pub fn session_outcome(session: &Session, transactions: &[Transaction]) -> Outcome {
    let mails = transactions.iter().map(|one| outcome(&session.exchanges[one.exchanges.clone()]));
    let mails = mails.max_by_key(Outcome::badness);
    let refused = || {
        let failed = session.exchanges.iter().filter_map(|exchange| exchange.answer.as_ref());
        let mut failed = failed.filter(|answer| !answer.is_positive());
        failed.next_back().map(|answer| Outcome::Failed(answer.class(), answer.codes()))
    };
    match mails {
        Some(Outcome::Unfinished) | None => refused().unwrap_or(Outcome::Unfinished),
        Some(outcome) => outcome,
    }
}
