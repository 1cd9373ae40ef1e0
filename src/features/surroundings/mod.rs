//! Whom a reply came from and whom it concerns, as the document shows it near the reply.

mod event;
pub(super) mod log;
mod report;
mod transcript;

use crate::command::Command;
use crate::dialects::{Family, Form};
use crate::document::Document;
use crate::features::place::Place;
use crate::features::reply::Reply;
use crate::session::Session;

/// What stands round a reply. Nothing of it is trusted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// Hosts and addresses.
    pub place: Place,
    /// The name of the server that answered, which tells its provider; `place.host` may be an address.
    pub name: Option<String>,
    /// The queue id of the log line.
    pub queue_id: Option<String>,
}

impl Surroundings {
    /// Looks round a reply. `session` is the dialogue that it belongs to, with the index of its exchange.
    pub fn of(document: &Document, reply: &Reply, session: Option<(&Session, usize)>) -> Surroundings {
        let mut found = Surroundings::default();
        let line = reply.first().line;
        if let Some((session, index)) = session {
            transcript::look(document, session, index, &mut found);
        } else {
            // In JSON and tables whole log lines and replies are quoted; the record tells more.
            let family = match document.frame().form {
                Form::Json | Form::Table => Family::Event,
                _ => reply.dialect().family(),
            };
            match family {
                Family::Log => log::look(&document.line(line), &mut found),
                Family::Bounce => report::look(document, reply.lines(), &mut found),
                Family::Event => event::look(document, line, reply.first().start, &mut found),
                Family::Transcript => log::look(&document.line(line), &mut found),
                Family::Configuration | Family::Prose => return found,
            }
        }
        let said = Place::of_reply(&reply.text, reply.command, None);
        found.place.ip = found.place.ip.or(said.ip);
        found.place.sender = found.place.sender.or(said.sender);
        found.place.recipient = found.place.recipient.or(said.recipient);
        found
    }

    /// What a dialogue as a whole tells: its server, and where it was asked.
    pub fn of_session(document: &Document, session: &Session) -> Surroundings {
        let mut found = Surroundings::default();
        if let Some(last) = session.exchanges.len().checked_sub(1) {
            transcript::look(document, session, last, &mut found);
        }
        found
    }

    /// The host that a finder should know: its name, else whatever it is known by.
    pub fn host(&self) -> Option<&str> {
        self.name.as_deref().or(self.place.host.as_deref())
    }

    /// Fills in the sender or the recipient that a command names.
    fn address(&mut self, command: Command, address: &str) {
        let field = match command {
            Command::Mail => &mut self.place.sender,
            Command::Rcpt => &mut self.place.recipient,
            _ => return,
        };
        if is_address(address) {
            field.get_or_insert_with(|| address.to_owned());
        }
    }
}

/// Whether a text looks like a mail address (the null sender is none).
fn is_address(text: &str) -> bool {
    let plain = text.len() <= 320 && !text.contains(char::is_whitespace);
    plain && text.split_once('@').is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty())
}

/// Whether a text looks like the name of a host: it has a dot and is no address.
fn is_host_name(text: &str) -> bool {
    text.len() <= 253
        && text.contains('.')
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
        && text.bytes().any(|b| b.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests;
