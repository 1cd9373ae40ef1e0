//! Every fact proves itself: its example is found by it, or by another that means the same.

use super::knowledge::KNOWLEDGE;
use super::*;

fn asked(text: &str, commands: &[Command], host: Option<&str>) -> Finding {
    find(&Question { text, command: commands.first().copied(), host, ..Question::default() })
}

#[test]
fn every_pattern_matches_its_example_and_none_takes_it_away() {
    let mut wrong = Vec::new();
    for rule in &KNOWLEDGE.rules {
        let host = rule
            .provider
            .filter(|_| rule.shared)
            .and_then(|place| KNOWLEDGE.providers[place].hosts.first().map(String::as_str));
        let parsed = parse_reply(&rule.example);
        let words = normalize::normalize(&parsed.words);
        let whole = normalize::normalize(&rule.example);
        let places = |text: &str| {
            KNOWLEDGE.matcher.candidates(text).into_iter().any(|at| {
                std::ptr::eq(&KNOWLEDGE.rules[at as usize], rule) && matcher::confirms(&rule.pattern, text)
            })
        };
        if !places(&words) && !places(&whole) {
            wrong.push(format!("{} does not match its example: {words}", rule.pattern.source));
            continue;
        }
        let finding = asked(&rule.example, &rule.conditions.commands, host);
        if finding.cause != rule.cause {
            wrong.push(format!("{}: {} is taken for {}", rule.cause, rule.example, finding.cause));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// Replies of many programs with the cause that an administrator would name.
const REPLIES: &str = include_str!("replies.tsv");

/// A line of `replies.tsv`.
struct Known {
    cause: &'static str,
    /// The program or provider that gives it; `-` where that is not known.
    program: &'static str,
    command: Option<Command>,
    text: &'static str,
}

fn replies() -> impl Iterator<Item = Known> {
    REPLIES.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let mut fields = line.splitn(4, '\t');
        let mut field = || fields.next().expect("four fields");
        let (cause, program) = (field(), field());
        Known { cause, program, command: Command::from_phrase(field()), text: field() }
    })
}

#[test]
fn replies_of_many_programs_are_understood() {
    let wrong: Vec<String> = replies()
        .filter_map(|Known { cause, command, text, .. }| {
            let found = find(&Question { text, command, ..Question::default() }).cause;
            (found != cause).then(|| format!("{cause}: {text} is taken for {found}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// Causes of which replies of five programs were not to be found in public, and of how many they were.
const FEWER: &[(&str, usize)] = &[("auth-app-password", 4), ("recipient-moved", 4)];

#[test]
fn every_cause_is_found_in_replies_of_five_programs_and_has_a_text() {
    for cause in crate::catalog::causes(crate::catalog::Language::En) {
        let id = cause.facts.id.as_str();
        let programs: std::collections::BTreeSet<&str> = replies()
            .filter(|known| known.cause == id && known.program != "-")
            .map(|known| known.program)
            .collect();
        let wanted = FEWER.iter().find(|(cause, _)| *cause == id).map_or(5, |(_, count)| *count);
        assert!(programs.len() >= wanted, "{id}: only of {programs:?}");
    }
    for rule in &KNOWLEDGE.rules {
        let known = crate::catalog::cause(&rule.cause, crate::catalog::Language::En).is_some();
        assert!(known, "{}: no such cause", rule.cause);
    }
    for fallback in &KNOWLEDGE.fallback {
        let known = crate::catalog::cause(&fallback.cause, crate::catalog::Language::En).is_some();
        assert!(known, "{}: no such cause", fallback.cause);
    }
}

#[test]
fn a_reply_whose_words_are_unknown_is_judged_by_its_codes_and_command() {
    for (text, command, cause) in [
        ("550 5.1.1 zzz", None, "recipient-unknown"),
        ("550 5.2.1 zzz", None, "recipient-disabled"),
        ("454 4.7.0 zzz", Some(Command::Starttls), "tls-unavailable"),
        ("454 4.7.0 zzz", Some(Command::Auth), "auth-temporary-failure"),
        ("535 zzz", Some(Command::Auth), "auth-failed"),
        ("503 5.5.1 zzz", Some(Command::Data), "command-sequence"),
        ("503 zzz", Some(Command::Data), "no-valid-recipients"),
        ("550 zzz", Some(Command::Rcpt), "recipient-unknown"),
        ("550 zzz", Some(Command::Mail), "policy-rejected"),
        ("550 zzz", None, "unspecified"),
        ("501 zzz", Some(Command::Ehlo), "helo-invalid"),
        ("552 zzz", Some(Command::Rcpt), "mailbox-full"),
        ("552 zzz", Some(Command::Mail), "message-too-large"),
        ("250 zzz", None, "success"),
        ("354 zzz", None, "continue"),
        ("4.2.2", None, "mailbox-full"),
        ("", None, "unspecified"),
    ] {
        assert_eq!(
            find(&Question { text, command, ..Question::default() }).cause,
            cause,
            "{text} {command:?}"
        );
    }
}

#[test]
fn the_host_and_the_words_name_the_provider() {
    let named =
        |text: &str, host: Option<&str>| find(&Question { text, host, ..Question::default() }).provider;
    assert_eq!(named("550 5.1.1 No such user - gsmtp", None), Some("gmail"));
    assert_eq!(named("550 zzz", Some("aspmx.l.google.com")), Some("gmail"));
    assert_eq!(named("550 zzz", Some("ASPMX.L.GOOGLE.COM.")), Some("gmail"));
    assert_eq!(named("550 zzz", Some("notgoogle.com")), None);
    assert_eq!(named("421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred", None), Some("yahoo"));
    assert_eq!(named("550 zzz", None), None);
}

#[test]
fn patterns_are_written_as_normalized_text_reads() {
    for rule in &KNOWLEDGE.rules {
        let source = &rule.pattern.source;
        // Escapes such as \b stay; everything else must be what `normalize` leaves.
        let text: String = source.split("\\").collect();
        assert_eq!(text.to_lowercase(), text, "{source}");
        let folded = text.chars().filter(|c| c.is_alphabetic() && !c.is_ascii());
        for letter in folded {
            assert_eq!(normalize::normalize(&letter.to_string()), letter.to_string(), "{source}: {letter}");
        }
    }
}

proptest::proptest! {
    #[test]
    fn whatever_stands_there_is_answered(text in ".{0,300}", host in proptest::option::of(".{0,20}")) {
        let parsed = parse_reply(&text);
        let finding = find(&Question {
            basic: parsed.basic,
            enhanced: parsed.enhanced,
            text: &text,
            command: parsed.command,
            host: host.as_deref(),
        });
        proptest::prop_assert!(!finding.cause.is_empty());
    }

    #[test]
    fn pieces_of_replies_are_answered(pieces in proptest::collection::vec(
        proptest::sample::select(vec![
            "550", "550-", "5.1.1", "#5.1.1", " / ", "[nl]", "\\n", "said:", "smtp;", "(", ")", "host ", "é", "用户",
            "in reply to ", "RCPT TO", "user unknown", "<a@b>", ".", "-", "\r\n", "\u{0}", "ß", "…",
        ]), 0..24)) {
        let text = pieces.concat();
        let finding = find(&Question { text: &text, ..Question::default() });
        proptest::prop_assert!(!finding.cause.is_empty());
    }
}
