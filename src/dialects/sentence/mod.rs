//! Sentences, tables and lists that speak of codes or quote replies: Markdown, manuals, mails, comments.

mod across;
mod company;
mod place;

pub use across::{LONGEST_LINE, across};
pub use company::{in_company, without_plural};
use place::{in_cell, is_first_cell, item_starts, unwrap_left, unwrap_right, without_tag};

use super::evidence::{Level, columns};
use super::lexicon;
use super::phrases::{
    ADJECTIVES, ARTICLES, COUNTING, OUTCOMES, brings, is_filler, is_http_phrase, is_noun, reply_words,
    words_follow,
};
use super::quoted;
use super::token::Token;
use super::words::{first_word, head, last_word, one_of, tail};
use super::{Link, Role};
use crate::code::{Code, EnhancedCode};
use crate::command::Command;

type Verdict = Option<(Role, Link, Level)>;

/// How far a noun may stand before its code, in bytes.
const CLAUSE: usize = 72;

/// Whether the sentence round a three-digit number makes it a code.
pub fn basic(piece: &str, token: Token, code: u16) -> Verdict {
    let (left, right) = (&piece[..token.start], &piece[token.end..]);
    let (bare, wrapped) = unwrap_left(left);
    let behind = unwrap_right(right);
    if lexicon::measures(bare)
        || lexicon::counts(behind)
        || is_http_phrase(code, behind)
        || names_http(piece, token)
    {
        return None;
    }
    // `#550` is an issue's number, `v550` a version's, `+550` a difference.
    if left.ends_with(['#', '+']) && !is_noun(last_word(bare).0) {
        return None;
    }
    let mention = Some((Role::Mention, Link::Starts, Level::Document));
    if tied_to_noun(bare) {
        return mention;
    }
    if counts_something(bare, right) {
        return None;
    }
    let usual = lexicon::is_usual(code)
        && (!matches!(code, 211 | 214)
            || words(head(behind, 60)).any(|word| one_of(word, &["help", "system", "status", "commands"])));
    let round = matches!(code, 250 | 500);
    // `a 421 from that host`: nobody says so of a number.
    if usual
        && !round
        && matches!(code / 100, 4 | 5)
        && one_of(last_word(bare).0, &["a", "an", "eine", "einen", "einem"])
        && last_word(bare).1.trim().is_empty()
        && (clause_ends(behind)
            || one_of(first_word(behind).0, &["temporary", "permanent", "transient", "smtp", "hard", "soft"]))
    {
        return mention;
    }
    let past_list = behind_list(behind);
    let (next, gap) = first_word(past_list);
    if gap.trim().is_empty() && !gap.is_empty() && noun_follows(past_list, next, usual && !round) {
        return mention;
    }
    // `(250, b'2.1.0 OK')`
    if usual && left.ends_with('(') && (right.starts_with(", b'") || right.starts_with(", b\"")) {
        return Some((Role::Quoted, Link::Starts, Level::Document));
    }
    // `(550/551/553)`
    if usual && lexicon::is_slash_list(left, code, right) {
        return mention;
    }
    // `<- 250`, as swaks prints it, inside code marks.
    if usual && ["<-", "<~", "<**", "<~*", "<<<"].iter().any(|mark| left.trim_end().ends_with(mark)) {
        return Some((Role::Quoted, Link::Starts, Level::Document));
    }
    // `550 を返しました`
    if usual
        && ["を返", "が返", "返さ", "を受", "를 반환", "을 반환"]
            .iter()
            .any(|verb| behind.trim_start().starts_with(verb))
    {
        return mention;
    }
    // `returns 250 instead of 450`
    if usual
        && let Some(other) =
            behind.strip_prefix(" instead of ").or_else(|| behind.strip_prefix(" rather than "))
        && other.bytes().any(|byte| byte.is_ascii_digit())
        && brought(bare).is_some()
    {
        return mention;
    }
    // `is accepted (250)`
    if usual && left.ends_with(" (") && right.starts_with(')') && one_of(last_word(bare).0, OUTCOMES) {
        return mention;
    }
    if let Some(inside) = behind.trim_start().strip_prefix('(')
        && usual
        && reply_words(head(inside, 90).split(')').next().unwrap_or(""))
    {
        return mention;
    }
    let quoted = Some((Role::Quoted, Link::Starts, Level::Document));
    if wrapped && usual && words_follow(right) && reply_words(right) {
        return quoted;
    }
    if usual && left.ends_with('"') && right == "-" {
        return quoted;
    }
    // `the 550 Relay Not Permitted error`
    if usual
        && !round
        && one_of(
            last_word(bare).0,
            &["the", "a", "an", "this", "common", "famous", "usual", "der", "den", "die"],
        )
        && last_word(bare).1 == " "
        && words_follow(right)
        && capital_follows(right)
        && reply_words(right)
    {
        return quoted;
    }
    // `(550: Requested action not taken)`
    if wrapped && usual && behind.starts_with(':') && explains(behind) {
        return mention;
    }
    if let Some(article) = brought(bare)
        && usual
    {
        if words_follow(behind) && (capital_follows(behind) || reply_words(behind)) {
            return quoted;
        }
        if (article || !round) && clause_ends(behind) {
            return mention;
        }
    }
    if usual && in_cell(left, right) && (reply_words(right) || (is_first_cell(left) && !round)) {
        return mention;
    }
    if usual && item_starts(bare) && explains(behind) {
        return mention;
    }
    None
}

/// Whether the number counts what follows: `more than 250 errors`.
pub fn counts_something(near: &str, right: &str) -> bool {
    let (word, gap) = last_word(near);
    gap == " " && one_of(word, COUNTING) && first_word(right).0.ends_with('s')
}

/// Whether the sentence round an `N.N.N` makes it an enhanced code. `versions` says that the document lists
/// versions, so that one may open an item.
pub fn enhanced(piece: &str, token: Token, code: EnhancedCode, versions: bool) -> Verdict {
    let (left, right) = (&piece[..token.start], &piece[token.end..]);
    let (bare, wrapped) = unwrap_left(left);
    let behind = if wrapped { unwrap_right(right) } else { right };
    let mention = Some((Role::Mention, Link::Starts, Level::Document));
    // No program has come to a version 5.7.606, while Microsoft's codes of policies have gone far beyond.
    if code.subject == 7 && code.detail >= 100 && code.class != 2 {
        return mention;
    }
    if code.subject > 7 || lexicon::names_a_version(last_word(bare).0) || quoted::is_version(left, right) {
        return None;
    }
    if tied_to_noun(bare) {
        return mention;
    }
    if versions && item_starts(bare) {
        return None;
    }
    if wrapped
        && words_follow(right)
        && (reply_words(right) || code.class != 2)
        && left.ends_with(['"', '\'', '`'])
    {
        return Some((Role::Quoted, Link::Starts, Level::Document));
    }
    if versions {
        return None;
    }
    if in_cell(left, right) && is_first_cell(left) && reply_words(right) && code.class != 2 {
        return mention;
    }
    // `### 4.2.1 Overview of bounces` is a section, `### 4.2.1 Mailbox disabled` a code.
    let heading = bare.starts_with(['#', '=']) && behind.starts_with(' ');
    let titled = behind.match_indices(' ').nth(2).map_or(behind, |(at, _)| &behind[..at]);
    if item_starts(bare)
        && explains(behind)
        && (!heading || reply_words(titled))
        && (code.class != 2 || !capital_follows(behind.trim_start()) || !behind.starts_with(' '))
    {
        return mention;
    }
    if brought(bare).is_some() && words_follow(behind) && reply_words(behind) {
        return Some((Role::Quoted, Link::Starts, Level::Document));
    }
    None
}

/// Whether the words round the number speak of HTTP or another protocol.
fn names_http(piece: &str, token: Token) -> bool {
    let near = tail(&piece[..token.start], 48);
    let behind = head(&piece[token.end..], 24);
    ["http", "ftp", "nntp", "rtsp", "sip", "web", "api "]
        .iter()
        .any(|name| has_word(near, name) || (name.len() > 3 && has_word(behind, name)))
        || matches!(token.code, Code::Basic(code) if lexicon::is_shared_with_http(code))
            && (speaks_of_http(tail(&piece[..token.start], 160))
                || speaks_of_http(head(&piece[token.end..], 160)))
}

/// Whether a text names what only HTTP has: its own codes, requests, endpoints.
fn speaks_of_http(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|word| {
        one_of(
            word,
            &[
                "http",
                "https",
                "request",
                "requests",
                "api",
                "rest",
                "endpoint",
                "endpoints",
                "webhook",
                "browser",
                "302",
                "401",
                "403",
                "404",
                "429",
            ],
        )
    }) && !text.contains("://")
}

fn has_word(text: &str, name: &str) -> bool {
    let text = text.to_ascii_lowercase();
    text.match_indices(name).any(|(at, _)| !text[..at].ends_with(|c: char| c.is_ascii_alphanumeric()))
}

/// Whether a noun for codes stands before the number with nothing but small words between, in one clause.
fn tied_to_noun(bare: &str) -> bool {
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
fn noun_follows(behind: &str, next: &str, countable: bool) -> bool {
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
fn brought(bare: &str) -> Option<bool> {
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
fn behind_list(behind: &str) -> &str {
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

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
}

fn capital_follows(behind: &str) -> bool {
    let (word, _) = first_word(behind);
    word.starts_with(char::is_uppercase)
}

/// Whether the clause ends behind the number, or goes on with a word that begins another.
fn clause_ends(behind: &str) -> bool {
    let text = behind.trim_start();
    if text.is_empty() {
        return true;
    }
    if text.len() == behind.len() {
        return text.starts_with(['.', ',', ';', ':', '!', '?', ')', '"', '\'', '\u{3002}', '\u{ff0c}']);
    }
    let (word, gap) = first_word(text);
    gap.is_empty()
        && one_of(
            word,
            &[
                "from",
                "when",
                "if",
                "because",
                "after",
                "for",
                "to",
                "on",
                "by",
                "at",
                "and",
                "or",
                "with",
                "is",
                "was",
                "means",
                "instead",
                "before",
                "while",
                "in",
                "as",
                "but",
                "which",
                "that",
                "then",
                "rather",
                "unless",
                "without",
                "be",
                "should",
                "must",
                "will",
                "would",
                "could",
                "can",
                "may",
                "has",
                "once",
                "until",
                "again",
                "later",
                "so",
                "since",
                "where",
                "whenever",
                "during",
                "via",
                "even",
                "too",
                "first",
                "only",
                "immediately",
                "von",
                "wenn",
                "und",
                "oder",
                "vom",
                "de",
                "du",
                "si",
                "et",
            ],
        )
        || text.starts_with(['(', '-', '\u{2013}', '\u{2014}', '\u{2026}'])
        || text.starts_with("...")
}

/// Whether what follows explains a code: a separator and a text of replies.
fn explains(behind: &str) -> bool {
    let text = behind.trim_start_matches([' ', '\t']);
    let text =
        text.trim_start_matches([':', '-', '=', '\u{2013}', '\u{2014}', '.', ')', '>', '|', '\u{2192}']);
    text.len() < behind.len()
        && text
            .trim_start()
            .starts_with(|c: char| c.is_alphabetic() || matches!(c, '"' | '\'' | '<' | '*' | '`' | '_' | '('))
        && !columns(behind)
        && reply_words(text)
}
