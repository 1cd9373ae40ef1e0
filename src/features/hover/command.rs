//! Commands: in dialogues, and where a log or a report names the command that was answered.

use std::sync::LazyLock;

use regex::Regex;

use super::keyword::{extension, syntax};
use super::term::{Term, answered, references};
use crate::catalog::{self, Language, put, ui};
use crate::command::Command;
use crate::dialects::Family;
use crate::document::Document;
use crate::features::hover::Hover;
use crate::features::rich::Rich;
use crate::session::{Exchange, Sent, Session, keyword_of, size};

/// `(in reply to RCPT TO command)`, `after pipelined MAIL FROM:<...>`.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(?:in reply to|response to|mail server after|error after)(?: end of| pipelined)? (EHLO|HELO|LHLO|STARTTLS|AUTH|MAIL|RCPT|DATA|BDAT|RSET|QUIT|VRFY|EXPN)\b",
    )
    .expect("the pattern is well formed")
});

/// Explains the verb, a parameter or the mechanism of a command of a dialogue.
pub(super) fn sent(
    document: &Document,
    session: &Session,
    line: usize,
    column: usize,
    language: Language,
) -> Option<Hover> {
    let (_, exchange) = session.sent_on(line)?;
    let sent = exchange.sent.as_ref()?;
    let content = document.line(line);
    let verb = sent.text.split_ascii_whitespace().next()?;
    // Lines of an AUTH exchange have no verb; they are the client's secrets.
    let named = Command::from_verb(verb).is_some_and(|command| command == sent.command);
    if !named {
        return None;
    }
    if (sent.start..sent.start + verb.len()).contains(&column) {
        let mut term = entry(sent.command, language)?;
        term.more.push(answered(exchange, language));
        return term.hover(&content, line, (sent.start, sent.start + verb.len()), column);
    }
    mechanism(sent, &content, line, column, language)
        .or_else(|| parameter(exchange, &content, line, column, language))
}

/// The mechanism that AUTH names. Never what follows it.
fn mechanism(sent: &Sent, content: &str, line: usize, column: usize, language: Language) -> Option<Hover> {
    let name = sent.mechanism()?;
    let start = offset(sent, name)?;
    extension(name, language)?.hover(content, line, (start, start + name.len()), column)
}

/// A parameter of MAIL or RCPT.
fn parameter(
    exchange: &Exchange,
    content: &str,
    line: usize,
    column: usize,
    language: Language,
) -> Option<Hover> {
    let sent = exchange.sent.as_ref()?;
    if !matches!(sent.command, Command::Mail | Command::Rcpt) {
        return None;
    }
    let under = |(name, _): &(&str, &str)| {
        offset(sent, name).is_some_and(|start| (start..start + name.len()).contains(&column))
    };
    let (name, value) = sent.esmtp_parameters().find(under)?;
    let start = offset(sent, name)?;
    let mut term = extension(&keyword_of(name, value), language)?;
    if let (true, Ok(bytes)) = (name.eq_ignore_ascii_case("SIZE"), value.parse::<u64>()) {
        let values = [("bytes", value), ("size", &size(bytes, language))];
        term.more.push(Rich::of(&put(ui(language).hover.size_announced, &values)));
    }
    term.hover(content, line, (start, start + name.len()), column)
}

/// The column of a piece of a command's text on its line.
fn offset(sent: &Sent, piece: &str) -> Option<usize> {
    let at = (piece.as_ptr() as usize).checked_sub(sent.text.as_ptr() as usize)?;
    (at + piece.len() <= sent.text.len()).then_some(sent.start + at)
}

/// Explains a command that a log line or a report names.
pub(super) fn named(document: &Document, line: usize, column: usize, language: Language) -> Option<Hover> {
    let codes = document.occurrences_on(line);
    let in_log = codes.iter().any(|code| matches!(code.dialect.family(), Family::Log | Family::Bounce));
    let content = document.line(line);
    let near = content.get(..content.len().min(16 * 1024)).unwrap_or("");
    if !in_log {
        return None;
    }
    let found = NAMED.captures_iter(near).find_map(|found| {
        let verb = found.get(1)?;
        verb.range().contains(&column).then_some(verb)
    })?;
    let command = Command::from_verb(found.as_str())?;
    entry(command, language)?.hover(&content, line, (found.start(), found.end()), column)
}

/// The catalog's entry of a command.
fn entry(command: Command, language: Language) -> Option<Term> {
    let entry = catalog::command(command, language)?;
    let words = ui(language).hover;
    let codes = |codes: &[u16]| codes.iter().map(u16::to_string).collect::<Vec<_>>().join(", ");
    let good: Vec<u16> = entry.facts.success.iter().chain(&entry.facts.intermediate).copied().collect();
    let mut answers = put(words.good_answers, &[("codes", &codes(&good))]);
    if !entry.facts.failure.is_empty() {
        answers.push(' ');
        answers.push_str(&put(words.refusals, &[("codes", &codes(&entry.facts.failure))]));
    }
    Some(Term {
        name: entry.facts.verb.clone(),
        summary: Rich::of(&entry.text.summary),
        more: vec![
            Rich::of(&entry.text.description),
            syntax(&entry.facts.syntax, language),
            Rich::of(&answers),
        ],
        links: references(&entry.facts.references),
    })
}
