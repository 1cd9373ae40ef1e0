//! Sentences, tables and lists that speak of codes or quote replies: Markdown, manuals, mails, comments.

use super::evidence::{Level, columns};
use super::lexicon;
use super::phrases::{
    ADJECTIVES, ARTICLES, COUNTING, OUTCOMES, brings, is_filler, is_http_phrase, is_noun, reply_words,
    words_follow,
};
use super::token::Token;
use super::words::{first_word, head, last_word, one_of, tail};
use super::{Link, Role};
use crate::code::{Code, EnhancedCode};

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
    let usual = lexicon::is_usual(code);
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
    // `450` in code marks is a number of note.
    if usual && !round && left.ends_with('`') && right.starts_with('`') && code != 354 {
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
    if code.subject > 7 || lexicon::names_a_version(last_word(bare).0) {
        return None;
    }
    if tied_to_noun(bare) {
        return mention;
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
    if in_cell(left, right) && is_first_cell(left) && reply_words(right) {
        return mention;
    }
    if item_starts(bare) && explains(behind) {
        return mention;
    }
    if brought(bare).is_some() && words_follow(behind) && reply_words(behind) {
        return Some((Role::Quoted, Link::Starts, Level::Document));
    }
    None
}

/// Lines longer than this are no lines of wrapped sentences, in bytes.
pub const LONGEST_LINE: usize = 400;

/// Whether a sentence that goes over the line's start or end makes the number a code. `past` and `coming`
/// answer the lines before and after.
pub fn across<'a>(
    piece: &str,
    token: Token,
    past: impl FnOnce() -> &'a str,
    coming: impl FnOnce() -> &'a str,
) -> Verdict {
    let (left, right) = (&piece[..token.start], &piece[token.end..]);
    let mention = Some((Role::Mention, Link::Starts, Level::Document));
    let (bare, wrapped) = unwrap_left(left);
    let behind = if wrapped { unwrap_right(right) } else { right };
    let usual = match token.code {
        Code::Basic(code) => lexicon::is_usual(code) && !matches!(code, 250 | 500),
        Code::Enhanced(code) => code.subject <= 7 && code.class != 2,
    };
    if lexicon::measures(bare) || lexicon::counts(behind) || !usual {
        return None;
    }
    let goes_on = |line: &str| {
        let text = line.trim_start_matches(MARKS);
        !text.is_empty()
            && text.len() <= LONGEST_LINE
            && !text.starts_with(['|', '+', '='])
            && !begins_with_time(text)
    };
    if bare.trim_start_matches(MARKS).is_empty() && !bare.contains(['|', '-', '*']) {
        let line = past();
        let line = line.trim_end();
        if goes_on(line)
            && !line.ends_with(['.', '!', '?', ';', '|', ':'])
            && (tied_to_noun(line) || brought(line).is_some() && clause_ends(behind))
        {
            return mention;
        }
    }
    if behind.trim().is_empty() && bare.trim_start_matches(MARKS).contains(' ') && !begins_with_time(piece) {
        let line = coming();
        let text = line.trim_start_matches(MARKS);
        let (next, gap) = first_word(text);
        if goes_on(line) && gap.is_empty() && noun_follows(text, next, true) {
            return mention;
        }
    }
    None
}

/// What begins the lines of comments and of quoted mail.
const MARKS: [char; 8] = [' ', '\t', '#', '>', ';', '/', '*', '%'];

/// Whether a line begins like one of a log.
fn begins_with_time(line: &str) -> bool {
    let start = head(line.trim_start_matches(['[', '<', ' ']), 24);
    start.bytes().filter(u8::is_ascii_digit).count() >= 6 || start.matches(':').count() >= 2
}

/// What stands before a number without the marks and tags that wrap it, and whether some did.
fn unwrap_left(left: &str) -> (&str, bool) {
    let mut bare = tail(left, 160);
    loop {
        let mut cut = bare.trim_end_matches([
            '"', '\'', '`', '*', '(', '[', '\u{201c}', '\u{201e}', '\u{ab}', '\u{300c}', '\u{2018}', '_', '{',
        ]);
        // A bracket that touches a word belongs to it: `smtpd[250]:`, `mail(450)`.
        if bare[cut.len()..].starts_with(['[', '(', '{']) && cut.ends_with(|c: char| c.is_alphanumeric()) {
            cut = bare;
        }
        let cut = without_tag(cut);
        if cut.len() == bare.len() {
            break;
        }
        bare = cut;
    }
    (bare, bare.len() < tail(left, 160).len())
}

/// Without an HTML tag at the end: `<td>`, `<code>`, `<strong class="x">`.
fn without_tag(text: &str) -> &str {
    if !text.ends_with('>') {
        return text;
    }
    match text.rfind('<') {
        Some(at) if text[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') => &text[..at],
        _ => text,
    }
}

/// What stands behind a number without the marks and tags that close it.
fn unwrap_right(right: &str) -> &str {
    let mut behind = right;
    loop {
        let mut cut =
            behind.trim_start_matches(['"', '\'', '`', '*', ']', '\u{201d}', '\u{bb}', '\u{300d}', '_']);
        if cut.starts_with("</")
            && let Some(at) = head(cut, 24).find('>')
        {
            cut = &cut[at + 1..];
        }
        if cut.len() == behind.len() {
            return behind;
        }
        behind = cut;
    }
}

/// Whether the words round the number speak of HTTP or another protocol.
fn names_http(piece: &str, token: Token) -> bool {
    let near = tail(&piece[..token.start], 48);
    let behind = head(&piece[token.end..], 24);
    ["http", "ftp", "nntp", "rtsp", "sip", "web", "api "]
        .iter()
        .any(|name| has_word(near, name) || (name.len() > 3 && has_word(behind, name)))
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
        let (word, gap) = last_word(rest);
        if word.is_empty() || gap.len() > 12 || gap.contains(['/', '\\']) {
            return false;
        }
        if is_noun(word) {
            return true;
        }
        if !is_filler(word) {
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
                "from", "when", "if", "because", "after", "for", "to", "on", "by", "at", "and", "or", "with",
                "is", "was", "means", "instead", "before", "while", "in", "as", "but", "which", "that",
                "then", "rather", "unless", "without", "be", "should", "must", "will", "would", "could",
                "can", "may", "has", "von", "wenn", "und", "oder", "vom", "de", "du", "si", "et",
            ],
        )
        || text.starts_with(['(', '-', '\u{2013}', '\u{2014}'])
}

/// Whether the number is alone in a cell of a table: `| 550 |`, `<td>550</td>`.
fn in_cell(left: &str, right: &str) -> bool {
    let marks = |c: char| matches!(c, ' ' | '\t' | '*' | '`' | '"' | '_');
    let before = left.trim_end_matches(marks);
    let after = right.trim_start_matches(marks);
    (before.ends_with('|') && after.starts_with('|'))
        || (before.trim().is_empty() && after.starts_with('|') && after.len() > 2)
        || (ends_with_cell(before) && after.starts_with("</"))
}

fn ends_with_cell(before: &str) -> bool {
    let before = without_tag_of(before, &["code", "strong", "b", "tt", "p", "em"]);
    tail(before, 96).rfind('<').is_some_and(|at| {
        let tag = tail(before, 96)[at + 1..].to_ascii_lowercase();
        before.ends_with('>') && (tag.starts_with("td") || tag.starts_with("th"))
    })
}

fn without_tag_of<'a>(text: &'a str, names: &[&str]) -> &'a str {
    let cut = without_tag(text);
    let tag = text[cut.len()..].trim_matches(['<', '>']);
    if names.iter().any(|name| tag.eq_ignore_ascii_case(name)) { cut } else { text }
}

/// Whether no other cell with words stands before the number's.
fn is_first_cell(left: &str) -> bool {
    !left.chars().any(char::is_alphabetic) || left.trim_end().ends_with('>')
}

/// Whether an item begins here: at the start of the line, behind a bullet, a heading's marks or a number.
fn item_starts(bare: &str) -> bool {
    bare.chars().all(|c| {
        c.is_whitespace()
            || matches!(c, '-' | '*' | '+' | '#' | '=' | '>' | '\u{2022}' | '|' | '.' | '~' | '_')
    })
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
