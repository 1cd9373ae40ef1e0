use super::*;
use crate::document::DocumentOptions;
use crate::document::samples::{NAMES, any_edit, any_lines, cases};
use crate::features::fixture::named;
use expect_test::{Expect, expect};
use proptest::prelude::*;

fn shown(found: &[Diagnostic]) -> String {
    let mut shown = String::new();
    for one in found {
        shown.push_str(&format!(
            "{}:{}-{}:{} {:?} {} [{} {}] {}\n",
            one.line + 1,
            one.start,
            one.end_line + 1,
            one.end,
            one.severity,
            one.code,
            one.cause.unwrap_or("-"),
            one.fixer.map_or("-", Fixer::id),
            one.message.split_inclusive(". ").next().unwrap_or("").trim(),
        ));
        for related in &one.related {
            shown.push_str(&format!("  {}:{} {}\n", related.line + 1, related.start, related.message));
        }
    }
    shown
}

fn check(path: &str, text: &str, expected: Expect) {
    let place = named(path, text);
    expected.assert_eq(&shown(&diagnostics(&place.document, &Settings::default())));
}

/// Severity and code only, for what does not hang on the catalog's words.
fn brief(path: &str, text: &str) -> Vec<(usize, Severity, String)> {
    let place = named(path, text);
    let found = diagnostics(&place.document, &Settings::default());
    found.into_iter().map(|one| (one.line + 1, one.severity, one.code)).collect()
}

#[test]
fn a_refusal_points_at_what_it_refers_to() {
    check(
        "",
        "220 mx.example.com ESMTP\nEHLO ws.example.org\n250-mx.example.com\n250 STARTTLS\nMAIL FROM:<a@example.org>\n530 5.7.0 Must issue a STARTTLS command first\nQUIT\n221 Bye\n",
        expect![[r#"
            6:0-6:9 Error 530 5.7.0 [tls-required client] The server wants STARTTLS first.
              4:4 STARTTLS: offered here
              5:0 MAIL: sent here
        "#]],
    );
}

#[test]
fn a_reply_is_reported_once() {
    let log = "Nov 23 16:50:06 mx postfix/smtp[16608]: 131179A80CC: to=<nouser@corp.example>, relay=mx1.corp.example[192.0.2.52]:25, delay=0.03, delays=0.02/0/0.01/0.01, dsn=5.1.1, status=bounced (host mx1.corp.example[192.0.2.52] said: 550-5.1.1 <nouser@corp.example>: User 550 5.1.1 unknown (in reply to RCPT TO command))\n";
    assert_eq!(brief("mail.log", log), [(1, Severity::Error, "550 5.1.1".to_owned())]);
}

#[test]
fn all_lines_of_a_reply_lie_in_its_range() {
    let text = "220 mx.example.com ESMTP\nMAIL FROM:<a@example.org>\n250 ok\nRCPT TO:<b@example.com>\n550-5.1.1 No such\n550-5.1.1 user\n550 5.1.1 here\nQUIT\n221 Bye\n";
    let place = named("", text);
    let found = diagnostics(&place.document, &Settings::default());
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].line, found[0].start, found[0].end_line, found[0].end), (4, 0, 6, 9));
}

#[test]
fn the_worst_come_first_and_the_rest_is_counted() {
    let mut text = String::from("220 mx.example.com ESMTP\nEHLO a.example.org\n250 mx.example.com\n");
    for number in 0..8 {
        text.push_str(&format!("MAIL FROM:<a{number}@example.org>\n"));
        text.push_str(if number % 2 == 0 { "451 4.3.0 Later\n" } else { "550 5.7.1 No\n" });
    }
    let place = named("", &text);
    let mut settings = Settings::default();
    settings.diagnostics.max = 5;
    let found = diagnostics(&place.document, &settings);
    let codes: Vec<_> = found.iter().map(|one| one.code.as_str()).collect();
    assert_eq!(codes, ["550 5.7.1", "550 5.7.1", "550 5.7.1", "550 5.7.1", "451 4.3.0", "more"]);
    assert!(found[5].message.starts_with("3 more"), "{}", found[5].message);
    settings.diagnostics.max = 8;
    assert_eq!(diagnostics(&place.document, &settings).len(), 8);
    settings.diagnostics.max = 0;
    assert_eq!(diagnostics(&place.document, &settings).len(), 1);
    settings.diagnostics.enable = false;
    assert_eq!(diagnostics(&place.document, &settings).len(), 0);
}

#[test]
fn where_there_is_not_room_for_all_the_worst_stay_whoever_tells_them() {
    let text = "reject_code = 554\naccess_map_reject_code = 554\nsoft_bounce = yes\nmynetworks = 0.0.0.0/0\n";
    let place = named("/etc/postfix/main.cf", text);
    let told = |max: usize| {
        let mut settings = Settings::default();
        settings.diagnostics.max = max;
        let found = diagnostics(&place.document, &settings);
        found.into_iter().map(|one| one.code).collect::<Vec<_>>()
    };
    assert_eq!(told(10), ["554", "554", "soft-bounce-on", "open-relay"]);
    assert_eq!(told(2), ["soft-bounce-on", "open-relay", "more"]);
    assert_eq!(told(3), ["554", "soft-bounce-on", "open-relay", "more"]);
}

#[test]
fn what_is_set_up_or_spoken_of_is_no_failure() {
    let found =
        brief("/etc/postfix/main.cf", "unknown_local_recipient_reject_code = 450\nreject_code = 554\n");
    let set = |line, code: &str| (line, Severity::Information, code.to_owned());
    assert_eq!(found, [set(1, "450"), set(2, "554"), set(1, "reject-code-class")]);
    assert_eq!(brief("notes.md", "# Codes\n\nThe SMTP error code 550 5.7.1 means a refusal.\n"), []);
}

#[test]
fn first_sentences_are_short_in_every_language() {
    let session = "220 mx.example.com ESMTP\nEHLO a.example.org\n250-mx.example.com\n250 STARTTLS\nMAIL FROM:<a@example.org>\n530 5.7.0 Must issue a STARTTLS command first\nMAIL FROM:<a@example.org>\n451 4.7.1 Greylisted\n";
    let settings = "unknown_local_recipient_reject_code = 450\nreject_code = 554\n";
    for (path, text) in [("", session), ("main.cf", settings)] {
        let place = named(path, text);
        for language in Language::ALL {
            let asked = Settings { language: *language, ..Settings::default() };
            for one in diagnostics(&place.document, &asked) {
                let first = one.message.split_inclusive(". ").next().unwrap_or("").trim();
                assert!(first.chars().count() <= 100, "{first}");
            }
        }
    }
}

#[test]
fn lines_and_the_whole_agree() {
    let text = "220 mx.example.com ESMTP\nEHLO a.example.org\n250 mx.example.com\nMAIL FROM:<a@example.org>\n451-4.3.0 Later\n451 4.3.0 please\nMAIL FROM:<a@example.org>\n550 5.7.1 No\n";
    let place = named("", text);
    let mut whole = diagnostics(&place.document, &Settings::default());
    whole.sort_by_key(|one| one.line);
    let mut pieces = Vec::new();
    for line in 0..place.document.line_count() {
        pieces.extend(on_lines(&place.document, line..line + 1, Language::En));
    }
    assert_eq!(pieces, whole);
}

#[test]
fn the_number_of_those_left_out_is_steady() {
    let numbers = [100, 109, 110, 999, 1000, 15_123, 15_999, 16_000];
    assert_eq!(numbers.map(round_down), [100, 100, 110, 990, 1000, 15_000, 15_000, 16_000]);
}

proptest! {
    #![proptest_config(cases(12))]

    #[test]
    fn edits_leave_the_diagnostics_of_the_text(
        name in prop::sample::select(NAMES),
        first in any_lines(250),
        edits in prop::collection::vec(any_edit(), 1..10),
    ) {
        let mut document = Document::new(name.0, name.1, &first, &DocumentOptions::default());
        let settings = Settings::default();
        for (place, length, replacement) in edits {
            let start = document.text().len() * place / 1000;
            document.edit(start..start + length, &replacement);
            let text = document.text().to_string();
            let fresh = Document::new(name.0, name.1, &text, &DocumentOptions::default());
            prop_assert_eq!(diagnostics(&document, &settings), diagnostics(&fresh, &settings));
        }
    }
}
