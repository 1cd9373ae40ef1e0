//! What the session tells about a reply beyond its words: one situation a file.

mod auth;
mod closing;
mod parameter;
mod phase;
mod sender;
mod sequence;
mod size;
mod tls;

pub use parameter::keyword_of;

use crate::catalog::{Finding, Fixer};
use crate::command::Command;
use crate::session::What;
use crate::session::{Answer, Exchange, Keyword, Note, Related, Sent, Session, Standing, User};

/// What a session adds to a reply.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Insight {
    /// The cause, where the session knows better than the words of the reply.
    pub cause: Option<&'static str>,
    /// Who can mend it, likewise.
    pub fixer: Option<Fixer>,
    /// Statements, the most telling first.
    pub notes: Vec<Note>,
    /// Other lines that explain the reply, in the order of the notes.
    pub related: Vec<Related>,
}

/// A refused command with all that the session knows.
struct Case<'s> {
    exchange: &'s Exchange,
    answer: &'s Answer,
    standing: Standing<'s>,
    found: &'s Finding,
    /// Who logged in before, where the document shows it.
    user: Option<&'s User>,
}

/// The situations, most telling first; the first that knows something answers.
const SITUATIONS: &[fn(&Case<'_>) -> Option<Insight>] = &[
    sequence::out_of_order,
    tls::starttls_refused,
    auth::auth_refused,
    tls::required,
    auth::required,
    size::over_the_limit,
    sender::not_the_users,
    parameter::not_offered,
    closing::unasked,
    phase::refused_at,
];

/// What the session adds to the reply of the exchange with this index, whose words were found to mean
/// `found`. Nothing for replies that refuse nothing.
pub fn insight(session: &Session, index: usize, found: &Finding) -> Insight {
    let Some(exchange) = session.exchanges.get(index) else {
        return Insight::default();
    };
    let Some(answer) = exchange.answer.as_ref().filter(|answer| !answer.is_positive()) else {
        return Insight::default();
    };
    let user = session.users.iter().rfind(|user| user.line < answer.line());
    let case = Case { exchange, answer, standing: session.standing(index), found, user };
    SITUATIONS.iter().find_map(|situation| situation(&case)).unwrap_or_default()
}

impl Case<'_> {
    /// Whether the words of the reply say little, so that its place in the session may decide.
    fn is_vague(&self) -> bool {
        matches!(self.found.cause, "unspecified" | "policy-rejected")
    }

    fn cause_is(&self, cause: &str) -> bool {
        self.found.cause == cause
    }

    fn command(&self) -> Option<Command> {
        self.exchange.command
    }

    /// The name of the command that was answered, and the line that shows it.
    fn sent(&self) -> Option<(&'static str, &Sent)> {
        let sent = self.exchange.sent.as_ref()?;
        Some((sent.command.name(), sent))
    }

    /// The line of the EHLO reply, or of the EHLO itself.
    fn hello_line(&self) -> usize {
        self.standing.hello.map_or(0, Exchange::line)
    }
}

impl Insight {
    fn of(cause: &'static str) -> Insight {
        Insight { cause: Some(cause), ..Insight::default() }
    }

    fn note(mut self, note: Note) -> Insight {
        self.notes.push(note);
        self
    }

    /// Adds a line unless it is there already.
    fn relate(mut self, related: Option<Related>) -> Insight {
        if let Some(related) = related.filter(|new| self.related.iter().all(|known| known.line != new.line)) {
            self.related.push(related);
        }
        self
    }
}

fn offered(keyword: &Keyword) -> Option<Related> {
    let what = What::Offered(keyword.name.clone());
    Some(Related { line: keyword.line, start: keyword.start, end: keyword.end, what })
}

/// The line of a command, with words of what it did.
fn at_command(exchange: &Exchange, what: What) -> Option<Related> {
    let sent = exchange.sent.as_ref()?;
    Some(Related { line: sent.line, start: sent.start, end: sent.end, what })
}

fn command_sent(exchange: &Exchange) -> Option<Related> {
    let command = exchange.sent.as_ref()?.command.name();
    at_command(exchange, What::Sent(command))
}

/// The line of a negative reply.
fn refused(exchange: &Exchange) -> Option<Related> {
    let answer = exchange.answer.as_ref()?;
    let first = answer.lines.first()?;
    let what = What::Refused(answer.codes());
    Some(Related { line: first.line, start: first.start, end: first.start + 3, what })
}

/// The line of a positive reply.
fn accepted(exchange: &Exchange) -> Option<Related> {
    let first = exchange.answer.as_ref()?.lines.first()?;
    Some(Related { line: first.line, start: first.start, end: first.start + 3, what: What::Accepted })
}

#[cfg(test)]
mod tests;
