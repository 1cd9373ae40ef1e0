//! What ties a number to a noun or a verb of its sentence.

use super::place::without_tag;
use crate::command::Command;
use crate::dialects::lexicon;
use crate::dialects::phrases::{ADJECTIVES, ARTICLES, brings, is_filler, is_noun};
use crate::dialects::words::{first_word, last_word, one_of, tail};

/// How far a noun may stand before its code, in bytes.
const CLAUSE: usize = 72;

/// Whether a noun for codes stands before the number with nothing but small words between, in one clause.
pub(super) fn tied_to_noun(bare: &str) -> bool {
    let clause = tail(bare, CLAUSE);
    let clause = clause.rsplit(['!', '?', ';', '|']).next().unwrap_or(clause);
    let clause = match clause.rfind(". ") {
        // `e.g. 550` and `i.e. 550` end no sentence.
        Some(at) if !matches!(&clause.as_bytes()[..at], [.., b'.', b'g' | b'e'] | [.., b'e', b'g']) => {
            &clause[at + 2..]
        }
        _ => clause,
    };
    let mut rest = clause;
    for _ in 0..9 {
        let cut = rest.trim_end_matches([' ', '(', '=', ':', '"']);
        let untagged = without_tag(cut);
        if cut[untagged.len()..].starts_with("</") {
            rest = untagged;
        }
        let (word, gap) = last_word(rest);
        if word.is_empty() || gap.len() > 12 || gap.contains(['/', '\\', '}']) {
            return false;
        }
        if is_noun(word) {
            return true;
        }
        // `RCPT TO:550` is an address.
        if gap == ":" {
            return false;
        }
        // `the reply to RCPT TO is 250`
        let command = gap == " "
            && word.bytes().all(|byte| byte.is_ascii_uppercase())
            && (word == "TO" || word == "FROM" || Command::from_verb(word).is_some());
        if !is_filler(word) && !command {
            return false;
        }
        rest = &rest[..rest.len() - gap.len() - word.len()];
    }
    false
}

/// Whether a noun for codes follows, maybe behind an adjective or a reply's text.
pub(super) fn noun_follows(behind: &str, next: &str, countable: bool) -> bool {
    if next.is_empty() {
        return false;
    }
    let noun = |word: &str| {
        lexicon::follows_a_code(word)
            && !word.eq_ignore_ascii_case("smtp")
            && (countable || !word.ends_with('s') || word.ends_with("ss") || word == "status")
    };
    if noun(next) {
        return true;
    }
    let at = behind.find(next).unwrap_or(0) + next.len();
    let (second, gap) = first_word(&behind[at..]);
    one_of(next, ADJECTIVES) && gap.trim().is_empty() && noun(second)
}

/// Whether a verb has the number for its object: `returns 550`, `got a 421`. Answers whether an article stands between.
pub(super) fn brought(bare: &str) -> Option<bool> {
    // `"failed": 421` is a field.
    if bare.trim_end().ends_with("\":") {
        return None;
    }
    let mut rest = bare;
    let mut article = false;
    for _ in 0..3 {
        let (word, gap) = last_word(rest);
        if word.is_empty() || !gap.trim_matches([' ', ':', '-', ',', '"', '\'', '`', '(']).is_empty() {
            return None;
        }
        if brings(word) {
            return Some(article);
        }
        if !one_of(word, ARTICLES) {
            return None;
        }
        article |= one_of(word, &["a", "an", "the", "einen", "eine", "un", "une", "with", "by"]);
        rest = &rest[..rest.len() - gap.len() - word.len()];
    }
    None
}

/// What stands behind a list that goes on: `, 450 and 550 replies`.
pub(super) fn behind_list(behind: &str) -> &str {
    let mut rest = behind;
    for _ in 0..8 {
        let text = rest.trim_start_matches([' ', ',', '/', '`', '"', '*']);
        let (word, gap) = first_word(text);
        let text =
            if gap.is_empty() && one_of(word, lexicon::AND) { text[word.len()..].trim_start() } else { text };
        let text = text.trim_start_matches(['`', '"', '*']);
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        if digits != 3 || text.len() == rest.len() || !matches!(text.as_bytes()[0], b'2'..=b'5') {
            break;
        }
        rest = &text[3..];
    }
    rest.trim_start_matches(['`', '"', '*'])
}

pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
}
