//! Where a session stands before a reply: what was offered, what is open, what was refused.

use crate::command::Command;
use crate::session::{Exchange, Keyword, Session};

/// The state of a session at one point of it, from replaying the exchanges before.
#[derive(Clone, Debug, Default)]
pub struct Standing<'s> {
    /// The greeting, if the document shows it.
    pub greeting: Option<&'s Exchange>,
    /// The EHLO, HELO or LHLO that was accepted last and is still valid.
    pub hello: Option<&'s Exchange>,
    /// Whether any EHLO, HELO or LHLO was accepted before STARTTLS made it void.
    pub greeted_before_tls: bool,
    /// What `hello` offers.
    pub keywords: Vec<Keyword>,
    /// The line since which TLS is known to be active, 0-based.
    pub tls: Option<usize>,
    /// AUTH commands that were refused.
    pub auth_refused: Vec<&'s Exchange>,
    /// The AUTH command that was sent last.
    pub auth: Option<&'s Exchange>,
    /// The AUTH that succeeded: of one in several steps, the last.
    pub authenticated: Option<&'s Exchange>,
    /// The MAIL that opened the transaction.
    pub mail: Option<&'s Exchange>,
    /// The MAIL that was refused last, while no transaction is open.
    pub mail_refused: Option<&'s Exchange>,
    /// Recipients of the transaction that were accepted.
    pub accepted: Vec<&'s Exchange>,
    /// Recipients of the transaction that were refused.
    pub refused: Vec<&'s Exchange>,
    /// The DATA that was answered by 354, until its message is decided.
    pub data: Option<&'s Exchange>,
    /// The command before, answered or not.
    pub previous: Option<&'s Exchange>,
}

impl Session {
    /// The state before the exchange with this index.
    pub fn standing(&self, before: usize) -> Standing<'_> {
        let mut standing = Standing::default();
        for exchange in self.exchanges.iter().take(before) {
            standing.apply(exchange);
        }
        if standing.tls.is_none() {
            let line = self.exchanges.get(before).map_or(0, Exchange::line);
            standing.tls = self.tls_mark.filter(|mark| *mark <= line);
        }
        standing
    }
}

impl<'s> Standing<'s> {
    /// The offered keyword of this name, in capitals.
    pub fn keyword(&self, name: &str) -> Option<&Keyword> {
        self.keywords.iter().find(|keyword| keyword.name == name)
    }

    /// Whether the client greeted by HELO, which offers no extensions.
    pub fn greeted_by_helo(&self) -> bool {
        self.hello.is_some_and(|hello| hello.command == Some(Command::Helo))
    }

    /// Whether the client greeted by EHLO or LHLO and the reply is shown.
    pub fn extensions_known(&self) -> bool {
        self.hello.is_some_and(|hello| matches!(hello.command, Some(Command::Ehlo | Command::Lhlo)))
    }

    fn end_transaction(&mut self) {
        self.mail = None;
        self.mail_refused = None;
        self.accepted.clear();
        self.refused.clear();
        self.data = None;
    }

    fn apply(&mut self, exchange: &'s Exchange) {
        let succeeded = exchange.succeeded();
        match exchange.command {
            Some(Command::Connect) => {
                *self = Standing { greeting: Some(exchange), ..Standing::default() };
                return;
            }
            Some(Command::Ehlo | Command::Helo | Command::Lhlo) if succeeded => {
                // RFC 5321 section 4.1.4: an accepted EHLO clears all buffers as RSET does.
                self.end_transaction();
                self.hello = Some(exchange);
                self.keywords = Keyword::offered(exchange);
            }
            Some(Command::Starttls) if succeeded => {
                // RFC 3207 section 4.2: everything learned before is void.
                self.end_transaction();
                self.greeted_before_tls = self.hello.is_some();
                self.tls = Some(exchange.line());
                self.hello = None;
                self.keywords.clear();
            }
            Some(Command::Auth) => {
                if exchange.sent.is_some() {
                    self.auth = Some(exchange);
                }
                match exchange.answer.as_ref() {
                    Some(answer) if answer.basic / 100 == 2 => self.authenticated = Some(exchange),
                    Some(answer) if !answer.is_positive() => self.auth_refused.push(exchange),
                    _ => {}
                }
            }
            Some(Command::Mail | Command::Send) => {
                if succeeded {
                    self.end_transaction();
                    self.mail = Some(exchange);
                } else if exchange.failed() && self.mail.is_none() {
                    self.mail_refused = Some(exchange);
                }
            }
            Some(Command::Rcpt) => {
                if succeeded {
                    self.accepted.push(exchange);
                } else if exchange.failed() {
                    self.refused.push(exchange);
                }
            }
            Some(Command::Data) if succeeded => self.data = Some(exchange),
            Some(Command::EndOfData) if exchange.answer.is_some() => self.end_transaction(),
            Some(Command::Rset) if succeeded => self.end_transaction(),
            _ => {}
        }
        self.previous = Some(exchange);
    }
}
