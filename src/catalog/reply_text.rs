//! Takes a pasted reply apart: its codes, its words, and what the program that logged it says of it.

use std::borrow::Cow;

use crate::code::EnhancedCode;
use crate::command::Command;

/// A reply taken apart by [`parse_reply`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ParsedReply<'a> {
    /// The basic code, if one stands there.
    pub basic: Option<u16>,
    /// The enhanced status code, if one stands there.
    pub enhanced: Option<EnhancedCode>,
    /// The words: codes, continuation marks and the log's own words in front of the reply removed.
    pub words: String,
    /// What stands in front of the reply, such as `host mx.example.com[192.0.2.1] said:`; empty mostly.
    pub preface: &'a str,
    /// The command that was answered, where the text says so ("in reply to RCPT TO command").
    pub command: Option<Command>,
    /// The host that answered, where the text says so ("host mx.example.com[192.0.2.1] said").
    pub host: Option<&'a str>,
}

/// Words after which programs quote a reply: `error 550`, `code: 535`, `said 550`.
const INTRODUCTIONS: &[&str] = &[
    "answer", "antwort", "code", "codigo", "error", "erreur", "errore", "fehler", "message", "reason",
    "reply", "response", "result", "returned", "said", "server", "smtp", "status", "was", "with",
];

/// What .NET puts between the meaning of a code that it does not show and the reply's own words.
const QUOTED_WITHOUT_CODE: &str = "The server response was: ";

/// Finds the codes and the words of a reply: one line or several (joined by line ends, ` / `, `\n` or
/// `[nl]`), bare or as a log quotes it (`said: 550 5.1.1 ...`, `smtp;550 5.1.1 ...`, `... (#5.1.1)`).
pub fn parse_reply(text: &str) -> ParsedReply<'_> {
    let text = text.trim();
    let basic = find_basic(text);
    let mut parsed = ParsedReply { basic: basic.map(|found| found.code), ..ParsedReply::default() };
    // Without a code only a client's own words may stand in front of what the server said.
    let quoted = || text.find(QUOTED_WITHOUT_CODE).map_or(0, |at| at + QUOTED_WITHOUT_CODE.len());
    let start = basic.map_or_else(quoted, |found| found.start);
    let after = basic.map_or(start, |found| found.end);
    parsed.preface = &text[..start];
    let (enhanced, rest) = match leading_enhanced(&text[after..]) {
        Some((code, length)) => (Some(code), after + length),
        None => (find_enhanced(&text[after..], parsed.basic), after),
    };
    parsed.enhanced = enhanced;
    parsed.words = words(&text[rest..], parsed.basic);
    parsed.command = named_command(text, parsed.preface);
    parsed.host = named_host(parsed.preface);
    parsed
}

#[derive(Clone, Copy)]
struct Basic {
    code: u16,
    /// The first digit's place, in bytes.
    start: usize,
    /// Where the words begin: after the code and the space or hyphen that follows it.
    end: usize,
}

fn find_basic(text: &str) -> Option<Basic> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at + 3 <= bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let digits = bytes[at..].iter().take_while(|b| b.is_ascii_digit()).count();
        if digits == 3
            && (b'2'..=b'5').contains(&bytes[at])
            && (at == 0
                || ((bytes[at] != b'3' || matches!(&bytes[at..at + 3], b"334" | b"354"))
                    && introduces(&text[..at])
                    && !only_expected(&text[..at])))
            && ends_a_code(&bytes[at + 3..])
        {
            let code = bytes[at..at + 3].iter().fold(0, |sum, b| sum * 10 + u16::from(b - b'0'));
            let separator = bytes.get(at + 3).is_some_and(|b| b"- :,".contains(b));
            return Some(Basic { code, start: at, end: at + 3 + usize::from(separator) });
        }
        at += digits;
        // What follows a number in the same word (`550.1`, `192.0.2.1`, `4a`) is no code.
        while at < bytes.len() && (bytes[at].is_ascii_alphanumeric() || bytes[at] == b'.') {
            at += 1;
        }
    }
    None
}

/// Whether a code may follow what stands before it.
fn introduces(before: &str) -> bool {
    let trimmed = before.trim_end();
    let Some(last) = trimmed.chars().next_back() else { return true };
    if trimmed.len() == before.len() {
        // In the same word: only after marks that quote.
        return matches!(last, ':' | ';' | '(' | '"' | '\'' | '=' | '#' | '>' | '[' | '|');
    }
    if matches!(last, ':' | ';' | '(' | '"' | '=' | '>' | '|' | '-') {
        return true;
    }
    let word = trimmed.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or("");
    INTRODUCTIONS.iter().any(|introduction| introduction.eq_ignore_ascii_case(word))
}

/// Whether the code that follows was hoped for only: `Expected response code 250 but got code "530"`.
fn only_expected(before: &str) -> bool {
    let mut words = before.rsplit(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty());
    words
        .by_ref()
        .take(4)
        .take_while(|word| !matches!(*word, "got" | "Got" | "but" | "received"))
        .any(|word| word.eq_ignore_ascii_case("expected") || word.eq_ignore_ascii_case("expecting"))
}

fn ends_a_code(after: &[u8]) -> bool {
    match after {
        [] => true,
        [b'.', next, ..] => !next.is_ascii_digit(),
        [b'.'] => true,
        [next, ..] => b" -\t\r\n:,;)\"'\\]>|".contains(next),
    }
}

/// An enhanced code at the very start (`5.1.1 `, `#5.1.1 `, `(5.1.1)`), and how many bytes it and its marks take.
fn leading_enhanced(text: &str) -> Option<(EnhancedCode, usize)> {
    let marks = text.len() - text.trim_start_matches([' ', '\t', '#', '-', '(', '[']).len();
    let code = text[marks..].split(|c: char| !(c.is_ascii_digit() || c == '.')).next()?;
    let trimmed = code.trim_end_matches('.');
    let parsed: EnhancedCode = trimmed.parse().ok()?;
    let end = marks + trimmed.len();
    // `5.7.1-text` continues a line; `5.7.1x` is something else.
    if text[end..].starts_with(|c: char| c.is_alphanumeric()) || parsed.subject > 9 {
        return None;
    }
    let closing = text[end..].len() - text[end..].trim_start_matches([')', ']', ':', '-', '.']).len();
    Some((parsed, end + closing))
}

/// The first enhanced code anywhere, one of the basic code's own class before others.
fn find_enhanced(text: &str, basic: Option<u16>) -> Option<EnhancedCode> {
    let mut first = None;
    for word in text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '.')) {
        let Ok(code) = word.trim_end_matches('.').parse::<EnhancedCode>() else { continue };
        if code.subject > 7 {
            continue;
        }
        if basic.is_none_or(|basic| basic / 100 == u16::from(code.class)) {
            return Some(code);
        }
        first = first.or(Some(code));
    }
    first
}

/// Stands for a line's end while the words are put together: a control character that no reply holds.
const LINE_END: &str = " \u{1e} ";

/// The words of all lines, joined by single spaces; codes that only repeat the first line's are dropped.
fn words(text: &str, basic: Option<u16>) -> String {
    // Which command was answered is known from elsewhere, and is none of the reply's words.
    let text = text.split(" (in reply to ").next().unwrap_or(text);
    let mut text = Cow::Borrowed(text.trim_end_matches(['"', '\'']));
    for mark in ["\\r\\n", "\\n", "[nl]", "\r\n", "\n", "\r"] {
        if text.contains(mark) {
            text = Cow::Owned(text.replace(mark, LINE_END));
        }
    }
    let repeated = basic.map(|code| code.to_string()).unwrap_or_default();
    let mut words = String::with_capacity(text.len());
    let mut tokens = text.split_whitespace().peekable();
    while let Some(mut token) = tokens.next() {
        if basic.is_some() {
            let line_begins = (token == "/" || token == LINE_END.trim())
                && tokens.peek().is_some_and(|next| next.starts_with(&repeated));
            if line_begins {
                token = tokens.next().unwrap_or_default();
            }
            if let Some(rest) = token.strip_prefix(&repeated) {
                let enhanced_follows = rest.is_empty() && tokens.peek().is_some_and(|next| is_enhanced(next));
                if enhanced_follows {
                    tokens.next();
                    continue;
                }
                if rest.is_empty() && line_begins {
                    continue;
                }
                token = rest.strip_prefix('-').unwrap_or(token);
                if is_enhanced(token) {
                    continue;
                }
            }
        }
        // Where a program only wrapped the text, the words go on.
        if token.is_empty() || token == LINE_END.trim() {
            continue;
        }
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(token);
    }
    words
}

fn is_enhanced(token: &str) -> bool {
    token.trim_start_matches('#').parse::<EnhancedCode>().is_ok()
}

/// The command that the text itself says was answered.
fn named_command(text: &str, preface: &str) -> Option<Command> {
    if let Some(at) = text.rfind("in reply to ") {
        return Command::from_phrase(&text[at + "in reply to ".len()..]);
    }
    for (mark, command) in [
        ("after initial connection", Command::Connect),
        ("refused to talk to me", Command::Connect),
        ("refused to start TLS", Command::Starttls),
        ("after end of data", Command::EndOfData),
        ("after pipelined end of data", Command::EndOfData),
        ("after sending data block", Command::EndOfData),
        ("after RCPT TO", Command::Rcpt),
        ("after pipelined RCPT TO", Command::Rcpt),
        ("after MAIL FROM", Command::Mail),
        ("after pipelined MAIL FROM", Command::Mail),
        ("after EHLO", Command::Ehlo),
        ("after HELO", Command::Helo),
        ("after STARTTLS", Command::Starttls),
        ("after DATA", Command::Data),
    ] {
        if preface.contains(mark) {
            return Some(command);
        }
    }
    None
}

/// The host in `host mx.example.com[192.0.2.1] said:` and `host mx.example.com [192.0.2.1]:`.
fn named_host(preface: &str) -> Option<&str> {
    let at = preface.rfind("host ")?;
    let host = preface[at + 5..].split(|c: char| c.is_whitespace() || "[](),:;<>".contains(c)).next()?;
    (host.contains('.') && host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b)))
        .then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> (Option<u16>, Option<String>) {
        let parsed = parse_reply(text);
        (parsed.basic, parsed.enhanced.map(|code| code.to_string()))
    }

    #[test]
    fn a_wrapped_reply_reads_as_one_and_the_answered_command_is_none_of_its_words() {
        let parsed = parse_reply("550 5.1.1 The\n    mailbox is\r\n  unknown (in reply to RCPT TO command)");
        assert_eq!(parsed.words, "The mailbox is unknown");
        assert_eq!(parsed.command, Some(Command::Rcpt));
        assert_eq!(parse_reply("smtp; 354 go ahead").basic, Some(354));
    }

    #[test]
    fn what_a_client_says_of_a_hidden_code_stands_in_front_of_the_reply() {
        let parsed = parse_reply(
            "Exceeded storage allocation. The server response was: 5.3.4 Message size exceeds fixed limit",
        );
        assert_eq!(parsed.words, "Message size exceeds fixed limit");
        assert_eq!(parsed.enhanced.map(|code| code.to_string()).as_deref(), Some("5.3.4"));
        assert_eq!(parsed.preface, "Exceeded storage allocation. The server response was: ");
    }

    #[test]
    fn a_code_that_was_only_expected_is_not_the_reply() {
        for text in [
            "Expected response code 220 but got code \"454\", with message \"454 TLS not available\"",
            "Unexpected return code - Expected: 334, Got: 454",
        ] {
            assert_eq!(codes(text).0, Some(454), "{text}");
        }
        assert_eq!(codes("Expected response code 250 but got an empty response").0, None);
    }

    #[test]
    fn codes_are_found_bare_and_quoted() {
        for (text, basic, enhanced) in [
            ("550 5.1.1 User unknown", Some(550), Some("5.1.1")),
            ("550-5.1.1 No\n550 5.1.1 such user", Some(550), Some("5.1.1")),
            ("554-Denied / 554 #5.7.1 go", Some(554), Some("5.7.1")),
            ("smtp;550 5.2.1 disabled", Some(550), Some("5.2.1")),
            ("smtp; 550-5.7.26 no", Some(550), Some("5.7.26")),
            (
                "host a.example[192.0.2.1] said: 452 4.2.2 full (in reply to RCPT TO command)",
                Some(452),
                Some("4.2.2"),
            ),
            ("Invalid recipient <a@example.com> (#5.1.1)", None, Some("5.1.1")),
            ("5.1.1 User unknown", None, Some("5.1.1")),
            ("421 4.7.0 [TSS04] 192.0.2.1 deferred - 4.16.55.1; see", Some(421), Some("4.7.0")),
            ("Connection to 192.0.2.250 timed out", None, None),
            ("queue 550 messages", None, None),
            ("553", Some(553), None),
            ("SMTP error from remote mail server after RCPT TO:<a@b.example>: 550-no", Some(550), None),
            ("reply code 535 5.7.8", Some(535), Some("5.7.8")),
            ("wrong version number:../ssl/record/ssl3_record.c:332", None, None),
            ("(535, b'5.7.8 no')", Some(535), Some("5.7.8")),
        ] {
            assert_eq!(codes(text), (basic, enhanced.map(str::to_owned)), "{text}");
        }
    }

    #[test]
    fn lines_are_joined_and_their_codes_dropped() {
        for text in [
            "550-5.1.1 The account / 550-5.1.1 does not / 550 5.1.1 exist",
            "550-5.1.1 The account\r\n550-5.1.1 does not\r\n550 5.1.1 exist",
            "550-5.1.1 The account\\n550-5.1.1 does not\\n550 5.1.1 exist",
            "550-5.1.1 The account 550-5.1.1 does not 550 5.1.1 exist",
            "550-The account / 550-does not / 550 exist",
            "550 The account does not exist",
        ] {
            assert_eq!(parse_reply(text).words, "The account does not exist", "{text}");
        }
    }

    #[test]
    fn the_log_says_who_answered_what() {
        let parsed = parse_reply(
            "host mx.example.com[192.0.2.1] said: 550 5.1.1 No such user (in reply to end of DATA command)",
        );
        assert_eq!(parsed.host, Some("mx.example.com"));
        assert_eq!(parsed.command, Some(Command::EndOfData));
        let parsed = parse_reply("host mx.example.com[192.0.2.1] refused to talk to me: 421 busy");
        assert_eq!(parsed.command, Some(Command::Connect));
    }

    #[test]
    fn odd_bytes_do_no_harm() {
        for text in
            ["", " ", "550", "550-", "5", "55", "é550", "550é", "5.1.", "(#", "[nl][nl]", "/ / /", "host "]
        {
            parse_reply(text);
        }
    }
}
