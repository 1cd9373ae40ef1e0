//! The catalog is complete: every id has a full text in every language, and nothing dangles.

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
fn extension_and_command_facts_are_sound() {
    let mut complaints = Complaints::default();
    let mut names = BTreeSet::new();
    for facts in load::EXTENSION_FACTS.iter() {
        let name = &facts.keyword;
        complaints.when(!names.insert(name), || format!("{name} stands twice"));
        complaints.when(*name != name.to_ascii_uppercase(), || format!("{name} is not in capitals"));
        facts.references.iter().for_each(|it| check_reference(&mut complaints, name, it));
    }
    for facts in load::COMMAND_FACTS.iter() {
        let verb = &facts.verb;
        let known = crate::command::Command::ALL.iter().any(|(_, name)| name == verb);
        complaints.when(!known, || format!("{verb} is no command"));
        let all = [&facts.success, &facts.intermediate, &facts.failure];
        for (codes, classes) in all.into_iter().zip([2..=2, 3..=3, 4..=5]) {
            for code in codes {
                let fits = classes.contains(&(code / 100)) && reply(*code, Language::En).is_some();
                complaints.when(!fits, || format!("{verb}: {code}"));
            }
        }
        facts.references.iter().for_each(|it| check_reference(&mut complaints, verb, it));
    }
    complaints.none();
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

fn check_reference(complaints: &mut Complaints, owner: &str, reference: &Reference) {
    let section = reference.section.as_deref().unwrap_or("1");
    let part = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric());
    complaints.when(!(700..=9999).contains(&reference.rfc), || format!("{owner}: RFC {}", reference.rfc));
    complaints.when(!section.split('.').all(part), || format!("{owner}: section {section}"));
}

#[test]
fn reply_facts_are_sound() {
    let mut complaints = Complaints::default();
    let mut before = 0;
    for facts in REPLY_FACTS.iter() {
        let code = facts.code;
        complaints.when(!(200..=599).contains(&code), || format!("{code} is out of range"));
        complaints.when(code <= before, || format!("{code} stands after {before}"));
        before = code;
        let expected = match code / 10 % 10 {
            0 => Category::Syntax,
            1 => Category::Information,
            2 => Category::Connections,
            5 => Category::MailSystem,
            _ => Category::Unspecified,
        };
        complaints.when(facts.category != expected, || format!("{code}: {:?}", facts.category));
        complaints.when(facts.status != Status::NonStandard && facts.references.is_empty(), || {
            format!("{code}: {:?} without a reference", facts.status)
        });
        for token in &facts.commands {
            let known = token == "any" || crate::command::Command::ALL.iter().any(|(_, name)| name == token);
            complaints.when(!known, || format!("{code}: command {token}"));
        }
        for other in &facts.see_also {
            complaints.when(reply(*other, Language::En).is_none() || *other == code, || {
                format!("{code}: see also {other}")
            });
        }
        facts.references.iter().for_each(|it| check_reference(&mut complaints, &code.to_string(), it));
    }
    complaints.none();
}

#[test]
fn enhanced_facts_are_sound() {
    let mut complaints = Complaints::default();
    let mut before = None;
    for facts in ENHANCED_FACTS.iter() {
        let code = &facts.code;
        let numbers = facts.numbers();
        complaints.when(numbers.is_none(), || format!("{code} is malformed"));
        let span = facts.span();
        complaints.when(span <= before, || format!("{code} stands after {before:?}"));
        before = span;
        complaints.when(facts.classes.is_empty(), || format!("{code}: no class"));
        complaints.when(!facts.classes.iter().all(|class| matches!(class, 2 | 4 | 5)), || {
            format!("{code}: classes {:?}", facts.classes)
        });
        for basic in &facts.basic {
            complaints.when(reply(*basic, Language::En).is_none(), || {
                format!("{code}: basic code {basic} is unknown")
            });
        }
        for other in &facts.see_also {
            complaints
                .when(!ENHANCED_FACTS.iter().any(|facts| facts.code == *other) || other == code, || {
                    format!("{code}: see also {other}")
                });
        }
        // A few were registered without an RFC; their note says so.
        let (_, text) = numbers
            .and_then(|(subject, detail)| {
                enhanced(EnhancedCode { class: facts.classes[0], subject, detail }, Language::En).own
            })
            .unzip();
        let noted = text.is_some_and(|text| text.note.is_some());
        complaints
            .when(facts.references.is_empty() && !noted, || format!("{code}: no reference and no note"));
        facts.references.iter().for_each(|it| check_reference(&mut complaints, code, it));
    }
    complaints.none();
}

#[test]
fn cause_facts_are_sound() {
    let mut complaints = Complaints::default();
    let mut ids = BTreeSet::new();
    for facts in CAUSE_FACTS.iter() {
        let id = &facts.id;
        complaints.when(!ids.insert(id), || format!("{id} stands twice"));
        for other in &facts.see_also {
            complaints.when(!CAUSE_FACTS.iter().any(|facts| facts.id == *other) || other == id, || {
                format!("{id}: see also {other}")
            });
        }
        for page in &facts.links {
            let address = page.url.strip_prefix("https://").unwrap_or("");
            let sound = address.contains('.') && !address.contains(|c: char| c.is_whitespace() || c == '<');
            complaints.when(!sound || page.title.trim().is_empty(), || format!("{id}: link {page:?}"));
        }
        facts.references.iter().for_each(|it| check_reference(&mut complaints, id, it));
    }
    complaints.none();
}

#[test]
fn references_link_to_sections_and_appendixes() {
    let reference = |section: Option<&str>| Reference { rfc: 5321, section: section.map(str::to_owned) };
    assert_eq!(reference(Some("4.2.3")).url(), "https://www.rfc-editor.org/rfc/rfc5321#section-4.2.3");
    assert_eq!(reference(Some("F.2")).url(), "https://www.rfc-editor.org/rfc/rfc5321#appendix-F.2");
    assert_eq!(reference(None).url(), "https://www.rfc-editor.org/rfc/rfc5321");
    assert_eq!(reference(Some("4.2.3")).label(), "RFC 5321 §4.2.3");
}

#[test]
fn the_codes_of_rfc_5321_and_its_extensions_are_there() {
    // RFC 5321 section 4.2.3, then RFC 4954, 3207 (454), 1846/7504 (521, 556), 1985 (251..253, 458, 459), 3030.
    for code in [
        211, 214, 220, 221, 250, 251, 252, 354, 421, 450, 451, 452, 455, 500, 501, 502, 503, 504, 550, 551,
        552, 553, 554, 555, 235, 334, 432, 454, 530, 534, 535, 538, 253, 458, 459, 521, 556,
    ] {
        let entry = reply(code, Language::De).unwrap_or_else(|| panic!("{code} is missing"));
        assert!(entry.facts.status != Status::NonStandard, "{code}");
    }
}

#[test]
fn the_registry_of_enhanced_codes_is_there() {
    // IANA's registry: subject, last detail. X.3.6 and X.6.10 are the latest of theirs.
    for (subject, last) in [(0, 0), (1, 10), (2, 4), (3, 6), (4, 7), (5, 6), (6, 10), (7, 30)] {
        for detail in 0..=last {
            let entry = enhanced(EnhancedCode { class: 5, subject, detail }, Language::De);
            let (facts, _) = entry.own.unwrap_or_else(|| panic!("X.{subject}.{detail} is missing"));
            assert!(facts.registered, "X.{subject}.{detail}");
        }
    }
}

#[test]
fn ranges_of_enhanced_codes_yield_to_what_is_more_specific() {
    let code = |class, detail| {
        let entry = enhanced(EnhancedCode { class, subject: 7, detail }, Language::En);
        entry.own.map(|(facts, _)| facts.code.as_str())
    };
    assert_eq!(code(4, 620), Some("X.7.500-699"));
    assert_eq!(code(5, 620), Some("X.7.606-649"));
    assert_eq!(code(5, 606), code(5, 649));
    assert_eq!(code(5, 605), None, "the wide range holds for class 4 only");
    assert_eq!(code(4, 650), Some("X.7.650"));
    assert_eq!(code(4, 500), Some("X.7.500"));
}

#[test]
fn unknown_enhanced_codes_are_explained_by_their_groups() {
    let entry = enhanced(EnhancedCode { class: 4, subject: 7, detail: 999 }, Language::En);
    assert!(entry.own.is_none());
    assert_eq!(entry.title(), entry.subject.name);
    assert_eq!(entry.class.name, "Persistent Transient Failure");
    let entry = enhanced(EnhancedCode { class: 5, subject: 42, detail: 1 }, Language::De);
    assert!(entry.own.is_none() && !entry.description().is_empty());
}

#[test]
fn values_go_where_the_braces_stand() {
    assert_eq!(fill("{} compared with {}", &["214", "530"]), "214 compared with 530");
    assert_eq!(fill("{}", &["{}"]), "{}");
    assert_eq!(fill("no brace", &["x"]), "no brace");
    assert_eq!(fill("{} {}", &["x"]), "x ");
}
