//! Rules: their texts and examples. What they check is in [`crate::rules`].

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::{Language, Page, Reference};

/// What is known of a rule in every language.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleFacts {
    /// Its id.
    pub id: String,
    /// The file name under which the examples are read.
    path: String,
    bad: String,
    good: String,
    /// Where it is written.
    pub references: Vec<Reference>,
    /// Where the program's own documentation speaks of it.
    #[serde(default)]
    pub pages: Vec<Page>,
}

impl RuleFacts {
    /// The file name under which the examples are read.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// An example that the rule finds something in. Where it is about length, it is made longer than the one
    /// for readers.
    pub fn bad(&self) -> String {
        self.bad.replace("{long}", &"word ".repeat(110))
    }

    /// The example as readers see it.
    pub fn shown(&self) -> String {
        self.bad.replace("{long}", "...")
    }

    /// Where to read more: what it is called and its address, RFCs first.
    pub fn links(&self) -> impl Iterator<Item = (String, String)> {
        let references = self.references.iter().map(|known| (known.label(), known.url()));
        references.chain(self.pages.iter().map(|page| (page.title.clone(), page.url.clone())))
    }

    /// The same put right.
    pub fn good(&self) -> &str {
        &self.good
    }
}

/// What is said of a rule in one language.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleText {
    /// The diagnostic, with placeholders.
    pub message: String,
    /// What stands at the place that explains a finding; empty where there is none.
    #[serde(default)]
    pub related: String,
    /// What is found.
    pub what: String,
    /// Why it matters.
    pub why: String,
    /// What to do.
    pub fix: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    rule: Vec<RuleFacts>,
}

static FACTS: LazyLock<Vec<RuleFacts>> =
    LazyLock::new(|| parse::<File>(include_str!("facts/rules.toml")).rule);

type Texts = LazyLock<BTreeMap<String, RuleText>>;
static EN: Texts = LazyLock::new(|| parse(include_str!("text/en/rules.toml")));
static DE: Texts = LazyLock::new(|| parse(include_str!("text/de/rules.toml")));

/// The files are part of the program; a test reads them all.
fn parse<T: serde::de::DeserializeOwned>(source: &str) -> T {
    toml::from_str(source).unwrap_or_else(|error| panic!("a file of rules is malformed: {error}"))
}

/// What is known of a rule in every language.
pub fn rule_facts(id: &str) -> Option<&'static RuleFacts> {
    FACTS.iter().find(|facts| facts.id == id)
}

/// What is said of a rule.
pub fn rule_text(id: &str, language: Language) -> Option<&'static RuleText> {
    rule_texts(language).get(id)
}

/// The texts of all rules.
pub fn rule_texts(language: Language) -> &'static BTreeMap<String, RuleText> {
    match language {
        Language::En => &EN,
        Language::De => &DE,
    }
}
