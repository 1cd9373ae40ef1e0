//! A session as the sequence of its exchanges.

use std::ops::Range;

use crate::code::{Class, EnhancedCode};
use crate::command::Command;
use crate::session::User;

/// A command as the client sent it. Lines are 0-based, columns are bytes in the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// Which command; [`Command::EndOfData`] for the final dot.
    pub command: Command,
    /// The line that it stands on.
    pub line: usize,
    /// The first column of its verb.
    pub start: usize,
    /// The column after its last byte.
    pub end: usize,
    /// Verb and parameters, as they stand there.
    pub text: String,
}

impl Sent {
    /// What follows the verb, without blanks round it.
    pub fn parameters(&self) -> &str {
        self.text.split_once(|c: char| c.is_ascii_whitespace()).map_or("", |(_, rest)| rest.trim())
    }

    /// The value of an ESMTP parameter of MAIL or RCPT (RFC 5321 section 4.1.2), such as the `100` of
    /// `SIZE=100`; an empty string for a parameter without a value.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.esmtp_parameters()
            .find_map(|(keyword, value)| keyword.eq_ignore_ascii_case(name).then_some(value))
    }

    /// The ESMTP parameters of MAIL or RCPT: what follows the path in angle brackets.
    pub fn esmtp_parameters(&self) -> impl Iterator<Item = (&str, &str)> {
        // A quoted local part may hold ">", so the last bracket that is followed by a blank or the end counts.
        let after_path = self.text.rfind('>').map_or("", |at| &self.text[at + 1..]);
        after_path.split_ascii_whitespace().map(|word| word.split_once('=').unwrap_or((word, "")))
    }

    /// The address in MAIL FROM or RCPT TO; empty for the null sender, `None` where there is none.
    pub fn address(&self) -> Option<&str> {
        if !matches!(self.command, Command::Mail | Command::Rcpt) {
            return None;
        }
        let (_, after_colon) = self.text.split_once(':')?;
        let path = after_colon.trim_start();
        match path.strip_prefix('<') {
            Some(path) => path.split_once('>').map(|(address, _)| address),
            None => path.split_ascii_whitespace().next(),
        }
    }

    /// The SASL mechanism that AUTH names, as it stands there. Never what follows it.
    pub fn mechanism(&self) -> Option<&str> {
        let first = self.parameters().split_ascii_whitespace().next()?;
        let named = self.text.get(..4).is_some_and(|verb| verb.eq_ignore_ascii_case("AUTH"));
        // RFC 4422 section 3.1: up to 20 of A-Z, 0-9, "-" and "_".
        let well_formed =
            first.len() <= 20 && first.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
        (self.command == Command::Auth && named && well_formed).then_some(first)
    }
}

/// One line of a reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerLine {
    /// The line, 0-based.
    pub line: usize,
    /// The first column of its code.
    pub start: usize,
    /// The first column of the text after the code and its separator.
    pub text_start: usize,
    /// The text after the code and its separator.
    pub text: String,
}

/// A reply as the server gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The basic code.
    pub basic: u16,
    /// The first enhanced code.
    pub enhanced: Option<EnhancedCode>,
    /// Its lines, at least one.
    pub lines: Vec<AnswerLine>,
}

impl Answer {
    /// The class by the first digit.
    pub fn class(&self) -> Class {
        Class::from_digit((self.basic / 100) as u8).unwrap_or(Class::PermanentNegative)
    }

    /// Whether the command succeeded, or its data are awaited.
    pub fn is_positive(&self) -> bool {
        !self.class().is_failure()
    }

    /// The first line, 0-based.
    pub fn line(&self) -> usize {
        self.lines.first().map_or(0, |line| line.line)
    }

    /// All lines from first to last, 0-based.
    pub fn line_range(&self) -> Range<usize> {
        self.line()..self.lines.last().map_or(0, |line| line.line + 1)
    }

    /// The codes as they are written: `550 5.1.1`.
    pub fn codes(&self) -> String {
        match self.enhanced {
            Some(enhanced) => format!("{} {enhanced}", self.basic),
            None => self.basic.to_string(),
        }
    }
}

/// A command and its reply; one of the two may be missing.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Exchange {
    /// The command, where the document shows it.
    pub sent: Option<Sent>,
    /// What was answered: the command, also where only the order of things tells it.
    pub command: Option<Command>,
    /// The reply; `None` where none came.
    pub answer: Option<Answer>,
}

impl Exchange {
    /// The command's line if it is shown, else the reply's.
    pub fn line(&self) -> usize {
        self.sent.as_ref().map_or_else(|| self.answer.as_ref().map_or(0, Answer::line), |sent| sent.line)
    }

    /// Whether a positive reply came.
    pub fn succeeded(&self) -> bool {
        self.answer.as_ref().is_some_and(Answer::is_positive)
    }

    /// Whether a negative reply came.
    pub fn failed(&self) -> bool {
        self.answer.as_ref().is_some_and(|answer| !answer.is_positive())
    }
}

/// A dialogue, from the greeting (or the first line that is known of it) on.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Session {
    /// The lines that it covers, 0-based. Where the document is long, it may go on after them.
    pub lines: Range<usize>,
    /// Commands and replies in the order of the replies; unanswered commands last.
    pub exchanges: Vec<Exchange>,
    /// Whether the beginning is known: only then the absence of something says anything.
    pub from_start: bool,
    /// The first line that shows by its marks (`~>`, `<~`) that it travelled through TLS.
    pub tls_mark: Option<usize>,
    /// Who logged in or tried to, in the order of the text.
    pub users: Vec<User>,
}

impl Session {
    /// The exchange whose reply covers a line, with its index.
    pub fn answered_on(&self, line: usize) -> Option<(usize, &Exchange)> {
        self.exchanges.iter().enumerate().find(|(_, exchange)| {
            exchange.answer.as_ref().is_some_and(|answer| answer.line_range().contains(&line))
        })
    }

    /// The exchange whose command stands on a line, with its index.
    pub fn sent_on(&self, line: usize) -> Option<(usize, &Exchange)> {
        self.exchanges
            .iter()
            .enumerate()
            .find(|(_, exchange)| exchange.sent.as_ref().is_some_and(|sent| sent.line == line))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(command: Command, text: &str) -> Sent {
        Sent { command, line: 0, start: 0, end: text.len(), text: text.to_owned() }
    }

    #[test]
    fn parameters_follow_the_path() {
        let mail = sent(Command::Mail, "MAIL FROM:<a@example.com> SIZE=100 SMTPUTF8 body=8bitmime");
        assert_eq!(mail.parameter("size"), Some("100"));
        assert_eq!(mail.parameter("SMTPUTF8"), Some(""));
        assert_eq!(mail.parameter("BODY"), Some("8bitmime"));
        assert_eq!(mail.parameter("RET"), None);
        assert_eq!(mail.address(), Some("a@example.com"));
    }

    #[test]
    fn addresses_are_read_as_clients_write_them() {
        assert_eq!(sent(Command::Mail, "MAIL FROM:<>").address(), Some(""));
        assert_eq!(sent(Command::Rcpt, "rcpt to: bob@example.org").address(), Some("bob@example.org"));
        assert_eq!(sent(Command::Rcpt, "RCPT").address(), None);
        assert_eq!(sent(Command::Ehlo, "EHLO a:b").address(), None);
    }

    #[test]
    fn only_the_mechanism_of_auth_is_shown() {
        assert_eq!(sent(Command::Auth, "AUTH PLAIN AGFsaWNlAGxldG1laW4=").mechanism(), Some("PLAIN"));
        assert_eq!(sent(Command::Auth, "AUTH LOGIN").mechanism(), Some("LOGIN"));
        assert_eq!(sent(Command::Auth, "bGV0bWVpbg== secret").mechanism(), None);
    }
}
