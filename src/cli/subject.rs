//! What a user asks about: a code, a whole reply, or a cause.

use std::sync::Arc;

use crate::catalog::{self, Language, OwnReplies, Question, fill, parse_reply, ui};
use crate::code::Code;
use crate::features::explain::{self, Explanation};
use crate::features::place::Place;

use super::Stopped;

/// Takes the arguments of a command line apart, which may be codes, causes, replies in quotes, or one reply
/// whose quotes were forgotten.
pub fn of_arguments(arguments: &[String]) -> Vec<String> {
    let arguments: Vec<_> = arguments.iter().map(|argument| argument.trim()).collect();
    let starts_a_reply = |text: &str| text.get(..3).is_some_and(|code| code.parse::<Code>().is_ok());
    // A code and then words: the shell has cut a reply into pieces.
    let in_pieces = arguments.len() > 1
        && starts_a_reply(arguments[0])
        && arguments.iter().all(|argument| !argument.contains(char::is_whitespace))
        && arguments[1..].iter().any(|argument| !stands_alone(argument));
    if in_pieces {
        return vec![arguments.join(" ")];
    }
    let mut subjects: Vec<String> = Vec::new();
    for argument in arguments {
        // `550 5.7.1` is one reply with two codes.
        if matches!(argument.parse(), Ok(Code::Enhanced(_)))
            && subjects.last().is_some_and(|last| matches!(last.parse(), Ok(Code::Basic(_))))
            && let Some(last) = subjects.last_mut()
        {
            last.push(' ');
            last.push_str(argument);
        } else {
            subjects.push(argument.to_owned());
        }
    }
    subjects
}

/// Whether an argument is meant as a code or a cause by itself. Numbers are, even if they are no code.
fn stands_alone(argument: &str) -> bool {
    let number = argument.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let rule = crate::rules::rule(argument).is_some();
    rule || number || argument.parse::<Code>().is_ok() || catalog::cause(argument, Language::En).is_some()
}

/// Takes text from a file apart into replies: one a line, but lines that continue a reply (`550-`) stay
/// together. Empty lines are left out.
pub fn of_text(text: &str) -> Vec<String> {
    let mut subjects: Vec<String> = Vec::new();
    let mut open: Option<String> = None;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let code = line.get(..3).filter(|code| code.bytes().all(|b| b.is_ascii_digit()));
        match (subjects.last_mut(), code) {
            (Some(last), Some(code)) if open.as_deref() == Some(code) => {
                last.push('\n');
                last.push_str(line);
            }
            _ => subjects.push(line.to_owned()),
        }
        open = code.filter(|_| line.as_bytes().get(3) == Some(&b'-')).map(str::to_owned);
    }
    subjects
}

/// Explains a code, a reply or a cause. The user's own replies go first.
///
/// # Errors
/// Where it is none of them; the message says what is accepted.
pub fn explain(text: &str, own: &[Arc<OwnReplies>], language: Language) -> Result<Explanation, Stopped> {
    let words = &ui(language).cli;
    let text = text.trim();
    let wrong = |why: &str| Stopped::Wrong(format!("{} {}", fill(why, &[text]), words.accepted));
    let one_word = !text.contains(char::is_whitespace);
    if let Some(explanation) = explain::cause(text, language) {
        return Ok(explanation);
    }
    if let Ok(code) = without_class(text).unwrap_or_else(|| text.to_owned()).parse::<Code>() {
        return explain::code(code, language).ok_or_else(|| wrong(words.unknown_code));
    }
    let parsed = parse_reply(text);
    let has_code = parsed.basic.is_some() || parsed.enhanced.is_some();
    if one_word && !has_code {
        return Err(wrong(words.not_understood));
    }
    let question = Question {
        basic: parsed.basic,
        enhanced: parsed.enhanced,
        text,
        command: parsed.command,
        host: parsed.host,
    };
    let (finding, own) = catalog::find_with(own, &question);
    if !has_code && own.is_none() && !explain::is_specific(finding.cause) {
        return Err(wrong(words.no_code));
    }
    let place = Place::of_reply(&parsed.words, parsed.command, parsed.host);
    Ok(explain::explain_found(&question, finding, own.as_deref(), &place, language))
}

/// `5.7.1` for `X.7.1`: the registry's way of writing, with the class that fits best.
fn without_class(text: &str) -> Option<String> {
    let rest = text.strip_prefix(['X', 'x']).filter(|rest| rest.starts_with('.'))?;
    let classes = &catalog::enhanced_facts().iter().find(|facts| facts.code[1..] == *rest)?.classes;
    let class = classes.iter().max()?;
    Some(format!("{class}{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subjects(arguments: &[&str]) -> Vec<String> {
        of_arguments(&arguments.iter().map(|argument| (*argument).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn arguments_are_codes_or_replies() {
        assert_eq!(subjects(&["550", "451"]), ["550", "451"]);
        assert_eq!(subjects(&["550", "5.7.1"]), ["550 5.7.1"]);
        assert_eq!(subjects(&["550", "5.7.1", "Relay", "denied"]), ["550 5.7.1 Relay denied"]);
        assert_eq!(subjects(&["550 5.7.1 no", "421 busy"]), ["550 5.7.1 no", "421 busy"]);
        assert_eq!(subjects(&["250", "999"]), ["250", "999"]);
        assert_eq!(subjects(&["550", "relay-denied"]), ["550", "relay-denied"]);
        assert_eq!(subjects(&["Relay", "denied"]), ["Relay", "denied"]);
    }

    #[test]
    fn lines_that_continue_stay_together() {
        assert_eq!(
            of_text("550-5.7.1 one\r\n550 5.7.1 two\r\n\r\n421 busy\n550 no\n"),
            ["550-5.7.1 one\n550 5.7.1 two", "421 busy", "550 no"]
        );
        assert_eq!(of_text("250-a\n550 b\n"), ["250-a", "550 b"]);
        assert_eq!(of_text(""), Vec::<String>::new());
    }

    #[test]
    fn what_is_none_of_them_is_refused_with_what_is_accepted() {
        for wrong in ["999", "abc", "299", "5.7", "", "1.2.3.4", "hello world"] {
            for &language in Language::ALL {
                let Err(Stopped::Wrong(message)) = explain(wrong, &[], language) else { panic!("{wrong}") };
                assert!(message.contains("5.7.1") && message.contains(wrong), "{message}");
            }
        }
    }

    #[test]
    fn the_registrys_way_of_writing_is_understood() {
        assert_eq!(explain("X.7.1", &[], Language::En).unwrap().label, "5.7.1");
        assert_eq!(explain("x.2.2", &[], Language::De).unwrap().label, "4.2.2");
    }
}
