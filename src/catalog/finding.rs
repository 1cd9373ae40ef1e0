//! Why a reply was given, and who can mend it.

mod files;
mod knowledge;
mod matcher;
mod normalize;

#[cfg(test)]
mod tests;

use super::reply_text::parse_reply;
use crate::code::EnhancedCode;
use crate::command::Command;
use knowledge::{Conditions, KNOWLEDGE, Knowledge, Rule};

/// Who can mend what a reply complains of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fixer {
    /// The settings or the software of the client.
    Client,
    /// The person or program that sends.
    Sender,
    /// Whoever keeps the sender's DNS.
    SenderDns,
    /// The admin of the sending server.
    OwnServer,
    /// The receiving side.
    Receiver,
    /// The admin of the account at the provider.
    ProviderAccount,
    /// Nobody has to do anything.
    Nobody,
}

impl Fixer {
    /// The id, such as `sender-dns`.
    pub fn id(self) -> &'static str {
        match self {
            Fixer::Client => "client",
            Fixer::Sender => "sender",
            Fixer::SenderDns => "sender-dns",
            Fixer::OwnServer => "own-server",
            Fixer::Receiver => "receiver",
            Fixer::ProviderAccount => "provider-account",
            Fixer::Nobody => "nobody",
        }
    }
}

/// A reply whose cause is asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Question<'a> {
    /// The basic code, if the reply has one.
    pub basic: Option<u16>,
    /// The (first) enhanced status code, if the reply has one.
    pub enhanced: Option<EnhancedCode>,
    /// The whole reply as it stands, codes included; the lines of a multi-line reply joined by spaces.
    pub text: &'a str,
    /// The command that was answered, where known.
    pub command: Option<Command>,
    /// The host that answered, where known.
    pub host: Option<&'a str>,
}

/// The answer: the cause, and who can mend it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finding {
    /// An id of `facts/causes.toml`, such as `recipient-unknown`.
    pub cause: &'static str,
    /// Who can mend it.
    pub fixer: Fixer,
    /// The provider or server software whose words these are, such as `gmail` or `postfix`, where known.
    pub provider: Option<&'static str>,
}

/// Finds the cause of a reply, from most to least specific: a provider's own reply, known wording,
/// server software, enhanced code with its command, basic code with its command, class.
///
/// What the question leaves open (codes, command, host) is taken from the text where it stands there.
pub fn find(question: &Question<'_>) -> Finding {
    let parsed = parse_reply(question.text);
    let reply = Reply {
        basic: question.basic.or(parsed.basic),
        enhanced: question.enhanced.or(parsed.enhanced),
        command: question.command.or(parsed.command),
        words: normalize::normalize(&parsed.words),
        host: question.host.or(parsed.host).map(str::to_ascii_lowercase),
    };
    let knowledge = &*KNOWLEDGE;
    let whole = normalize::normalize(question.text);
    let provider = provider(knowledge, &reply, &whole);
    let rule = best_rule(knowledge, &reply, &reply.words, provider).or_else(|| {
        // The words in front of a quoted reply ("TLS is required, but was not offered by host ...") count
        // only where the reply itself says nothing.
        (!parsed.preface.is_empty()).then(|| best_rule(knowledge, &reply, &whole, provider)).flatten()
    });
    let fixer = |given: Option<Fixer>, cause: &str| given.unwrap_or_else(|| knowledge.fixer(cause));
    let name = |place: usize| knowledge.providers[place].id.as_str();
    // Words that say no more than that the mail was refused leave it to an enhanced code that says why.
    let rule =
        rule.filter(|rule| rule.rank >= VAGUE_RANK || rule.cause != "policy-rejected" || !says_why(&reply));
    if let Some(rule) = rule {
        // A provider's own words name it better than a host that two of its services share; the words of
        // software that many run do not.
        let by_words = rule.provider.filter(|_| !rule.shared);
        let own = by_words.filter(|place| !knowledge.providers[*place].software);
        return Finding {
            cause: &rule.cause,
            fixer: fixer(rule.fixer, &rule.cause),
            provider: own.or(provider).or(by_words).map(name),
        };
    }
    let (cause, given) = by_codes(knowledge, &reply);
    Finding { cause, fixer: fixer(given, cause), provider: provider.map(name) }
}

/// What a provider or server software is called, such as `Gmail and Google Workspace`; `None` where the id,
/// as in [`Finding::provider`], is not known.
pub fn provider_name(id: &str) -> Option<&'static str> {
    KNOWLEDGE.providers.iter().find(|provider| provider.id == id).map(|provider| provider.name.as_str())
}

/// Words of a lower rank that stand for a refusal by policy name no reason.
const VAGUE_RANK: i32 = 30;

/// Whether the enhanced code of a reply is one that names a reason by itself, as `X.3.4` does; `X.Y.0` and
/// `X.7.1` do not.
fn says_why(reply: &Reply) -> bool {
    reply.enhanced.is_some_and(|code| {
        matches!((code.subject, code.detail), (1, 2 | 3 | 10) | (2, 2 | 3) | (3, 1 | 4) | (4, 6 | 7))
    })
}

/// A reply ready to be compared with the facts.
struct Reply {
    basic: Option<u16>,
    enhanced: Option<EnhancedCode>,
    command: Option<Command>,
    /// Normalized.
    words: String,
    /// In lower case.
    host: Option<String>,
}

impl Reply {
    /// The first digit of the basic code, else of the enhanced code.
    fn class(&self) -> Option<u8> {
        self.basic.map(|code| (code / 100) as u8).or(self.enhanced.map(|code| code.class))
    }

    /// Whether the conditions hold; what is not known of the reply speaks against none but the enhanced code.
    fn meets(&self, conditions: &Conditions) -> bool {
        (conditions.codes.is_empty() || self.basic.is_none_or(|code| conditions.codes.contains(&code)))
            && (conditions.enhanced.is_empty()
                || self
                    .enhanced
                    .is_some_and(|code| conditions.enhanced.iter().any(|wanted| wanted.matches(code))))
            && conditions.class.is_none_or(|class| self.class().is_none_or(|own| own == class))
            && (conditions.commands.is_empty()
                || self
                    .command
                    .map_or(!conditions.command_known, |command| same_phase(command, &conditions.commands)))
    }
}

/// Whether a command is one of those wanted. Logs and people say `DATA` for the end of the data as well.
fn same_phase(command: Command, wanted: &[Command]) -> bool {
    wanted.iter().any(|want| {
        *want == command
            || matches!(
                (*want, command),
                (Command::EndOfData, Command::Data | Command::Bdat)
                    | (Command::Ehlo, Command::Helo | Command::Lhlo)
                    | (Command::Helo, Command::Ehlo)
            )
    })
}

/// The provider, by its host or by its words; its place in the list.
fn provider(knowledge: &Knowledge, reply: &Reply, whole: &str) -> Option<usize> {
    if let Some(host) = &reply.host {
        let host = host.trim_end_matches('.');
        let found = knowledge.providers.iter().position(|provider| {
            provider.hosts.iter().any(|domain| {
                host.strip_suffix(domain.as_str()).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
            })
        });
        if found.is_some() {
            return found;
        }
    }
    knowledge
        .signature_matcher
        .candidates(whole)
        .into_iter()
        .map(|at| &knowledge.signatures[at as usize])
        .find(|(pattern, _)| matcher::confirms(pattern, whole))
        .map(|(_, provider)| *provider)
}

/// The first rule, in the order of the list, that matches.
fn best_rule(
    knowledge: &'static Knowledge,
    reply: &Reply,
    words: &str,
    provider: Option<usize>,
) -> Option<&'static Rule> {
    // A success needs no explanation beyond itself; the few that say more name their code.
    let success = matches!(reply.class(), Some(2 | 3));
    knowledge.matcher.candidates(words).into_iter().map(|at| &knowledge.rules[at as usize]).find(|rule| {
        (!success || reply.basic.is_some_and(|code| rule.conditions.codes.contains(&code)))
            && (!rule.shared || (provider.is_some() && rule.provider == provider))
            && reply.meets(&rule.conditions)
            && matcher::confirms(&rule.pattern, words)
    })
}

/// What the codes and the command say where the words say nothing.
fn by_codes(knowledge: &'static Knowledge, reply: &Reply) -> (&'static str, Option<Fixer>) {
    let found = knowledge.fallback.iter().find(|fallback| {
        fallback.enhanced.is_none_or(|wanted| reply.enhanced.is_some_and(|code| wanted.matches(code)))
            && (fallback.conditions.codes.is_empty()
                || reply.basic.is_some_and(|code| fallback.conditions.codes.contains(&code)))
            && fallback.conditions.class.is_none_or(|class| reply.class() == Some(class))
            && (fallback.conditions.commands.is_empty()
                || reply.command.is_some_and(|command| same_phase(command, &fallback.conditions.commands)))
    });
    found.map_or(("unspecified", None), |fallback| (&fallback.cause, fallback.fixer))
}
