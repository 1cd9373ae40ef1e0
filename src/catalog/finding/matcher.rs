//! Many patterns against one text in time linear in the text: one search for a literal that each pattern
//! must contain, then the few patterns whose literal was found. A pattern is compiled when first needed.

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use regex::bytes::{Regex, RegexBuilder};
use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Class, Hir, HirKind};

/// A pattern over normalized text, in the syntax of the `regex` crate. It works on bytes: `.` is one byte,
/// which makes `.{1,60}` small, and sets hold ASCII only (`(а|о)`, not `[ао]`).
#[derive(Debug)]
pub(super) struct Pattern {
    pub(super) source: String,
    /// Present once a search needed it; `None` where it is too large to compile, which its test would tell.
    compiled: OnceLock<Option<Regex>>,
    /// Whether the source is a plain text, so that finding it is all.
    literal: bool,
    /// How many letters the shortest text that matches has: a longer one says more.
    pub(super) specificity: usize,
    needles: Vec<String>,
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// Says what is wrong where the source is no regular expression or has no literal of three letters.
    pub(super) fn new(source: &str) -> Result<Pattern, String> {
        let hir = ParserBuilder::new()
            .unicode(false)
            .utf8(false)
            .build()
            .parse(source)
            .map_err(|error| error.to_string())?;
        let needles =
            needles(&hir).filter(|needles| weight(needles) >= 2).ok_or("no literal to search for")?;
        let literal = matches!(hir.kind(), HirKind::Literal(_));
        Ok(Pattern {
            source: source.to_owned(),
            compiled: OnceLock::new(),
            literal,
            specificity: specificity(&hir),
            needles,
        })
    }

    /// Whether a text that holds one of the pattern's needles matches all of it.
    fn confirms(&self, text: &str) -> bool {
        self.literal
            || self
                .compiled
                .get_or_init(|| RegexBuilder::new(&self.source).unicode(false).build().ok())
                .as_ref()
                .is_some_and(|regex| regex.is_match(text.as_bytes()))
    }
}

/// Texts of which at least one is in every match; the choice whose shortest is longest.
fn needles(hir: &Hir) -> Option<Vec<String>> {
    match hir.kind() {
        HirKind::Literal(literal) => std::str::from_utf8(&literal.0).ok().map(|text| vec![text.to_owned()]),
        HirKind::Capture(capture) => needles(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => needles(&repetition.sub),
        HirKind::Concat(parts) => parts.iter().filter_map(needles).max_by_key(|needles| weight(needles)),
        HirKind::Alternation(branches) => {
            let all: Option<Vec<Vec<String>>> = branches.iter().map(needles).collect();
            all.map(|all| all.concat())
        }
        _ => None,
    }
}

fn weight(needles: &[String]) -> usize {
    needles
        .iter()
        .map(|needle| needle.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum())
        .min()
        .unwrap_or(0)
}

fn specificity(hir: &Hir) -> usize {
    match hir.kind() {
        HirKind::Literal(literal) => {
            std::str::from_utf8(&literal.0).map_or(0, |text| weight(&[text.to_owned()]))
        }
        HirKind::Class(Class::Bytes(class)) if class.ranges().len() <= 4 => 1,
        HirKind::Capture(capture) => specificity(&capture.sub),
        HirKind::Repetition(repetition) => specificity(&repetition.sub) * repetition.min.min(4) as usize,
        HirKind::Concat(parts) => parts.iter().map(specificity).sum(),
        HirKind::Alternation(branches) => branches.iter().map(specificity).min().unwrap_or(0),
        _ => 0,
    }
}

/// A set of patterns that are searched for together.
#[derive(Debug)]
pub(super) struct Matcher {
    search: AhoCorasick,
    /// For each needle the patterns that need it, as places in the slice that the matcher was built from.
    owners: Vec<Vec<u32>>,
}

impl Matcher {
    /// Builds the search over patterns, which are known by their places from then on.
    pub(super) fn new<'a>(patterns: impl Iterator<Item = &'a Pattern>) -> Result<Matcher, String> {
        let mut numbers = std::collections::HashMap::new();
        let mut owners: Vec<Vec<u32>> = Vec::new();
        let mut texts = Vec::new();
        for (place, pattern) in patterns.enumerate() {
            for needle in &pattern.needles {
                let number = *numbers.entry(needle.as_str()).or_insert_with(|| {
                    texts.push(needle.as_str());
                    owners.push(Vec::new());
                    owners.len() - 1
                });
                owners[number].push(place as u32);
            }
        }
        let search = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(&texts)
            .map_err(|error| error.to_string())?;
        Ok(Matcher { search, owners })
    }

    /// The places of the patterns that may match, ascending, each once.
    pub(super) fn candidates(&self, text: &str) -> Vec<u32> {
        let mut places = Vec::new();
        for found in self.search.find_overlapping_iter(text) {
            places.extend_from_slice(&self.owners[found.pattern().as_usize()]);
        }
        places.sort_unstable();
        places.dedup();
        places
    }
}

/// Whether a candidate of [`Matcher::candidates`] does match.
pub(super) fn confirms(pattern: &Pattern, text: &str) -> bool {
    pattern.confirms(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_matches_is_confirmed() {
        let sources =
            ["user unknown", "blocked using .*open resolver", "(mailbox|inbox) (is )?full", r"\bspam\b"];
        let patterns: Vec<Pattern> = sources.iter().map(|source| Pattern::new(source).unwrap()).collect();
        let matcher = Matcher::new(patterns.iter()).unwrap();
        let matches = |text: &str| -> Vec<u32> {
            matcher
                .candidates(text)
                .into_iter()
                .filter(|at| confirms(&patterns[*at as usize], text))
                .collect()
        };
        assert_eq!(matches("550 user unknown in table"), [0]);
        assert_eq!(matches("blocked using zen; open resolver"), [1]);
        assert_eq!(matches("open resolver"), Vec::<u32>::new());
        assert_eq!(matches("the inbox full of spam"), [2, 3]);
        assert_eq!(matches("spamming"), Vec::<u32>::new());
    }

    #[test]
    fn patterns_without_a_literal_are_refused() {
        for source in [".*", r"\d+", "(a|.*)", "["] {
            assert!(Pattern::new(source).is_err(), "{source}");
        }
    }
}
