//! What a provider wants done about a cause, beside what is generally done: its own words for it, its own
//! steps, its own page.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::{Finding, Language, Page};

/// A provider's own remedy, in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Remedy {
    /// One sentence of at most 100 characters that begins with the provider's name and can follow `550 5.7.26: `.
    pub meaning: &'static str,
    /// Steps, in order.
    pub steps: &'static [String],
    /// The provider's page about it, where there is one that stays.
    pub page: Option<&'static Page>,
}

/// The remedy that the provider of a reply has for its cause.
pub fn remedy(finding: &Finding, language: Language) -> Option<Remedy> {
    let provider = finding.provider?;
    let fact = FACTS.iter().find(|fact| {
        fact.at
            .iter()
            .any(|at| at.provider == provider && at.causes.iter().any(|cause| cause == finding.cause))
    })?;
    let texts = match language {
        Language::En => &*EN,
        Language::De => &*DE,
    };
    let text = texts.get(&fact.id)?;
    Some(Remedy { meaning: &text.meaning, steps: &text.steps, page: fact.page.as_ref() })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    remedy: Vec<Fact>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fact {
    id: String,
    at: Vec<At>,
    page: Option<Page>,
}

/// Causes of which a provider's replies are answered by the remedy.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct At {
    provider: String,
    causes: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    meaning: String,
    steps: Vec<String>,
}

// The files are part of the program and read by the tests below: a fault in them is one of the build.
static FACTS: LazyLock<Vec<Fact>> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("facts/remedies.toml"))
        .unwrap_or_else(|error| panic!("facts/remedies.toml: {error}"));
    file.remedy
});
static EN: LazyLock<BTreeMap<String, Text>> =
    LazyLock::new(|| texts("en", include_str!("text/en/providers.toml")));
static DE: LazyLock<BTreeMap<String, Text>> =
    LazyLock::new(|| texts("de", include_str!("text/de/providers.toml")));

fn texts(language: &str, source: &str) -> BTreeMap<String, Text> {
    toml::from_str(source).unwrap_or_else(|error| panic!("text/{language}/providers.toml: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{Question, cause, find, provider_name};

    #[test]
    fn every_remedy_has_a_full_text_in_every_language_and_a_use() {
        for fact in FACTS.iter() {
            let (en, de) = (&EN[&fact.id], &DE[&fact.id]);
            assert_eq!(en.steps.len(), de.steps.len(), "{}", fact.id);
            for text in [en, de] {
                assert!(text.meaning.chars().count() <= 100, "{}", text.meaning);
                assert!(text.meaning.ends_with('.') && !text.steps.is_empty(), "{}", fact.id);
                assert!(text.steps.iter().all(|step| !step.trim().is_empty()), "{}", fact.id);
            }
            for at in &fact.at {
                assert!(provider_name(&at.provider).is_some(), "{}: {}", fact.id, at.provider);
                for id in &at.causes {
                    assert!(cause(id, Language::En).is_some(), "{}: {id}", fact.id);
                }
            }
            assert!(fact.page.as_ref().is_none_or(|page| page.url.starts_with("https://")), "{}", fact.id);
        }
        assert_eq!(EN.len(), FACTS.len());
        assert_eq!(DE.len(), FACTS.len());
    }

    #[test]
    fn a_providers_reply_has_the_providers_remedy() {
        let of = |text: &str| {
            let finding = find(&Question { text, ..Question::default() });
            remedy(&finding, Language::En).map(|remedy| remedy.meaning)
        };
        assert!(
            of("550 5.7.26 This mail has been blocked because the sender is unauthenticated. - gsmtp")
                .is_some_and(|meaning| meaning.starts_with("Gmail"))
        );
        assert!(of("554 IP=192.0.2.1 - A problem occurred. (Ask your postmaster for help or to contact tobr@rx.t-online.de to clarify.) (BL)")
            .is_some_and(|meaning| meaning.starts_with("T-Online")));
        assert!(of("550 5.7.1 messages from [192.0.2.1] weren't sent. part of their network is on our block list (S3150). [BL2NAM02FT022.eop-nam02.prod.protection.outlook.com]")
            .is_some_and(|meaning| meaning.starts_with("Outlook.com")));
        assert_eq!(of("550 5.1.1 User unknown"), None);
    }
}
