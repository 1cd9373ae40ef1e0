//! What makes a number of a configuration a code: keys, actions, texts in value position, patterns.

use super::names::{ACTIONS, MEASURES};
use super::{postfix, sendmail};
use crate::code::EnhancedCode;
use crate::dialects::lexicon;
use crate::dialects::phrases::{is_http_phrase, reply_words, words_follow};
use crate::dialects::token::Token;
use crate::dialects::words::{ends_with, last_word, one_of, tail};

/// Whether a basic code of a setting stands here. A `page` shows settings among other things; there, rows of
/// tables of anything look like those of lookup tables.
pub fn basic(piece: &str, token: Token, code: u16, page: bool) -> bool {
    let (left, right) = (&piece[..token.start], &piece[token.end..]);
    if lexicon::counts(right)
        || is_http_phrase(code, right)
        || lexicon::is_of_http(code, left)
        || right.starts_with("\\.")
        || left.ends_with(" #")
    {
        return false;
    }
    let bare = left.trim_end_matches(['"', '\'', '`', '(', '[', '{', '^', '\\', '<']);
    let opened = bare.len() < left.len();
    let near = tail(bare, 96);
    if key_of_code(near, opened) {
        return true;
    }
    let (key, gap) = last_word(near);
    let measured = measures(key) && gap.len() <= 6;
    if measured {
        return false;
    }
    if acts(near, opened, right, code) || names_text(left, right, code) {
        return true;
    }
    if !words_follow(right) {
        let alone = right.trim().is_empty();
        return alone
            && !page
            && matches!(code / 100, 4 | 5)
            && lexicon::is_usual(code)
            && postfix::is_table_key(left)
            && !sendmail::is_rate(left);
    }
    let usual = lexicon::is_usual(code);
    let fails = matches!(code / 100, 4 | 5) && code != 500;
    usual
        && (value_begins(left)
            || (postfix::is_table_key(left) && (!page || reply_words(right)))
            || (behind_wildcard(left) && reply_words(right)))
        || (line_begins(left)
            && (fails || usual)
            && (reply_words(right) || (fails && usual && left.trim_start().starts_with(['#', ';', '/']))))
}

/// Whether an enhanced code of a setting stands here.
pub fn enhanced(piece: &str, token: Token, code: EnhancedCode) -> bool {
    let (left, right) = (&piece[..token.start], &piece[token.end..]);
    if code.subject > 7 || lexicon::names_a_version(last_word(left).0) {
        return false;
    }
    // A regular expression escapes the dots; who matches a version does not stand in a mail rule.
    if token.escaped {
        return !right.starts_with("\\.");
    }
    let bare = left.trim_end_matches(['"', '\'', '`', '(', '[', '{', '^', '<']);
    let near = tail(bare, 96).trim_end();
    let (word, gap) = last_word(near);
    if ends_with(near, "error:")
        || ends_with(near, ":fail:")
        || ends_with(near, ":defer:")
        || ends_with(near, "$@")
    {
        return true;
    }
    if one_of(word, ACTIONS) && matches!(gap.trim(), "" | "=" | ":" | ",") {
        return words_follow(right) || right.trim().is_empty() || right.starts_with([':', '"', '\'']);
    }
    // Filters of delivery status: `5.7.1 = 4.7.1`, `5.7.1 4.7.1`.
    if let Some(before) = left.trim_end().strip_suffix('=')
        && crate::dialects::token::tokens(tail(before.trim_end(), 9)).last().is_some_and(|last| {
            matches!(last.code, crate::code::Code::Enhanced(_))
                && last.end == tail(before.trim_end(), 9).len()
        })
    {
        return true;
    }
    let text = words_follow(right) && (reply_words(right) || code.class != 2);
    text && (value_begins(left) || postfix::is_table_key(left)) && !measures(word)
}

/// A field of the name of a code: `unknown_client_reject_code = 450`, `replyCode: 550`, `<code>550</code>`.
fn key_of_code(near: &str, opened: bool) -> bool {
    let cut = near.trim_end();
    let tagged = cut.strip_suffix('>').and_then(|cut| cut.rfind('<').map(|at| &cut[at + 1..]));
    let (word, gap) = match tagged {
        Some(tag) if !tag.starts_with('/') => (tag.split([' ', '\t']).next().unwrap_or(""), "="),
        Some(_) => return false,
        None => last_word(cut),
    };
    let gap = gap.trim_matches([' ', '\t', '"', '\'', ']', ')']);
    let assigned =
        matches!(gap, "=" | ":" | "=>" | "==" | "!=" | ":=" | "~=" | "===" | ">=" | "<" | ">" | "<=");
    if !(assigned || (gap.is_empty() && opened)) {
        return false;
    }
    let mut parts = word_parts(word);
    let lower: String = parts.join("_");
    let Some(last) = parts.pop() else { return false };
    let code =
        matches!(last.as_str(), "code" | "codes" | "reply" | "replycode" | "rejectcode" | "statuscode")
            || (last == "status" && (assigned || opened))
            || lower.ends_with("code");
    code && ![
        "http", "exit", "country", "area", "zip", "post", "error_id", "key", "lang", "web", "qr", "source",
        "return",
    ]
    .iter()
    .any(|other| lower.contains(other))
}

/// The parts of a name: `replyCode`, `reply_code`, `reply-code`, `reply.code`.
fn word_parts(word: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut small = false;
    for c in word.chars() {
        if matches!(c, '_' | '-' | '.') {
            parts.push(String::new());
        } else {
            if c.is_uppercase() && small {
                parts.push(String::new());
            }
            if let Some(part) = parts.last_mut() {
                part.extend(c.to_lowercase());
            }
        }
        small = c.is_lowercase();
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// Whether a key's value is a number of something.
pub fn measures(key: &str) -> bool {
    word_parts(key).last().is_some_and(|part| MEASURES.contains(&part.as_str()))
}

/// Whether an action stands before the number: `reject 550`, `:fail: 550`, `kumo.reject(550, "...")`.
fn acts(near: &str, opened: bool, right: &str, code: u16) -> bool {
    let cut = near.trim_end();
    if [":fail:", ":defer:", "$:", "error:", "$@"].iter().any(|mark| ends_with(cut, mark)) {
        return true;
    }
    // `ERROR:5.7.0:550 text`
    if let Some(before) = cut.strip_suffix(':')
        && let (word, gap) = last_word(&before[..before.rfind(':').unwrap_or(0)])
        && gap.is_empty()
        && word.eq_ignore_ascii_case("error")
    {
        return true;
    }
    let (word, gap) = last_word(cut);
    // `error:nouser 550 text`
    if gap.is_empty() && cut.len() < near.len() && ends_with(&cut[..cut.len() - word.len()], "error:") {
        return words_follow(right);
    }
    let word = word.rsplit('.').next().unwrap_or(word);
    if !one_of(word, ACTIONS) {
        return false;
    }
    let text = words_follow(right);
    let argument =
        right.starts_with([',', ')', '"', '\'']) || right.trim().is_empty() || right.starts_with(';');
    match gap.trim() {
        // `reject = 15` is a score where nothing follows.
        "=" | ":" | "=>" => text,
        "" if one_of(word, &["return", "error", "warn", "hold", "action"]) => {
            text || (right.starts_with(", ") && right[2..].trim_start().starts_with(['"', '\'', '[']))
        }
        "" => matches!(code / 100, 4 | 5) && (text || argument) && (opened || cut.len() < near.len()),
        _ => false,
    }
}

/// A table of codes: `"449": "Routing error"`.
fn names_text(left: &str, right: &str, code: u16) -> bool {
    if !left.trim_start().trim_start_matches("- ").trim_matches(['"', '\'']).is_empty()
        || !lexicon::is_plausible(code)
    {
        return false;
    }
    let Some(text) = right.trim_start_matches(['"', '\'']).strip_prefix(": ") else { return false };
    let text = text.trim_start();
    let words = text.trim_matches(['"', '\'', ',']).split(' ').filter(|word| word.len() > 1).count();
    words > 1
        && text.starts_with(|c: char| c.is_alphabetic() || matches!(c, '"' | '\''))
        && (reply_words(text) || !lexicon::is_shared_with_http(code) && !matches!(code, 421 | 431))
}

/// Whether an action is given a bare number, as the scores of a spam filter are: `reject = 550;`.
pub fn is_score(near: &str, right: &str) -> bool {
    let (word, gap) = last_word(near.trim_end());
    one_of(word, ACTIONS) && matches!(gap.trim(), "=" | ":") && !words_follow(right)
}

/// Whether a value begins here: behind `=`, `:`, a quote, a brace, a bracket or a tag.
fn value_begins(left: &str) -> bool {
    let cut = left.trim_end();
    let spaced = cut.len() < left.len();
    match cut.chars().next_back() {
        // `pkg=queue msgid=550 recipient=` are fields of a log.
        Some('=') if !spaced && cut[..cut.len() - 1].contains('=') => false,
        Some('=') if cut.ends_with("!=") => false,
        Some('=' | ':') => true,
        Some('"' | '\'' | '`' | '{' | '(' | '|') => !spaced,
        Some('>') => !spaced && cut.contains('<') && !cut.ends_with("->"),
        _ => false,
    }
}

/// Whether a part of a regular expression that matches anything stands before: `.* 535 Authentication`.
fn behind_wildcard(left: &str) -> bool {
    let cut = left.trim_end();
    cut.len() < left.len() && [".*", ".+", "\\S+", "\\s+", ".*?", "):"].iter().any(|end| cut.ends_with(end))
}

fn line_begins(left: &str) -> bool {
    left.chars().all(|c| matches!(c, ' ' | '\t' | '#' | ';' | '-' | '*' | '/' | '!'))
}

#[cfg(test)]
mod tests {
    use super::super::pattern::in_pattern;
    use super::*;
    use crate::code::Code;
    use crate::dialects::token::tokens;

    fn found(line: &str) -> Vec<String> {
        tokens(line)
            .filter(|token| match token.code {
                Code::Basic(code) => {
                    in_pattern(&line[..token.start], &line[token.end..], code)
                        || basic(line, *token, code, false)
                }
                Code::Enhanced(code) => enhanced(line, *token, code),
            })
            .map(|token| line[token.start..token.end].to_owned())
            .collect()
    }

    #[test]
    fn settings_name_codes() {
        assert_eq!(found("unknown_client_reject_code = 450"), ["450"]);
        assert_eq!(found("message = 453 You have no mail"), ["453"]);
        assert_eq!(found("reject 521 \"User not local\""), ["521"]);
        assert_eq!(found("kumo.reject(550, 'no such user')"), ["550"]);
        assert_eq!(found("192.0.2.0/24   550 go away"), ["550"]);
        assert_eq!(found("data = :fail: 550 gone"), ["550"]);
        assert_eq!(found("old.example  error:5.1.1 gone"), ["5.1.1"]);
        assert_eq!(found("To:a@example  ERROR:5.7.0:550 text"), ["5.7.0", "550"]);
    }

    #[test]
    fn patterns_match_codes() {
        assert_eq!(found(r#""^(451|550) [45]\\.1\\.[1234] ","#), ["451", "550"]);
        assert_eq!(found(r"(?:454 4|554 5)\.7\.1"), ["454", "554"]);
        assert_eq!(found(r"reject: .* 554 5\.7\.1 .*$"), ["554", r"5\.7\.1"]);
        assert_eq!(found("<id>^554$</id>"), ["554"]);
        assert_eq!(found(r"^421[ \-]+RP\-00\d,slowdown"), ["421"]);
        assert_eq!(found("(403|404|500)"), Vec::<String>::new());
    }

    #[test]
    fn measures_are_no_codes() {
        for line in [
            "smtpd_timeout = 300",
            "message_size_limit = 500 MB",
            "port = 465 # implicit",
            "reject = 550",
            "max_clients: 500",
            "uid = 501",
            "listen 250 backlog",
            "http_status_code = 404",
        ] {
            assert_eq!(found(line), Vec::<String>::new(), "{line}");
        }
    }
}
