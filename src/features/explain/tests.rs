use super::*;
use crate::code::EnhancedCode;
use crate::command::Command;
use crate::features::render::{Paper, markdown, terminal};

/// Everything that can be explained, in every language.
fn all() -> Vec<(Language, Explanation)> {
    let mut all = Vec::new();
    for &language in Language::ALL {
        let mut push =
            |explanation: Option<Explanation>| all.push((language, explanation.expect("it is known")));
        for entry in catalog::replies(language) {
            push(code(Code::Basic(entry.facts.code), language));
        }
        for facts in catalog::enhanced_facts() {
            let Some((subject, detail)) = facts.numbers() else { continue };
            for &class in &facts.classes {
                push(code(Code::Enhanced(EnhancedCode { class, subject, detail }), language));
            }
        }
        for entry in catalog::causes(language) {
            push(cause(&entry.facts.id, language));
        }
    }
    all
}

#[test]
fn everything_is_explained_and_can_be_shown() {
    for (language, explanation) in all() {
        let label = &explanation.label;
        assert!(explanation.summary.plain().chars().count() <= 100, "{label}");
        assert!(explanation.section(Kind::Description).is_some(), "{label}");
        assert!(explanation.section(Kind::Fix).is_some(), "{label}");
        let blocks = explanation.blocks(language);
        let shown = markdown(&blocks);
        assert!(shown.starts_with(&format!("**{label}: ")), "{label}: {shown}");
        let printed = terminal(&blocks, Paper { width: 80, color: false });
        assert!(printed.starts_with(&format!("{label}: ")), "{label}");
        assert!(!printed.contains('`'), "{label}: {printed}");
        assert!(printed.lines().count() < 70, "{label}: too long to be read");
    }
}

#[test]
fn sections_come_in_one_order() {
    for (_, explanation) in all() {
        let kinds: Vec<_> = explanation.sections.iter().map(|section| section.kind as u8).collect();
        assert!(kinds.is_sorted(), "{}: {kinds:?}", explanation.label);
    }
    let question = Question { basic: Some(550), text: "550 User unknown", ..Question::default() };
    let finding = Finding { cause: "recipient-unknown", fixer: catalog::Fixer::Sender, provider: None };
    let explanation = explain_found(&question, finding, None, &Place::default(), Language::En);
    assert!(explanation.sections.is_sorted_by_key(|section| section.kind as u8));
    assert!(explanation.section(Kind::Codes).is_some());
}

fn found(basic: u16, enhanced: &str, cause: &'static str, language: Language) -> Explanation {
    let question = Question {
        basic: Some(basic),
        enhanced: enhanced.parse().ok(),
        text: "550 5.1.1 some words",
        command: Some(Command::Rcpt),
        host: Some("mx.example.org"),
    };
    let finding = Finding { cause, fixer: catalog::Fixer::Receiver, provider: None };
    explain_found(&question, finding, None, &Place::default(), language)
}

#[test]
fn a_reply_names_its_class_command_and_host() {
    let explanation = found(550, "5.1.1", "recipient-unknown", Language::En);
    assert_eq!(explanation.label, "550 5.1.1");
    assert_eq!(
        explanation.class.plain(),
        "Permanent Negative Completion · answer to RCPT TO · from mx.example.org"
    );
    let german = found(450, "4.2.0", "greylisted", Language::De);
    assert!(german.class.plain().contains("Antwort auf RCPT TO"), "{:?}", german.class);
}

#[test]
fn the_fixer_is_the_one_that_was_found() {
    let explanation = found(550, "5.1.1", "recipient-unknown", Language::En);
    assert_eq!(explanation.fixer, catalog::Fixer::Receiver);
    let Some(Body::Value(who)) = explanation.section(Kind::Who) else { panic!("who") };
    assert_eq!(who.plain(), catalog::ui(Language::En).fixer(catalog::Fixer::Receiver));
}

#[test]
fn without_a_cause_the_code_that_tells_more_speaks() {
    let name = |basic, enhanced| found(basic, enhanced, "unspecified", Language::En).name.plain();
    let basic = |code| catalog::reply(code, Language::En).map(|entry| entry.text.title.clone());
    // X.1.0 only says that it is about an address.
    assert_eq!(Some(name(550, "5.1.0")), basic(550));
    assert_ne!(Some(name(550, "5.1.6")), basic(550));
    assert_eq!(Some(name(250, "2.1.5")), basic(250));
}

#[test]
fn codes_that_nobody_sends_are_explained_by_their_class() {
    assert_eq!(code(Code::Basic(599), Language::En), None);
    let question = Question { basic: Some(599), text: "599 what", ..Question::default() };
    let explanation = reply(&question, &[], &Place::default(), Language::En);
    assert_eq!(explanation.label, "599");
    assert_eq!(explanation.class.plain(), "Permanent Negative Completion");
}

#[test]
fn a_failure_that_passes_is_tried_again() {
    use catalog::Retry;
    assert_eq!(retry(Some(Class::TransientNegative), Some(Retry::Never)), Some(Retry::Later));
    assert_eq!(retry(Some(Class::TransientNegative), Some(Retry::AfterFix)), Some(Retry::AfterFix));
    assert_eq!(retry(Some(Class::PermanentNegative), None), Some(Retry::Never));
    assert_eq!(retry(Some(Class::PositiveCompletion), Some(Retry::Never)), None);
}
