//! The words of sentences and settings that speak of replies, in the languages that mail admins write.

mod nouns;
mod replies;
mod verbs;

use nouns::{FILLERS, NOUN_ENDS, NOUNS};
use replies::{REPLY_PARTS, REPLY_WORDS};
use verbs::{BRINGS, LINKING};
pub use {
    nouns::ADJECTIVES,
    verbs::{ARTICLES, COUNTING, OUTCOMES},
};

use super::words::{first_word, head, one_of};

/// Whether a word names a code or what carries one.
pub fn is_noun(word: &str) -> bool {
    // `SMTP-Fehlercode`, `DSN-Code`
    one_of(word, NOUNS) || word.rsplit_once('-').is_some_and(|(_, part)| one_of(part, NOUNS)) || {
        let lower = word.to_lowercase();
        // `GenerateCopyOfDSNFor`
        word.contains("DSN") || NOUN_ENDS.iter().any(|end| lower.ends_with(end))
    }
}

/// Whether a word may stand between a noun and its code.
pub fn is_filler(word: &str) -> bool {
    one_of(word, FILLERS)
        || word.bytes().all(|byte| byte.is_ascii_digit())
        || (word.len() == 3
            && matches!(word.as_bytes()[0], b'2'..=b'5')
            && word[1..].eq_ignore_ascii_case("xx"))
}

/// Whether a word has a reply for its object.
pub fn brings(word: &str) -> bool {
    one_of(word, BRINGS)
        || ["返回", "收到", "提示", "报错", "返す", "返却"].iter().any(|known| word.ends_with(known))
}

/// Whether a text that begins `right` holds a word that replies are made of, within its first 90 bytes.
pub fn reply_words(right: &str) -> bool {
    let text = head(right, 90);
    text.split(|c: char| !c.is_alphanumeric()).any(|word| word.len() > 1 && one_of(word, REPLY_WORDS))
        || super::words::starts_with(
            text.trim_start_matches(|c: char| !c.is_alphanumeric()),
            "service not available",
        )
        || (!text.is_ascii() && REPLY_PARTS.iter().any(|part| text.contains(part)))
}

/// Whether HTTP's reason phrase for this very number follows: `500 Internal Server Error`.
pub fn is_http_phrase(code: u16, right: &str) -> bool {
    let phrases: &[&str] = match code {
        200 => &["ok", "success"],
        400 => &["bad request", "invalid request"],
        403 => &["forbidden", "permission", "access"],
        500 => &["internal", "server error", "unexpected"],
        501 => &["not implemented"],
        502 => &["bad gateway"],
        503 => &["service unavailable"],
        504 => &["gateway time"],
        505 => &["http version"],
        _ => return false,
    };
    let cut = [' ', '-', ':', '"', '\'', '`', '(', '*', '|', '\t', '\u{2013}', '\u{2014}'];
    let text = head(right.trim_start_matches(cut), 24).to_ascii_lowercase();
    phrases.iter().any(|phrase| text.starts_with(phrase))
}

/// Whether words follow that could be the text of a reply: a word of two letters or more, or something
/// that a program puts in place of one, and neither a unit nor a comment.
pub fn words_follow(right: &str) -> bool {
    if !right.starts_with([' ', '-', '\t']) || super::lexicon::counts(right) {
        return false;
    }
    let text = right[1..].trim_start_matches([' ', '-', '\t', '\\']);
    if text.starts_with(['#', ';', '=', '+', '/', '|', '&', '*', ',', ')', '}', ']'])
        || text.starts_with("--")
    {
        return false;
    }
    // `550 192.0.2.1 is listed`
    let address = text.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
    let text = if text[..address].matches('.').count() == 3 { text[address..].trim_start() } else { text };
    let (word, gap) = first_word(head(text, 90));
    if address == 0 && gap.is_empty() && (one_of(word, super::lexicon::AND) || one_of(word, LINKING)) {
        return false;
    }
    gap.len() <= 12
        && (word.chars().filter(|c| c.is_alphabetic()).count() >= 2
            || text.starts_with(['<', '$', '%', '{', '[', '"'])
            || reply_words(text))
}
