//! Replies of the user's own: what a project file or a setting adds to the catalog.
//!
//! They go before everything that the catalog knows: whoever writes one knows the server better. Of several
//! that match, the first counts.

mod fault;
mod source;
#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::Arc;

use regex::{Regex, RegexBuilder, RegexSet, RegexSetBuilder};

use super::finding::{Finding, Fixer, Question, find};
use super::reply_text::parse_reply;
use super::{Language, cause};
use crate::code::Code;
pub use fault::{Fault, Kind, Wrong};

/// A source has no more replies than this.
const MOST: usize = 500;
/// A compiled pattern is no larger than this, in bytes, and all of a source together are no larger than
/// [`ALL_PATTERNS`].
const ONE_PATTERN: usize = 1 << 20;
const ALL_PATTERNS: usize = 16 << 20;
/// The title stands for the whole answer in lists, as every first sentence does; in characters.
const LONGEST_TITLE: usize = 100;

/// One reply of the user's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnReply {
    /// A regular expression, in the syntax of the `regex` crate, without regard to case. It is searched for
    /// in the whole reply with its codes, its lines joined by spaces.
    pub pattern: String,
    /// One sentence of at most 100 characters that can follow `550 5.7.1: `.
    pub title: Option<String>,
    /// What there is to say, with code between backticks.
    pub text: Option<String>,
    /// An id of `facts/causes.toml`.
    pub cause: Option<&'static str>,
    /// Who can mend it.
    pub fixer: Option<Fixer>,
    /// A domain name in lower case: the answering host must be known and be in it.
    pub host: Option<String>,
    /// The codes of which the reply must have one; empty where any will do.
    pub codes: Vec<Code>,
}

/// The replies of one source, ready to be searched for.
#[derive(Clone)]
pub struct OwnReplies {
    replies: Vec<Arc<OwnReply>>,
    /// All patterns, in the order of the replies: one search, linear in the text.
    patterns: RegexSet,
}

impl OwnReplies {
    /// Reads a project file. What is wrong is left out and told, in the order of the text.
    pub fn of_toml(text: &str) -> (OwnReplies, Vec<Fault>) {
        let (sources, faults) = source::of_toml(text);
        build(sources, faults)
    }

    /// Reads the value of the setting: a list of objects with the same keys as in the project file.
    pub fn of_json(value: &serde_json::Value) -> (OwnReplies, Vec<Fault>) {
        let (sources, faults) = source::of_json(value);
        build(sources, faults)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.replies.is_empty()
    }

    /// The first reply that fits.
    fn find(&self, question: &Question<'_>) -> Option<&Arc<OwnReply>> {
        if self.replies.is_empty() {
            return None;
        }
        let parsed = parse_reply(question.text);
        let joined = question.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let basic = question.basic.or(parsed.basic).map(Code::Basic);
        let enhanced = question.enhanced.or(parsed.enhanced).map(Code::Enhanced);
        let host = question.host.or(parsed.host);
        let fits = |reply: &OwnReply| {
            let has = |code: &Code| basic.as_ref() == Some(code) || enhanced.as_ref() == Some(code);
            (reply.codes.is_empty() || reply.codes.iter().any(has))
                && reply.host.as_deref().is_none_or(|domain| host.is_some_and(|host| is_in(host, domain)))
        };
        let matched = self.patterns.matches(&joined);
        matched.into_iter().map(|place| &self.replies[place]).find(|reply| fits(reply))
    }
}

impl fmt::Debug for OwnReplies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.replies).finish()
    }
}

/// The patterns follow from the replies.
impl PartialEq for OwnReplies {
    fn eq(&self, other: &OwnReplies) -> bool {
        self.replies == other.replies
    }
}

impl Eq for OwnReplies {}

/// Finds the cause of a reply as [`find`] does, but asks the user's own replies first, source by source.
pub fn find_with(own: &[Arc<OwnReplies>], question: &Question<'_>) -> (Finding, Option<Arc<OwnReply>>) {
    let mut finding = find(question);
    let own = own.iter().find_map(|replies| replies.find(question)).cloned();
    if let Some(own) = &own {
        if let Some(entry) = own.cause.and_then(|id| cause(id, Language::En)) {
            finding.cause = &entry.facts.id;
            finding.fixer = entry.facts.fixer;
        }
        finding.fixer = own.fixer.unwrap_or(finding.fixer);
    }
    (finding, own)
}

/// Whether a host is a domain or in it.
fn is_in(host: &str, domain: &str) -> bool {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// Compiles what was read.
fn build(sources: Vec<source::Source>, mut faults: Vec<Fault>) -> (OwnReplies, Vec<Fault>) {
    let mut replies = Vec::new();
    for source in sources {
        if replies.len() == MOST {
            faults.push(source.fault(Wrong::TooMany(MOST)));
            break;
        }
        match compile(&source.reply) {
            Ok(_) => replies.push(Arc::new(source.reply)),
            Err(wrong) => faults.push(source.pattern_fault(wrong)),
        }
    }
    let all = replies.iter().map(|reply| reply.pattern.as_str());
    let patterns = RegexSetBuilder::new(all).case_insensitive(true).size_limit(ALL_PATTERNS).build();
    let patterns = patterns.unwrap_or_else(|_| {
        faults.push(Fault { bytes: 0..0, reply: None, key: None, wrong: Wrong::TooLargeTogether });
        replies.clear();
        RegexSet::empty()
    });
    faults.sort_by_key(|fault| fault.bytes.start);
    (OwnReplies { replies, patterns }, faults)
}

/// Checks a pattern by itself, so that its fault is told where it stands.
fn compile(reply: &OwnReply) -> Result<Regex, Wrong> {
    let built = RegexBuilder::new(&reply.pattern).case_insensitive(true).size_limit(ONE_PATTERN).build();
    let regex = built.map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => Wrong::PatternTooLarge,
        // The last line says it; those before draw an arrow under the pattern.
        error => Wrong::Pattern(
            error.to_string().lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned(),
        ),
    })?;
    if regex.is_match("") && reply.host.is_none() && reply.codes.is_empty() {
        return Err(Wrong::MatchesAll);
    }
    Ok(regex)
}
