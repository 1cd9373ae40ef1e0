//! Every rule is exercised by the examples that its page shows.

mod configurations;
mod credentials;
mod logs;

use super::*;
use crate::catalog::{Language, rule_facts, rule_text, rule_texts};
use crate::document::{Document, DocumentOptions};
use crate::features::rules::page;

/// What the rules find in a text, whatever their levels: ids with lines (1-based) and the text found.
fn found(path: &str, text: &str) -> Vec<(&'static str, usize, String)> {
    let document = Document::new(path, "", text, &DocumentOptions::default());
    let mut all = Vec::new();
    for section in document.sections() {
        let first = section.lines().start;
        for finding in findings(&document, &section).iter() {
            let line = finding.span.line + first;
            let text =
                document.line(line).get(finding.span.start..finding.span.end).unwrap_or("?").to_owned();
            all.push((finding.rule.id, line + 1, text));
        }
    }
    for finding in findings_of_whole(&document) {
        let Span { line, start, end } = finding.span;
        all.push((finding.rule.id, line + 1, document.line(line).get(start..end).unwrap_or("?").to_owned()));
    }
    all
}

fn ids(path: &str, text: &str) -> Vec<&'static str> {
    found(path, text).into_iter().map(|(id, ..)| id).collect()
}

#[test]
fn every_example_shows_what_its_rule_finds_and_how_it_is_put_right() {
    for rule in ALL {
        let facts = rule_facts(rule.id).unwrap_or_else(|| panic!("{} has no facts", rule.id));
        let bad = ids(facts.path(), &facts.bad());
        assert!(bad.contains(&rule.id), "{} finds nothing in its example, but {bad:?}", rule.id);
        let good = ids(facts.path(), facts.good());
        assert!(!good.contains(&rule.id), "{} is still found", rule.id);
    }
}

#[test]
fn rules_texts_and_facts_are_the_same_set() {
    for language in Language::ALL {
        for rule in ALL {
            let text = rule_text(rule.id, *language).unwrap_or_else(|| panic!("{} has no text", rule.id));
            for part in [&text.message, &text.what, &text.why, &text.fix] {
                assert!(part.ends_with('.') && part.matches('`').count() % 2 == 0, "{}: {part}", rule.id);
            }
            let english = rule_text(rule.id, Language::En).expect("English has all");
            assert_eq!(text.related.is_empty(), english.related.is_empty(), "{}", rule.id);
            assert_eq!(names(&text.message), names(&english.message), "{}", rule.id);
        }
        assert_eq!(rule_texts(*language).len(), ALL.len());
    }
    let mut ids: Vec<_> = ALL.iter().map(|rule| rule.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), ALL.len());
}

fn names(message: &str) -> Vec<&str> {
    let mut names: Vec<_> =
        message.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name)).collect();
    names.sort_unstable();
    names
}

#[test]
fn messages_are_filled_and_begin_with_a_short_sentence() {
    for rule in ALL {
        let facts = rule_facts(rule.id).expect("there are facts");
        let document = Document::new(facts.path(), "", &facts.bad(), &DocumentOptions::default());
        for language in Language::ALL {
            let mut levels = Levels::default();
            assert!(levels.set(rule.id, "warning"));
            let settings = crate::features::settings::Settings {
                language: *language,
                rules: levels,
                ..Default::default()
            };
            let all = crate::features::diagnostics::diagnostics(&document, &settings);
            let one = all.iter().find(|one| one.code == rule.id).expect("the example is told");
            let first = one.message.split_inclusive(". ").next().unwrap_or("").trim();
            assert!(first.chars().count() <= 100, "{first}");
            assert!(!one.message.contains(['{', '`']), "{}", one.message);
        }
    }
}

#[test]
fn the_pages_are_what_the_texts_say() {
    for (language, file) in [(Language::En, "docs/rules.md"), (Language::De, "docs/rules.de.md")] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        let anew = page(language);
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::write(&path, &anew).expect("the page can be written");
        }
        let known = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(known == anew, "{file} is out of date; run this test with UPDATE_EXPECT=1");
    }
}

#[test]
fn comments_silence_in_configurations() {
    let told = |text: &str| {
        let document = Document::new("/etc/postfix/main.cf", "", text, &DocumentOptions::default());
        let all = crate::features::diagnostics::diagnostics(&document, &Default::default());
        all.iter().filter(|one| one.code == "soft-bounce-on").count()
    };
    assert_eq!(told("a = b\nsoft_bounce = yes\n"), 1);
    assert_eq!(told("# x\n# smtp-lsp: ignore=soft-bounce-on\nsoft_bounce = yes\n"), 0);
    assert_eq!(told("# smtp-lsp: ignore=dead-dnsbl,soft-bounce-on\na = b\nc = d\nsoft_bounce = yes\n"), 0);
    assert_eq!(told("# x\n# smtp-lsp: ignore=dead-dnsbl\nsoft_bounce = yes\n"), 1);
    assert_eq!(told("# x\n# smtp-lsp: ignore=soft-bounce-on\na = b\nsoft_bounce = yes\n"), 1);
}

#[test]
fn programs_that_join_or_cut_replies_are_not_blamed() {
    let first_lines = "220 mx.example.com ESMTP\nEHLO client.example.org\n250-mx.example.com\nMAIL FROM:<alice@example.org>\n250 Ok\n";
    assert_eq!(ids("", first_lines), [""; 0]);
}

#[test]
fn a_failed_starttls_says_nothing_of_the_port() {
    let text = "220 mx.example.com ESMTP\nSTARTTLS\n454 4.7.0 Not now\nerror:0A00010B:SSL routines:ssl3_get_record:wrong version number\n";
    assert!(!ids("", text).contains(&"tls-wrong-port"));
}

#[test]
fn lists_of_replies_and_sentences_are_no_dialogue() {
    for text in [
        "550-5.7.1 Not from you\n421-4.7.0 Too fast\n552-5.2.2 Full\n",
        "A list of the senders\n  352   example.com\n  255   joe@example.com\n  550 5.1.1 User unknown\n",
        "The client sends\nEHLO or HELO first\nand the server says 250 OK to RCPT TO.\n",
    ] {
        assert_eq!(ids("", text), [""; 0], "{text}");
    }
    // Postfix with soft_bounce = yes.
    let soft = "220 mx.example.com ESMTP\nFOO\n402 4.5.2 Error: command not recognized\nEHLO client.example.org\n250 mx.example.com\n";
    assert!(!ids("", soft).contains(&"unknown-reply-code"));
}

#[test]
fn on_one_host_nothing_is_read_on_the_way() {
    let dialogue = "220 mx.example.com ESMTP\nEHLO client.example.org\n250-mx.example.com\n250-STARTTLS\n250 AUTH PLAIN\nAUTH PLAIN AGFsaWNlAGxldG1laW4x\n235 2.7.0 Ok\nMAIL FROM:<alice@example.org>\n250 Ok\n";
    let told = |before: &str| ids("", &format!("{before}{dialogue}")).contains(&"auth-without-tls");
    assert!(told("Trying 192.0.2.1...\nConnected to mx.example.com.\n"));
    assert!(!told("Trying 127.0.0.1...\nConnected to localhost.\n"));
}

#[test]
fn a_handshake_after_a_dialogue_says_nothing_of_the_port() {
    let said = |bytes: u32| {
        let text = format!(
            "4097:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:c:350:\nCONNECTED(00000003)\nSSL handshake has read {bytes} bytes and written 356 bytes\n220 mx.example.com ESMTP\nEHLO client.example.org\n250 mx.example.com\n"
        );
        ids("", &text).contains(&"tls-wrong-port")
    };
    assert!(said(5));
    assert!(!said(160));
}
