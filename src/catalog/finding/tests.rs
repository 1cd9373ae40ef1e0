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
