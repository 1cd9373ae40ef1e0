//! The catalog's entries: facts and text of one thing, in one language.

use serde::Deserialize;

use super::Fixer;
use crate::code::{Class, EnhancedCode};
use crate::command::Command;

/// A section of an RFC.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    /// The number of the RFC.
    pub rfc: u32,
    /// The section as the RFC numbers it, such as `4.2.3`, or an appendix such as `A`.
    pub section: Option<String>,
}

impl Reference {
    /// How a text cites it: `RFC 5321 §4.2.3`.
    pub fn label(&self) -> String {
        match &self.section {
            Some(section) => format!("RFC {} §{section}", self.rfc),
            None => format!("RFC {}", self.rfc),
        }
    }

    /// The address of the section at the RFC editor.
    pub fn url(&self) -> String {
        let page = format!("https://www.rfc-editor.org/rfc/rfc{}", self.rfc);
        match &self.section {
            Some(section) if section.starts_with(|c: char| c.is_ascii_alphabetic()) => {
                format!("{page}#appendix-{section}")
            }
            Some(section) => format!("{page}#section-{section}"),
            None => page,
        }
    }
}

/// An official page that says more.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// What the page is called.
    pub title: String,
    /// Its `https` address.
    pub url: String,
}

/// Where a basic code stands in the world of RFCs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// RFC 5321 defines it.
    Standard,
    /// The RFC of an extension defines it.
    Extension,
    /// An RFC once defined it.
    Obsolete,
    /// No RFC defines it.
    NonStandard,
}

/// What the second digit of a basic code speaks of (RFC 5321 section 4.2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Category {
    /// x0z.
    Syntax,
    /// x1z.
    Information,
    /// x2z: the transmission channel.
    Connections,
    /// x3z and x4z.
    Unspecified,
    /// x5z.
    MailSystem,
}

/// The text of a basic or an enhanced code. Code stands between backticks; there is no other markup.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntryText {
    /// A few words, without a full stop.
    pub title: String,
    /// One sentence of at most 100 characters that can follow `550: `.
    pub summary: String,
    /// What it means and what the client must do next.
    pub description: String,
    /// Occasions.
    pub when: Vec<String>,
    /// Steps.
    pub fix: Vec<String>,
    /// Contested facts, or what sets it apart from a neighbour.
    pub note: Option<String>,
}

/// A reply class: what the first digit says.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassText {
    /// The name of RFC 5321 section 4.2.1, such as `Permanent Negative Completion`; other languages
    /// give theirs in parentheses after it.
    pub name: String,
    /// One sentence.
    pub summary: String,
    /// What the class means.
    pub description: String,
    /// What the client must do next.
    pub next: String,
}

/// What is known of a basic code, in every language.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReplyFacts {
    /// The code, 200 to 599.
    pub code: u16,
    /// Where it stands in the world of RFCs.
    pub status: Status,
    /// What the second digit speaks of.
    pub category: Category,
    /// The commands that it answers, as [`Command::name`] writes them, or `any`; empty for numbers that
    /// stand in reports only.
    pub commands: Vec<String>,
    /// The likeliest one who can mend it.
    pub fixer: Fixer,
    /// The sections that define it, the defining one first.
    pub references: Vec<Reference>,
    /// Basic codes that are mistaken for it or come near it.
    pub see_also: Vec<u16>,
}

impl ReplyFacts {
    /// The commands that it answers; empty where it answers any or none.
    pub fn commands(&self) -> impl Iterator<Item = Command> + '_ {
        self.commands.iter().filter_map(|token| {
            Command::ALL.iter().find(|(_, name)| token == name).map(|(command, _)| *command)
        })
    }

    /// Whether it can answer every command.
    pub fn answers_any(&self) -> bool {
        self.commands.iter().any(|token| token == "any")
    }
}

/// A basic code in one language.
#[derive(Debug)]
pub struct ReplyEntry {
    /// What does not depend on the language.
    pub facts: &'static ReplyFacts,
    /// The text.
    pub text: EntryText,
}

impl ReplyEntry {
    /// The class by its first digit.
    pub fn class(&self) -> Class {
        crate::code::Code::Basic(self.facts.code).class()
    }
}

/// What is known of an enhanced status code, in every language and for every class.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EnhancedFacts {
    /// The code without its class: `X.7.1`, or a range of details: `X.7.606-649`.
    pub code: String,
    /// Whether it stands in IANA's registry.
    pub registered: bool,
    /// The first digits that the registry's text permits.
    pub classes: Vec<u8>,
    /// The basic codes that the registry associates with it; empty for any or none.
    pub basic: Vec<u16>,
    /// The likeliest one who can mend it.
    pub fixer: Fixer,
    /// The sections that define it, the defining one first.
    pub references: Vec<Reference>,
    /// Enhanced codes that are mistaken for it or come near it, as in `code`.
    pub see_also: Vec<String>,
}

impl EnhancedFacts {
    /// Subject and detail, the first detail of a range; `None` where `code` is malformed.
    pub fn numbers(&self) -> Option<(u16, u16)> {
        self.span().map(|(subject, first, _)| (subject, first))
    }

    /// Subject, first and last detail, the same twice unless `code` is a range such as `X.7.606-649`;
    /// `None` where `code` is malformed.
    pub fn span(&self) -> Option<(u16, u16, u16)> {
        let (subject, details) = self.code.strip_prefix("X.")?.split_once('.')?;
        let (first, last) = details.split_once('-').unwrap_or((details, details));
        let (first, last) = (first.parse().ok()?, last.parse().ok()?);
        (first <= last).then_some((subject.parse().ok()?, first, last))
    }
}

/// The text of an enhanced code's first number (its class) or second (its subject).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupText {
    /// As RFC 3463 names it, such as `Persistent Transient Failure` or `Mailbox`.
    pub name: String,
    /// One sentence of at most 100 characters.
    pub summary: String,
    /// What follows from it.
    pub description: String,
}

/// An enhanced status code in one language.
#[derive(Clone, Copy, Debug)]
pub struct EnhancedEntry {
    /// The code that was asked for.
    pub code: EnhancedCode,
    /// What its first number says.
    pub class: &'static GroupText,
    /// What its second number says; subject 0 for numbers that RFC 3463 does not have.
    pub subject: &'static GroupText,
    /// Facts and text of the code itself; `None` where the catalog knows its groups only.
    pub own: Option<(&'static EnhancedFacts, &'static EntryText)>,
}

impl EnhancedEntry {
    /// A few words, without a full stop.
    pub fn title(&self) -> &'static str {
        self.own.map_or(&self.subject.name, |(_, text)| &text.title)
    }

    /// One sentence of at most 100 characters.
    pub fn summary(&self) -> &'static str {
        self.own.map_or(&self.subject.summary, |(_, text)| &text.summary)
    }

    /// What it means.
    pub fn description(&self) -> &'static str {
        self.own.map_or(&self.subject.description, |(_, text)| &text.description)
    }
}

/// Whether trying again is of use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Retry {
    /// It will fail again.
    Never,
    /// Unchanged, after a while.
    Later,
    /// Once somebody has mended something.
    AfterFix,
}

/// What is known of a cause, in every language.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CauseFacts {
    /// The id, such as `recipient-unknown`.
    pub id: String,
    /// The likeliest one who can mend it.
    pub fixer: Fixer,
    /// Whether trying again is of use.
    pub retry: Retry,
    /// RFC sections, the most telling first.
    pub references: Vec<Reference>,
    /// Official pages.
    pub links: Vec<Page>,
    /// Causes that are mistaken for it or come near it.
    pub see_also: Vec<String>,
}

/// The text of a cause. Code stands between backticks; there is no other markup.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CauseText {
    /// A few words, without a full stop.
    pub title: String,
    /// One sentence of at most 100 characters that can follow `550 5.1.1: `.
    pub summary: String,
    /// What happened.
    pub happened: String,
    /// Occasions.
    pub when: Vec<String>,
    /// Steps for the fixer.
    pub fix: Vec<String>,
    /// Command lines that show more, with placeholders such as `{host}` (see [`PLACEHOLDERS`]).
    pub check: Vec<String>,
    /// What not to do.
    pub avoid: Vec<String>,
}

/// The placeholders that [`CauseText::check`] may hold.
pub const PLACEHOLDERS: &[&str] =
    &["host", "port", "ip", "sender", "recipient", "sender_domain", "recipient_domain", "helo"];

/// A cause in one language.
#[derive(Debug)]
pub struct CauseEntry {
    /// What does not depend on the language.
    pub facts: &'static CauseFacts,
    /// The text.
    pub text: CauseText,
}

/// What an [`ExtensionFacts`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExtensionKind {
    /// A keyword in the reply to EHLO.
    EhloKeyword,
    /// A mechanism of AUTH.
    AuthMechanism,
}

/// How settled an extension is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExtensionStatus {
    /// IANA has it.
    Registered,
    /// IANA has it, and its RFC advises against it.
    Obsolete,
    /// No published standard defines it.
    Private,
}

/// What is known of an EHLO keyword or an AUTH mechanism, in every language.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtensionFacts {
    /// The keyword or the mechanism's name, in capitals.
    pub keyword: String,
    /// Which of the two.
    pub kind: ExtensionKind,
    /// What may follow the keyword, and the parameters that it permits on MAIL, RCPT and so on.
    pub parameters: String,
    /// The command that it announces; empty where there is none.
    pub verb: String,
    /// The sections that define it.
    pub references: Vec<Reference>,
    /// How settled it is.
    pub status: ExtensionStatus,
}

/// What is known of a command, in every language.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommandFacts {
    /// As [`Command::name`] has it.
    pub verb: String,
    /// How it is written.
    pub syntax: String,
    /// The 2yz replies that its RFCs name.
    pub success: Vec<u16>,
    /// The 3yz replies.
    pub intermediate: Vec<u16>,
    /// The 4yz and 5yz replies, without those that any command can get.
    pub failure: Vec<u16>,
    /// The sections that define it.
    pub references: Vec<Reference>,
}

/// The text of an extension or a command. Code stands between backticks; there is no other markup.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TermText {
    /// A few words, without a full stop.
    pub title: String,
    /// One sentence of at most 100 characters.
    pub summary: String,
    /// What it does and what to mind.
    pub description: String,
}

/// An EHLO keyword or an AUTH mechanism in one language.
#[derive(Debug)]
pub struct ExtensionEntry {
    /// What does not depend on the language.
    pub facts: &'static ExtensionFacts,
    /// The text.
    pub text: TermText,
}

/// A command in one language.
#[derive(Debug)]
pub struct CommandEntry {
    /// What does not depend on the language.
    pub facts: &'static CommandFacts,
    /// The text.
    pub text: TermText,
}
