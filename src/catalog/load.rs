//! Parses the embedded files when they are first asked for, and answers look-ups.
//!
//! The files are part of the program and checked by tests, so a malformed one is a defect of the build:
//! it panics with the file's name and the parser's message.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::Language;
use super::embedded::{self, TextFile};
use super::entries::*;
use crate::code::{Class, EnhancedCode};
use crate::command::Command;

/// One value a language, parsed when it is first asked for.
struct PerLanguage<T: 'static> {
    en: LazyLock<T>,
    de: LazyLock<T>,
}

impl<T> PerLanguage<T> {
    fn get(&self, language: Language) -> &T {
        match language {
            Language::En => &self.en,
            Language::De => &self.de,
        }
    }
}

macro_rules! per_language {
    ($load:path) => {
        PerLanguage { en: LazyLock::new(|| $load(Language::En)), de: LazyLock::new(|| $load(Language::De)) }
    };
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct FactsFile {
    reply: Vec<ReplyFacts>,
    enhanced: Vec<EnhancedFacts>,
    cause: Vec<CauseFacts>,
    extension: Vec<ExtensionFacts>,
    command: Vec<CommandFacts>,
}

fn facts(name: &str, source: &str) -> FactsFile {
    toml::from_str(source).unwrap_or_else(|error| panic!("facts/{name}.toml: {error}"))
}

/// The tables of all the files, by key.
fn texts<T: DeserializeOwned>(files: &[TextFile], language: Language) -> BTreeMap<String, T> {
    let mut all = BTreeMap::new();
    for file in files {
        let tables: BTreeMap<String, T> = toml::from_str(file.source(language))
            .unwrap_or_else(|error| panic!("text/{}/{}.toml: {error}", language.tag(), file.name));
        for (key, text) in tables {
            let before = all.insert(key.clone(), text);
            assert!(before.is_none(), "text/{}: {key} has two tables", language.tag());
        }
    }
    all
}

pub(super) static REPLY_FACTS: LazyLock<Vec<ReplyFacts>> =
    LazyLock::new(|| facts("replies", embedded::REPLY_FACTS).reply);
pub(super) static ENHANCED_FACTS: LazyLock<Vec<EnhancedFacts>> =
    LazyLock::new(|| facts("enhanced", embedded::ENHANCED_FACTS).enhanced);
pub(super) static CAUSE_FACTS: LazyLock<Vec<CauseFacts>> =
    LazyLock::new(|| facts("causes", embedded::CAUSE_FACTS).cause);

pub(super) static EXTENSION_FACTS: LazyLock<Vec<ExtensionFacts>> =
    LazyLock::new(|| facts("extensions", embedded::EXTENSION_FACTS).extension);
pub(super) static COMMAND_FACTS: LazyLock<Vec<CommandFacts>> =
    LazyLock::new(|| facts("commands", embedded::COMMAND_FACTS).command);

pub(super) fn reply_texts(language: Language) -> BTreeMap<String, EntryText> {
    texts(embedded::REPLY_TEXTS, language)
}

pub(super) fn enhanced_texts(language: Language) -> BTreeMap<String, EntryText> {
    texts(embedded::ENHANCED_TEXTS, language)
}

pub(super) fn cause_texts(language: Language) -> BTreeMap<String, CauseText> {
    texts(embedded::CAUSE_TEXTS, language)
}

pub(super) fn class_texts(language: Language) -> BTreeMap<String, ClassText> {
    texts(embedded::CLASS_TEXTS, language)
}

pub(super) fn enhanced_class_texts(language: Language) -> BTreeMap<String, GroupText> {
    texts(embedded::ENHANCED_CLASS_TEXTS, language)
}

pub(super) fn subject_texts(language: Language) -> BTreeMap<String, GroupText> {
    texts(embedded::SUBJECT_TEXTS, language)
}

pub(super) fn usage_texts(language: Language) -> BTreeMap<String, String> {
    texts(embedded::USAGE_TEXTS, language)
}

static USAGE: PerLanguage<BTreeMap<String, String>> = per_language!(usage_texts);

/// When a server uses a code, as a sentence in the imperative. The key is a basic code or an enhanced code
/// of any class (`550`, `5.7.1`).
pub fn usage(code: &str, language: Language) -> Option<&'static str> {
    let usage = USAGE.get(language);
    let without_class = || code.get(1..).and_then(|rest| usage.get(&format!("X{rest}")));
    usage.get(code).or_else(without_class).map(String::as_str)
}

static CLASSES: PerLanguage<BTreeMap<String, ClassText>> = per_language!(class_texts);

static REPLIES: PerLanguage<BTreeMap<u16, ReplyEntry>> = per_language!(replies_of);

fn replies_of(language: Language) -> BTreeMap<u16, ReplyEntry> {
    let mut texts = reply_texts(language);
    REPLY_FACTS
        .iter()
        .filter_map(|facts| {
            let text = texts.remove(&facts.code.to_string())?;
            Some((facts.code, ReplyEntry { facts, text }))
        })
        .collect()
}

/// By subject, first and last detail.
type Enhanced = BTreeMap<(u16, u16, u16), (&'static EnhancedFacts, EntryText)>;

static ENHANCED: PerLanguage<Enhanced> = per_language!(enhanced_of);

fn enhanced_of(language: Language) -> Enhanced {
    let mut texts = enhanced_texts(language);
    ENHANCED_FACTS
        .iter()
        .filter_map(|facts| Some((facts.span()?, (facts, texts.remove(&facts.code)?))))
        .collect()
}

static ENHANCED_CLASSES: PerLanguage<BTreeMap<String, GroupText>> = per_language!(enhanced_class_texts);
static SUBJECTS: PerLanguage<BTreeMap<String, GroupText>> = per_language!(subject_texts);

static CAUSES: PerLanguage<BTreeMap<&'static str, CauseEntry>> = per_language!(causes_of);

fn causes_of(language: Language) -> BTreeMap<&'static str, CauseEntry> {
    let mut texts = cause_texts(language);
    CAUSE_FACTS
        .iter()
        .filter_map(|facts| {
            let text = texts.remove(&facts.id)?;
            Some((facts.id.as_str(), CauseEntry { facts, text }))
        })
        .collect()
}

pub(super) fn extension_texts(language: Language) -> BTreeMap<String, TermText> {
    texts(embedded::EXTENSION_TEXTS, language)
}

pub(super) fn command_texts(language: Language) -> BTreeMap<String, TermText> {
    texts(embedded::COMMAND_TEXTS, language)
}

static EXTENSIONS: PerLanguage<BTreeMap<&'static str, ExtensionEntry>> = per_language!(extensions_of);

fn extensions_of(language: Language) -> BTreeMap<&'static str, ExtensionEntry> {
    let mut texts = extension_texts(language);
    EXTENSION_FACTS
        .iter()
        .filter_map(|facts| {
            let text = texts.remove(&facts.keyword)?;
            Some((facts.keyword.as_str(), ExtensionEntry { facts, text }))
        })
        .collect()
}

static COMMANDS: PerLanguage<BTreeMap<&'static str, CommandEntry>> = per_language!(commands_of);

fn commands_of(language: Language) -> BTreeMap<&'static str, CommandEntry> {
    let mut texts = command_texts(language);
    COMMAND_FACTS
        .iter()
        .filter_map(|facts| {
            let text = texts.remove(&facts.verb)?;
            Some((facts.verb.as_str(), CommandEntry { facts, text }))
        })
        .collect()
}

/// The class that a first digit says.
pub fn class(class: Class, language: Language) -> &'static ClassText {
    // The file has the five digits (a test proves it), so the index cannot fail.
    &CLASSES.get(language)[&class.digit().to_string()]
}

/// A basic code; `None` for codes that nobody is known to send.
pub fn reply(code: u16, language: Language) -> Option<&'static ReplyEntry> {
    REPLIES.get(language).get(&code)
}

/// All basic codes, in order.
pub fn replies(language: Language) -> impl Iterator<Item = &'static ReplyEntry> {
    REPLIES.get(language).values()
}

/// An enhanced status code: what its class and its subject say, and the code itself where it is known.
pub fn enhanced(code: EnhancedCode, language: Language) -> EnhancedEntry {
    let (subject, detail) = (code.subject, code.detail);
    let known = ENHANCED.get(language);
    // A single code goes before a range, a narrow range before a wide one; a range holds for its classes.
    let own = known.get(&(subject, detail, detail)).or_else(|| {
        known
            .range((subject, 0, 0)..=(subject, detail, u16::MAX))
            .filter(|((_, _, last), (facts, _))| detail <= *last && facts.classes.contains(&code.class))
            .min_by_key(|((_, first, last), _)| last - first)
            .map(|(_, own)| own)
    });
    let subjects = SUBJECTS.get(language);
    EnhancedEntry {
        code,
        // The files have all three classes and subject 0 (a test proves it), so the indexes cannot fail.
        class: &ENHANCED_CLASSES.get(language)[&code.class.to_string()],
        subject: subjects.get(&code.subject.to_string()).unwrap_or_else(|| &subjects["0"]),
        own: own.map(|(facts, text)| (*facts, text)),
    }
}

/// All enhanced codes that the catalog knows, in the order of the facts.
pub fn enhanced_facts() -> &'static [EnhancedFacts] {
    &ENHANCED_FACTS
}

/// A cause by its id, such as `recipient-unknown`.
pub fn cause(id: &str, language: Language) -> Option<&'static CauseEntry> {
    CAUSES.get(language).get(id)
}

/// All causes, by id.
pub fn causes(language: Language) -> impl Iterator<Item = &'static CauseEntry> {
    CAUSES.get(language).values()
}

/// An EHLO keyword or an AUTH mechanism by its name, in any case.
pub fn extension(keyword: &str, language: Language) -> Option<&'static ExtensionEntry> {
    EXTENSIONS.get(language).get(keyword.to_ascii_uppercase().as_str())
}

/// A command.
pub fn command(command: Command, language: Language) -> Option<&'static CommandEntry> {
    COMMANDS.get(language).get(command.name())
}
