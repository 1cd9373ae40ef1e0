//! The facts that causes are found by, read from the TOML files beside the code when first asked for.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::Fixer;
use super::files::{CAUSES, FALLBACK, PROVIDERS, WORDINGS};
use super::matcher::{Matcher, Pattern};
use crate::code::EnhancedCode;
use crate::command::Command;

/// The order of a provider's own reply among others where its file says nothing else.
const PROVIDER_RANK: i32 = 70;
/// The order of a known wording where its file says nothing else.
const WORDING_RANK: i32 = 50;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordingFile {
    group: Vec<Group>,
}

/// Wordings of one cause.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    cause: String,
    rank: Option<i32>,
    fixer: Option<Fixer>,
    replies: Vec<ReplyFact>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProviderFile {
    id: String,
    name: String,
    /// Where the wordings were seen.
    #[serde(rename = "source")]
    _source: String,
    /// The order of its replies among others; server software, whose words many providers use, stands
    /// behind the known wordings.
    rank: Option<i32>,
    /// Domain names; hosts in them are the provider's.
    #[serde(default)]
    hosts: Vec<String>,
    /// Words by which a reply is known as the provider's.
    #[serde(default)]
    signatures: Vec<String>,
    #[serde(default)]
    replies: Vec<ReplyFact>,
}

/// One wording and what it means.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReplyFact {
    pattern: String,
    /// A reply that the pattern was made for.
    example: String,
    cause: Option<String>,
    fixer: Option<Fixer>,
    rank: Option<i32>,
    /// Basic codes of which the reply must have one, if it has any.
    #[serde(default)]
    codes: Vec<u16>,
    /// Enhanced codes of which the reply must have one; `X.7.1` stands for every class.
    #[serde(default)]
    enhanced: Vec<String>,
    /// The class, 4 or 5, that the reply must have.
    class: Option<u8>,
    /// Commands of which the reply must answer one, if it is known which it answers.
    #[serde(default)]
    commands: Vec<String>,
    /// Commands of which it must be known that the reply answers one.
    #[serde(default)]
    answers: Vec<String>,
    /// Whether the words alone do not tell the provider, so that its host or signature must.
    #[serde(default)]
    shared: bool,
}

/// As much of `causes.toml` as is needed here.
#[derive(Deserialize)]
struct CauseFile {
    cause: Vec<CauseFact>,
}

#[derive(Deserialize)]
struct CauseFact {
    id: String,
    fixer: Fixer,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FallbackFile {
    code: Vec<FallbackFact>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FallbackFact {
    enhanced: Option<String>,
    basic: Option<u16>,
    #[serde(default)]
    basics: Vec<u16>,
    class: Option<u8>,
    #[serde(default)]
    commands: Vec<String>,
    cause: String,
    fixer: Option<Fixer>,
}

/// What must hold beside the words.
#[derive(Debug, Default)]
pub(super) struct Conditions {
    pub(super) codes: Vec<u16>,
    pub(super) enhanced: Vec<EnhancedPattern>,
    pub(super) class: Option<u8>,
    pub(super) commands: Vec<Command>,
    /// Whether a reply of which the command is not known fails the conditions.
    pub(super) command_known: bool,
}

/// An enhanced code whose class may be left open.
#[derive(Clone, Copy, Debug)]
pub(super) struct EnhancedPattern {
    class: Option<u8>,
    subject: u16,
    detail: (u16, u16),
}

impl EnhancedPattern {
    /// Reads `5.7.1`, `X.7.1` or, for a range of details, `5.7.606-649`.
    fn new(text: &str) -> Result<EnhancedPattern, String> {
        let wrong = || format!("'{text}' is no enhanced code");
        let mut parts = text.split('.');
        let (Some(class), Some(subject), Some(detail), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(wrong());
        };
        let (first, last) = detail.split_once('-').unwrap_or((detail, detail));
        let class = if class == "X" { None } else { Some(class.parse().map_err(|_| wrong())?) };
        Ok(EnhancedPattern {
            class,
            subject: subject.parse().map_err(|_| wrong())?,
            detail: (first.parse().map_err(|_| wrong())?, last.parse().map_err(|_| wrong())?),
        })
    }

    pub(super) fn matches(self, code: EnhancedCode) -> bool {
        self.class.is_none_or(|class| class == code.class)
            && self.subject == code.subject
            && (self.detail.0..=self.detail.1).contains(&code.detail)
    }
}

/// A wording with its conditions and its meaning.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) pattern: Pattern,
    pub(super) conditions: Conditions,
    pub(super) cause: String,
    pub(super) fixer: Option<Fixer>,
    /// The place of the provider in [`Knowledge::providers`].
    pub(super) provider: Option<usize>,
    pub(super) shared: bool,
    pub(super) rank: i32,
    #[cfg_attr(not(test), allow(dead_code))]
    pub(super) example: String,
}

/// A provider or server software.
#[derive(Debug)]
pub(super) struct Provider {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) hosts: Vec<String>,
    /// Whether it is a program that many run, whose words tell less than the host does.
    pub(super) software: bool,
}

/// What a code says where the words say nothing.
#[derive(Debug)]
pub(super) struct Fallback {
    pub(super) enhanced: Option<EnhancedPattern>,
    pub(super) conditions: Conditions,
    pub(super) cause: String,
    pub(super) fixer: Option<Fixer>,
}

/// Everything that causes are found by.
#[derive(Debug)]
pub(super) struct Knowledge {
    /// The best first: by rank, then by how much the words say.
    pub(super) rules: Vec<Rule>,
    pub(super) matcher: Matcher,
    pub(super) providers: Vec<Provider>,
    pub(super) signatures: Vec<(Pattern, usize)>,
    pub(super) signature_matcher: Matcher,
    pub(super) fallback: Vec<Fallback>,
    /// Who can mostly mend a cause.
    fixers: HashMap<String, Fixer>,
}

impl Knowledge {
    /// Who can mostly mend a cause; the receiver, who at least knows more, where that is unknown.
    pub(super) fn fixer(&self, cause: &str) -> Fixer {
        self.fixers.get(cause).copied().unwrap_or(Fixer::Receiver)
    }
}

/// The facts. Reading them is left to the first question, so that starting the program costs nothing.
pub(super) static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| {
    // The files are part of the program, and a test reads them all: an error here cannot reach a user.
    read().unwrap_or_else(|error| panic!("the catalog is broken: {error}"))
});

fn read() -> Result<Knowledge, String> {
    let mut rules = Vec::new();
    let mut providers = Vec::new();
    let mut signatures = Vec::new();
    for (name, text) in WORDINGS {
        let file: WordingFile = toml::from_str(text).map_err(|error| format!("{name}: {error}"))?;
        for group in file.group {
            let rank = group.rank.unwrap_or(WORDING_RANK);
            for mut fact in group.replies {
                fact.fixer = fact.fixer.or(group.fixer);
                fact.cause = fact.cause.or_else(|| Some(group.cause.clone()));
                rules.push(rule(fact, rank, None).map_err(|error| format!("{name}: {error}"))?);
            }
        }
    }
    for (name, text) in PROVIDERS {
        let file: ProviderFile = toml::from_str(text).map_err(|error| format!("{name}: {error}"))?;
        let place = providers.len();
        for signature in &file.signatures {
            let pattern =
                Pattern::new(signature).map_err(|error| format!("{name}: signature {signature}: {error}"))?;
            signatures.push((pattern, place));
        }
        for fact in file.replies {
            let rank = file.rank.unwrap_or(PROVIDER_RANK);
            rules.push(rule(fact, rank, Some(place)).map_err(|error| format!("{name}: {error}"))?);
        }
        providers.push(Provider {
            software: file.rank.is_some(),
            id: file.id,
            name: file.name,
            hosts: file.hosts,
        });
    }
    let causes: CauseFile = toml::from_str(CAUSES).map_err(|error| format!("causes: {error}"))?;
    let fixers = causes.cause.into_iter().map(|fact| (fact.id, fact.fixer)).collect();
    rules.sort_by_key(|rule| std::cmp::Reverse((rule.rank, rule.pattern.specificity)));
    let matcher = Matcher::new(rules.iter().map(|rule| &rule.pattern))?;
    let signature_matcher = Matcher::new(signatures.iter().map(|(pattern, _)| pattern))?;
    Ok(Knowledge { rules, matcher, providers, signatures, signature_matcher, fallback: fallback()?, fixers })
}

fn rule(fact: ReplyFact, rank: i32, provider: Option<usize>) -> Result<Rule, String> {
    let told = |error: String| format!("{}: {error}", fact.pattern);
    let commands = if fact.answers.is_empty() { &fact.commands } else { &fact.answers };
    Ok(Rule {
        pattern: Pattern::new(&fact.pattern).map_err(told)?,
        conditions: Conditions {
            command_known: !fact.answers.is_empty(),
            ..conditions(fact.codes, &fact.enhanced, fact.class, commands).map_err(told)?
        },
        cause: fact.cause.ok_or_else(|| told("no cause".to_owned()))?,
        fixer: fact.fixer,
        provider,
        shared: fact.shared,
        rank: fact.rank.unwrap_or(rank),
        example: fact.example,
    })
}

fn conditions(
    codes: Vec<u16>,
    enhanced: &[String],
    class: Option<u8>,
    commands: &[String],
) -> Result<Conditions, String> {
    Ok(Conditions {
        codes,
        enhanced: enhanced.iter().map(|text| EnhancedPattern::new(text)).collect::<Result<_, _>>()?,
        class,
        commands: commands
            .iter()
            .map(|name| Command::from_phrase(name).ok_or_else(|| format!("'{name}' is no command")))
            .collect::<Result<_, _>>()?,
        command_known: false,
    })
}

fn fallback() -> Result<Vec<Fallback>, String> {
    let file: FallbackFile = toml::from_str(FALLBACK).map_err(|error| format!("fallback: {error}"))?;
    file.code
        .into_iter()
        .map(|fact| {
            let codes = fact.basic.map_or(fact.basics, |basic| vec![basic]);
            Ok(Fallback {
                enhanced: fact.enhanced.as_deref().map(EnhancedPattern::new).transpose()?,
                conditions: conditions(codes, &[], fact.class, &fact.commands)?,
                cause: fact.cause,
                fixer: fact.fixer,
            })
        })
        .collect()
}
