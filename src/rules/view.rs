//! What rules are given to look at.

use std::borrow::Cow;

use crate::command::Command;
use crate::dialects::{Dialect, Family, Link, Role};
use crate::document::{Document, Placed};
use crate::session::{Exchange, Keyword, Sent, Session, Standing};

/// A code among those of its section.
#[derive(Clone, Copy, Debug)]
pub struct CodeAt<'a> {
    /// The document.
    pub document: &'a Document,
    /// The codes of the section, in order.
    pub codes: &'a [Placed],
    /// Which one.
    pub index: usize,
}

impl<'a> CodeAt<'a> {
    /// The code.
    pub fn code(&self) -> &'a Placed {
        &self.codes[self.index]
    }

    /// The enhanced code that stands right behind it, one character away.
    pub fn enhanced(&self) -> Option<&'a Placed> {
        let next = self.codes.get(self.index + 1)?;
        let behind = next.line == self.code().line && next.start == self.code().end + 1;
        (behind && next.link == Link::SameReply && next.code.enhanced().is_some()).then_some(next)
    }

    /// The enhanced code that stands right before it, with a colon between.
    pub fn enhanced_before(&self) -> Option<&'a Placed> {
        let code = self.code();
        let before = self.index.checked_sub(1).and_then(|before| self.codes.get(before))?;
        let joined =
            before.line == code.line && before.end + 1 == code.start && before.code.enhanced().is_some();
        (joined && self.line().as_bytes().get(before.end) == Some(&b':')).then_some(before)
    }

    /// Whether a configuration makes a server give the reply: what a comment says, nobody is answered.
    pub fn is_set_up(&self) -> bool {
        let code = self.code();
        let given = matches!(code.role, Role::Reply | Role::Quoted | Role::Field);
        let comment = ["#", ";", "//", "--", "*", "dnl "];
        (code.role == Role::Setting || given && code.dialect.family() == Family::Configuration)
            && !comment.iter().any(|mark| self.line().trim_start().starts_with(mark))
            && !has_stamp(&self.line())
    }

    /// Its line.
    pub fn line(&self) -> Cow<'a, str> {
        self.document.line(self.code().line)
    }
}

/// A command and its reply in a dialogue, and what went before.
#[derive(Debug)]
pub struct Turn<'a> {
    /// The document.
    pub document: &'a Document,
    /// The dialogue.
    pub session: &'a Session,
    /// Which exchange of it.
    pub index: usize,
    /// How things stand before it.
    pub standing: Standing<'a>,
}

impl<'a> Turn<'a> {
    /// The command and its reply.
    pub fn exchange(&self) -> &'a Exchange {
        &self.session.exchanges[self.index]
    }

    /// The exchange after it.
    pub fn next(&self) -> Option<&'a Exchange> {
        self.session.exchanges.get(self.index + 1)
    }

    /// The exchanges before it, the latest first.
    pub fn before(&self) -> impl Iterator<Item = &'a Exchange> {
        self.session.exchanges[..self.index].iter().rev()
    }

    /// The command, if it is this one and the document shows it.
    pub fn sent(&self, command: Command) -> Option<&'a Sent> {
        self.exchange().sent.as_ref().filter(|sent| sent.command == command)
    }

    /// What the server offers, where the document shows its whole reply to EHLO or the client greeted by
    /// HELO: only then does the absence of a keyword say something.
    pub fn offer(&self) -> Option<&[Keyword]> {
        let hello = self.standing.hello?;
        hello.sent.as_ref()?;
        let answer = hello.answer.as_ref()?;
        let (first, last) = (answer.lines.first()?, answer.lines.last()?);
        let together = last.line - first.line + 1 == answer.lines.len();
        let whole = answer.lines.iter().all(|line| {
            !line.text.contains("...") && goes_on(self.document, line.line, line.start) == (line != last)
        });
        (together && whole).then_some(self.standing.keywords.as_slice())
    }

    /// Whether the offer is known and lacks this keyword.
    pub fn lacks(&self, keyword: &str) -> bool {
        self.offer().is_some_and(|offer| offer.iter().all(|known| known.name != keyword))
    }

    /// Whether client and server are on the same host, where names, ciphers and passwords matter little: the
    /// server says so in its greeting or in its reply to EHLO, or the client says where it connects.
    pub fn is_local(&self) -> bool {
        /// How many lines before a session a client may tell of its connection.
        const BEFORE: usize = 6;
        let exchanges = &self.session.exchanges;
        let spoken = exchanges.iter().take(4).filter(|exchange| {
            matches!(exchange.command, Some(Command::Connect | Command::Ehlo | Command::Helo | Command::Lhlo))
        });
        let named = spoken.filter_map(|exchange| exchange.answer.as_ref()?.lines.first()).any(|line| {
            let name = line.text.split_ascii_whitespace().next().unwrap_or("");
            name.to_ascii_lowercase().starts_with("localhost") || is_loopback(&line.text)
        });
        let start = self.session.lines.start;
        named
            || (start.saturating_sub(BEFORE)..=start).any(|line| {
                let text = self.document.line(line);
                let head = text.get(..text.len().min(200)).unwrap_or("").to_ascii_lowercase();
                ["connect", "trying"].iter().any(|word| head.contains(word)) && is_loopback(&head)
            })
    }

    /// The line and the columns of the server's reply to EHLO or HELO.
    pub fn hello(&self) -> Option<(usize, usize, usize)> {
        let line = self.standing.hello?.answer.as_ref()?.lines.first()?;
        Some((line.line, line.start, line.start + 3))
    }
}

/// Whether a line begins with a date: a log that lies among configurations sets nothing up.
fn has_stamp(line: &str) -> bool {
    let [a, b, c, d, rest @ ..] = line.trim_start().as_bytes() else { return false };
    let year = [a, b, c, d].iter().all(|byte| byte.is_ascii_digit()) && rest.first() == Some(&b'-');
    // `Nov 23 16:50:06`.
    let month = a.is_ascii_uppercase() && b.is_ascii_lowercase() && c.is_ascii_lowercase() && *d == b' ';
    year || (month && rest.first().is_some_and(|byte| matches!(byte, b' ' | b'0'..=b'9')))
}

/// Whether a text names this host by its loopback address (RFC 1122 section 3.2.1.3, RFC 4291 section 2.5.3).
fn is_loopback(text: &str) -> bool {
    ["127.0.0.", "[::1]", "localhost"].iter().any(|name| text.contains(name))
}

/// A line's prefix with its digits alike: only those of one program, to one side, are the same.
pub(super) fn shape(prefix: &str) -> String {
    prefix.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect()
}

/// Whether a hyphen behind the code says that the reply goes on (RFC 5321 section 4.2.1).
pub(super) fn goes_on(document: &Document, line: usize, start: usize) -> bool {
    document.line(line).as_bytes().get(start + 3) == Some(&b'-')
}

/// A line of a document.
#[derive(Debug)]
pub struct LineAt<'a> {
    /// The document.
    pub document: &'a Document,
    /// The line, 0-based.
    pub line: usize,
    /// Its text.
    pub text: &'a str,
    /// The dialect of the document, where its form tells it.
    pub dialect: Dialect,
}

impl LineAt<'_> {
    /// The text with its first column, without blanks round it; `None` for empty lines and comments.
    pub fn setting(&self) -> Option<(usize, &str)> {
        let setting = self.text.trim();
        let comment = ["#", "//", ";", "--", "dnl ", "/*", "*"].iter().any(|mark| setting.starts_with(mark));
        let start = self.text.len() - self.text.trim_start().len();
        (!setting.is_empty() && !comment).then_some((start, setting))
    }

    /// The file's name.
    pub fn file_name(&self) -> &str {
        self.document.path().rsplit(['/', '\\']).next().unwrap_or("")
    }

    /// `name = value` with the column of the value.
    pub fn assignment(&self) -> Option<(&str, usize, &str)> {
        // Postfix takes a line that begins with a blank for more of the line before (postconf(5)).
        let (start, setting) = self.setting()?;
        let (name, value) = setting.split_once('=')?;
        let value_start = start + name.len() + 1 + (value.len() - value.trim_start().len());
        Some((name.trim_end(), value_start, value.trim()))
    }
}
