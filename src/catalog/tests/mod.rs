//! The catalog is complete: every id has a full text in every language, and nothing dangles.

mod facts;

use std::collections::BTreeSet;

use super::load::{self, CAUSE_FACTS, ENHANCED_FACTS, REPLY_FACTS};
use super::*;
use crate::code::{Class, EnhancedCode};

/// What a test complains of; all of it at once, so that a writer sees the whole list.
#[derive(Default)]
struct Complaints(Vec<String>);

impl Complaints {
    fn when(&mut self, wrong: bool, what: impl FnOnce() -> String) {
        if wrong {
            self.0.push(what());
        }
    }

    fn none(self) {
        assert!(self.0.is_empty(), "{} complaints:\n{}", self.0.len(), self.0.join("\n"));
    }
}

/// The strings of one text with their keys, and its lists with their lengths.
struct Fields<'a> {
    strings: Vec<(String, &'a str)>,
    lengths: Vec<(&'static str, usize)>,
}

fn list<'a>(fields: &mut Fields<'a>, key: &'static str, items: &'a [String]) {
    fields.lengths.push((key, items.len()));
    for (index, item) in items.iter().enumerate() {
        fields.strings.push((format!("{key}[{index}]"), item));
    }
}

fn entry_fields(text: &EntryText) -> Fields<'_> {
    let mut fields = Fields {
        strings: vec![
            ("title".into(), &text.title),
            ("summary".into(), &text.summary),
            ("description".into(), &text.description),
        ],
        lengths: vec![("note", usize::from(text.note.is_some()))],
    };
    list(&mut fields, "when", &text.when);
    list(&mut fields, "fix", &text.fix);
    fields.strings.extend(text.note.iter().map(|note| ("note".into(), note.as_str())));
    fields
}

fn cause_fields(text: &CauseText) -> Fields<'_> {
    let mut fields = Fields {
        strings: vec![
            ("title".into(), &text.title),
            ("summary".into(), &text.summary),
            ("happened".into(), &text.happened),
        ],
        lengths: vec![],
    };
    list(&mut fields, "when", &text.when);
    list(&mut fields, "fix", &text.fix);
    list(&mut fields, "check", &text.check);
    list(&mut fields, "avoid", &text.avoid);
    fields
}

fn class_fields(text: &ClassText) -> Fields<'_> {
    let strings = vec![
        ("name".into(), text.name.as_str()),
        ("summary".into(), &text.summary),
        ("description".into(), &text.description),
        ("next".into(), &text.next),
    ];
    Fields { strings, lengths: vec![] }
}

fn group_fields(text: &GroupText) -> Fields<'_> {
    let strings = vec![
        ("name".into(), text.name.as_str()),
        ("summary".into(), &text.summary),
        ("description".into(), &text.description),
    ];
    Fields { strings, lengths: vec![] }
}

fn term_fields(text: &TermText) -> Fields<'_> {
    let strings = vec![
        ("title".into(), text.title.as_str()),
        ("summary".into(), &text.summary),
        ("description".into(), &text.description),
    ];
    Fields { strings, lengths: vec![] }
}

/// The placeholders `{name}` of a command line.
fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect()
}

/// Whether the text has markup other than code between backticks.
fn has_other_markup(text: &str) -> bool {
    let outside: String = text.split('`').step_by(2).collect();
    ["**", "](", "<b>", "<br", "&nbsp;"].iter().any(|markup| outside.contains(markup))
}

/// Checks the texts of one kind in all languages against the ids of the facts.
fn check_texts<T>(
    kind: &str,
    ids: &BTreeSet<String>,
    texts: impl Fn(Language) -> std::collections::BTreeMap<String, T>,
    fields: impl Fn(&T) -> Fields<'_>,
) {
    let mut complaints = Complaints::default();
    let english = texts(Language::En);
    for &language in Language::ALL {
        let tag = language.tag();
        let texts = texts(language);
        let present: BTreeSet<String> = texts.keys().cloned().collect();
        for id in ids.difference(&present) {
            complaints.0.push(format!("{tag}: {kind} {id} has no text"));
        }
        for id in present.difference(ids) {
            complaints.0.push(format!("{tag}: {kind} {id} has a text but no facts"));
        }
        for (id, text) in &texts {
            let here = fields(text);
            for (key, value) in &here.strings {
                let at = || format!("{tag}: {kind} {id} {key}");
                complaints.when(value.trim().is_empty(), || format!("{} is empty", at()));
                complaints.when(value.trim() != *value, || format!("{} has space around it", at()));
                complaints.when(value.contains(['\n', '\t', '\r']), || format!("{} has a line break", at()));
                complaints.when(value.matches('`').count() % 2 != 0, || format!("{}: odd backtick", at()));
                complaints.when(has_other_markup(value), || format!("{} has other markup: {value}", at()));
                let length = value.chars().count();
                complaints
                    .when(key == "summary" && length > 100, || format!("{}: {length} characters", at()));
                complaints.when(key == "title" && value.ends_with('.'), || format!("{} ends in a dot", at()));
                let sentence = key == "summary" || key == "description" || key == "happened";
                complaints
                    .when(sentence && !value.ends_with(['.', '?']), || format!("{}: no full stop", at()));
                if key.starts_with("check") {
                    for name in placeholders(value) {
                        complaints.when(!PLACEHOLDERS.contains(&name), || {
                            format!("{}: {{{name}}} is unknown", at())
                        });
                    }
                }
            }
            let Some(there) = english.get(id).map(&fields) else { continue };
            complaints.when(here.lengths != there.lengths, || {
                format!("{tag}: {kind} {id}: lists {:?}, in English {:?}", here.lengths, there.lengths)
            });
            for ((key, here), (_, there)) in here.strings.iter().zip(&there.strings) {
                complaints
                    .when(key.starts_with("check") && placeholders(here) != placeholders(there), || {
                        format!("{tag}: {kind} {id} {key}: other placeholders than in English")
                    });
            }
        }
    }
    complaints.none();
}

#[test]
fn every_reply_has_a_full_text_in_every_language() {
    let ids = REPLY_FACTS.iter().map(|facts| facts.code.to_string()).collect();
    check_texts("reply", &ids, load::reply_texts, entry_fields);
}

#[test]
fn every_enhanced_code_has_a_full_text_in_every_language() {
    let ids = ENHANCED_FACTS.iter().map(|facts| facts.code.clone()).collect();
    check_texts("enhanced code", &ids, load::enhanced_texts, entry_fields);
}

#[test]
fn every_cause_has_a_full_text_in_every_language() {
    let ids = CAUSE_FACTS.iter().map(|facts| facts.id.clone()).collect();
    check_texts("cause", &ids, load::cause_texts, cause_fields);
}

#[test]
fn every_extension_and_command_has_a_full_text_in_every_language() {
    let ids = load::EXTENSION_FACTS.iter().map(|facts| facts.keyword.clone()).collect();
    check_texts("extension", &ids, load::extension_texts, term_fields);
    let ids = load::COMMAND_FACTS.iter().map(|facts| facts.verb.clone()).collect();
    check_texts("command", &ids, load::command_texts, term_fields);
}

#[test]
fn every_class_and_subject_has_a_full_text_in_every_language() {
    let digits = |range: std::ops::RangeInclusive<u8>| range.map(|digit| digit.to_string()).collect();
    check_texts("class", &digits(1..=5), load::class_texts, class_fields);
    check_texts("subject", &digits(0..=7), load::subject_texts, group_fields);
    let classes = ["2", "4", "5"].map(str::to_owned).into();
    check_texts("enhanced class", &classes, load::enhanced_class_texts, group_fields);
}

#[test]
fn every_code_of_a_server_says_when_to_use_it() {
    let mut complaints = Complaints::default();
    let replies = REPLY_FACTS.iter().map(|facts| facts.code.to_string());
    let registered = ENHANCED_FACTS.iter().filter(|facts| facts.registered).map(|facts| facts.code.clone());
    let ids: BTreeSet<String> = replies.chain(registered).collect();
    for &language in Language::ALL {
        let texts = load::usage_texts(language);
        let tag = language.tag();
        for id in &ids {
            let text = texts.get(id).map_or("", String::as_str);
            complaints.when(text.is_empty() || !text.ends_with('.'), || format!("{tag}: usage of {id}"));
            complaints.when(has_other_markup(text) || !text.matches('`').count().is_multiple_of(2), || {
                format!("{tag}: usage of {id}: markup")
            });
        }
        for id in texts.keys() {
            complaints.when(!ids.contains(id), || format!("{tag}: usage of {id}, which has no facts"));
        }
    }
    complaints.none();
    assert_eq!(usage("5.7.1", Language::En), usage("4.7.1", Language::En));
    assert!(usage("5.7.1", Language::De).is_some());
}

#[test]
fn classes_have_the_names_of_the_rfc() {
    for (code, name) in
        [(214, "Positive Completion"), (530, "Permanent Negative Completion"), (354, "Positive Intermediate")]
    {
        let asked = crate::code::Code::Basic(code).class();
        assert_eq!(class(asked, Language::En).name, name);
        assert!(class(asked, Language::De).name.starts_with(name), "{code}");
    }
    assert_eq!(class(Class::TransientNegative, Language::En).name, "Transient Negative Completion");
}

#[test]
fn values_go_where_the_braces_stand() {
    assert_eq!(fill("{} compared with {}", &["214", "530"]), "214 compared with 530");
    assert_eq!(fill("{}", &["{}"]), "{}");
    assert_eq!(fill("no brace", &["x"]), "no brace");
    assert_eq!(fill("{} {}", &["x"]), "x ");
}
