//! The user interface's own words: one static a language, so that a missing word does not compile.
//!
//! Words that take a value have a `{}` where it goes; [`fill`] puts it there.

mod actions;
mod cli;
pub(super) mod de;
pub(super) mod en;
mod hover;
mod rules;
mod session;
mod structure;
mod words;

pub use actions::ActionWords;
pub use hover::HoverWords;
pub use rules::RuleWords;
pub use session::SessionWords;
pub use structure::StructureWords;
pub use words::put;

pub use cli::CliWords;

use super::{Fixer, Retry};
use crate::code::Class;
use crate::command::Command;

/// All words of one language.
#[derive(Debug)]
pub struct Ui {
    /// Headings of sections, without a colon.
    pub headings: Headings,
    /// Who can fix it, as it follows "Who can fix it: ".
    pub fixers: Fixers,
    /// Whether to try again, as it follows "Retry: ".
    pub retry: RetryWords,
    /// A class in one word.
    pub classes: ClassWords,
    /// What a client does after a reply of a class.
    pub next: ClassWords,
    /// Small pieces of sentences.
    pub phrases: Phrases,
    /// What stands in a command line for a value that is not known.
    pub placeholders: Placeholders,
    /// What hovers say besides the catalog's entries.
    pub hover: &'static HoverWords,
    /// What the menu of code actions says.
    pub actions: &'static ActionWords,
    /// What is said about a reply's place in its session.
    pub session: &'static SessionWords,
    /// What outlines, links, hints and lenses say.
    pub structure: &'static StructureWords,
    /// What is said around rules.
    pub rules: &'static RuleWords,
    /// What the commands print around the answers.
    pub cli: &'static CliWords,
}

/// Headings of sections, without a colon.
#[derive(Debug)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Headings {
    pub description: &'static str,
    pub when: &'static str,
    pub fix: &'static str,
    pub who: &'static str,
    pub check: &'static str,
    /// What the codes of a reply say by themselves.
    pub codes: &'static str,
    pub avoid: &'static str,
    pub note: &'static str,
    pub differences: &'static str,
    /// What two compared things share.
    pub common: &'static str,
    pub when_which: &'static str,
    pub more: &'static str,
    pub see_also: &'static str,
    pub class: &'static str,
    /// The cause of a reply, in compared tables.
    pub cause: &'static str,
    /// What a code says, in compared tables.
    pub says: &'static str,
    /// What the client does next, in compared tables.
    pub next: &'static str,
    /// When it occurs, in compared tables.
    pub occurs: &'static str,
    /// Who acts, in compared tables.
    pub acts: &'static str,
    /// Whether to try again, in compared tables.
    pub retry: &'static str,
    /// What mends it, in compared tables.
    pub remedy: &'static str,
}

/// Who can fix it, as it follows "Who can fix it: ".
#[derive(Debug)]
#[allow(missing_docs, reason = "the names are those of Fixer")]
pub struct Fixers {
    pub client: &'static str,
    pub sender: &'static str,
    pub sender_dns: &'static str,
    pub own_server: &'static str,
    pub receiver: &'static str,
    pub provider_account: &'static str,
    pub nobody: &'static str,
}

/// Whether to try again, as it follows "Retry: ".
#[derive(Debug)]
#[allow(missing_docs, reason = "the names are those of Retry")]
pub struct RetryWords {
    pub never: &'static str,
    pub later: &'static str,
    pub after_fix: &'static str,
    /// There is nothing to try again.
    pub needless: &'static str,
}

/// Words for each class.
#[derive(Debug)]
#[allow(missing_docs, reason = "the names are those of Class")]
pub struct ClassWords {
    pub preliminary: &'static str,
    pub completion: &'static str,
    pub intermediate: &'static str,
    pub transient: &'static str,
    pub permanent: &'static str,
}

/// Small pieces of sentences.
#[derive(Debug)]
pub struct Phrases {
    /// `answer to {}`, after a comma; the value is a command in backticks or one of the next two.
    pub answer_to: &'static str,
    /// `answer to {} and {} more`: commands, and how many more there are.
    pub answer_to_more: &'static str,
    /// What IANA's registry of enhanced status codes is called.
    pub registry: &'static str,
    /// The opening of the connection, as it follows "answer to".
    pub the_connection: &'static str,
    /// The final dot, as it follows "answer to".
    pub the_end_of_data: &'static str,
    /// Any command.
    pub any_command: &'static str,
    /// A number that answers no command.
    pub no_command: &'static str,
    /// No RFC defines the code.
    pub non_standard: &'static str,
    /// The RFC that defined the code is obsolete.
    pub obsolete: &'static str,
    /// `{}` is no registered enhanced code; its subject is explained.
    pub unregistered: &'static str,
    /// `{} compared with {}`.
    pub compared: &'static str,
    /// Between the last two of a list.
    pub and: &'static str,
    /// `from {}`, the host that answered.
    pub from_host: &'static str,
    /// There is no code in the reply.
    pub no_code: &'static str,
    /// What a reply without codes is called.
    pub reply: &'static str,
}

/// What stands in a command line for a value that is not known: capitals, one word, ASCII.
#[derive(Debug)]
#[allow(missing_docs, reason = "the names are those of PLACEHOLDERS")]
pub struct Placeholders {
    pub host: &'static str,
    pub ip: &'static str,
    pub sender: &'static str,
    pub recipient: &'static str,
    pub sender_domain: &'static str,
    pub recipient_domain: &'static str,
    pub helo: &'static str,
}

impl Ui {
    /// Who can fix it, as it follows "Who can fix it: ".
    pub fn fixer(&self, fixer: Fixer) -> &'static str {
        match fixer {
            Fixer::Client => self.fixers.client,
            Fixer::Sender => self.fixers.sender,
            Fixer::SenderDns => self.fixers.sender_dns,
            Fixer::OwnServer => self.fixers.own_server,
            Fixer::Receiver => self.fixers.receiver,
            Fixer::ProviderAccount => self.fixers.provider_account,
            Fixer::Nobody => self.fixers.nobody,
        }
    }

    /// Whether to try again, as it follows "Retry: ".
    pub fn retry(&self, retry: Retry) -> &'static str {
        match retry {
            Retry::Never => self.retry.never,
            Retry::Later => self.retry.later,
            Retry::AfterFix => self.retry.after_fix,
        }
    }

    /// A class in one word, capitalized: "Permanent".
    pub fn class(&self, class: Class) -> &'static str {
        class_word(&self.classes, class)
    }

    /// What a client does after a reply of a class.
    pub fn next(&self, class: Class) -> &'static str {
        class_word(&self.next, class)
    }

    /// A command as people write it: `` `MAIL FROM` ``, or the words for the connection and the end of data.
    pub fn command(&self, command: Command) -> String {
        match command {
            Command::Connect => self.phrases.the_connection.to_owned(),
            Command::EndOfData => self.phrases.the_end_of_data.to_owned(),
            Command::Mail => "`MAIL FROM`".to_owned(),
            Command::Rcpt => "`RCPT TO`".to_owned(),
            other => format!("`{}`", other.name()),
        }
    }

    /// What stands in a command line for the value of a placeholder that is not known.
    pub fn placeholder(&self, name: &str) -> &'static str {
        match name {
            "host" => self.placeholders.host,
            "ip" => self.placeholders.ip,
            "sender" => self.placeholders.sender,
            "recipient" => self.placeholders.recipient,
            "sender_domain" => self.placeholders.sender_domain,
            "recipient_domain" => self.placeholders.recipient_domain,
            "helo" => self.placeholders.helo,
            _ => "?",
        }
    }

    /// "answer to `MAIL FROM`".
    pub fn answer_to(&self, command: Command) -> String {
        fill(self.phrases.answer_to, &[&self.command(command)])
    }
}

fn class_word(words: &ClassWords, class: Class) -> &'static str {
    match class {
        Class::PositivePreliminary => words.preliminary,
        Class::PositiveCompletion => words.completion,
        Class::PositiveIntermediate => words.intermediate,
        Class::TransientNegative => words.transient,
        Class::PermanentNegative => words.permanent,
    }
}

/// Puts the values where the braces stand, in order.
pub fn fill(words: &str, values: &[&str]) -> String {
    let mut filled = String::with_capacity(words.len() + 32);
    let mut values = values.iter();
    let mut pieces = words.split("{}");
    filled.push_str(pieces.next().unwrap_or(""));
    for piece in pieces {
        filled.push_str(values.next().unwrap_or(&""));
        filled.push_str(piece);
    }
    filled
}
