//! Sentences, tables and lists that speak of codes or quote replies: Markdown, manuals, mails, comments.

mod across;
mod company;
mod foreign;
mod place;
mod tie;

pub use across::{LONGEST_LINE, across, begins_with_time};
pub use company::{in_company, without_plural};
use foreign::names_http;
use place::{in_cell, is_first_cell, item_starts, unwrap_left, unwrap_right};
use tie::{behind_list, brought, noun_follows, tied_to_noun, words};

use super::evidence::{Level, columns};
use super::lexicon;
use super::phrases::{COUNTING, OUTCOMES, is_http_phrase, is_noun, reply_words, words_follow};
use super::quoted;
use super::token::Token;
use super::words::{first_word, head, last_word, one_of};
use super::{Link, Role};
use crate::code::EnhancedCode;

type Verdict = Option<(Role, Link, Level)>;

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
    // `the server's 550 in reply to DATA`, `is 354, not 2xx`
    if usual
        && !round
        && (behind.starts_with(" in reply to ")
            || behind.starts_with(" in response to ")
            || behind.strip_prefix(", not ").is_some_and(|other| company::is_class(first_word(other).0)))
    {
        return mention;
    }
    // `| HELO example.com | 250 (and some words) |`
    if usual && left.ends_with("| ") && behind.starts_with(" (") && gives_command(left) {
        return mention;
    }
    // `"451 Queue file write error"`
    if usual && !round && matches!(code / 100, 4 | 5) && quotes_text(left, right) {
        return Some((Role::Quoted, Link::Starts, Level::Document));
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

/// Whether a cell of a table's row before the number begins with a command: `| HELO example.com | `.
fn gives_command(left: &str) -> bool {
    head(left, 200).split('|').any(|cell| {
        let verb = first_word(cell.trim_start_matches([' ', '`', '*'])).0;
        verb.len() >= 4
            && verb.bytes().all(|byte| byte.is_ascii_uppercase())
            && crate::command::Command::from_verb(verb).is_some()
    })
}

/// Whether a quotation begins at the number and goes on with words to its end.
fn quotes_text(left: &str, right: &str) -> bool {
    let end = match left.chars().next_back() {
        Some('"') => '"',
        Some('\u{201c}' | '\u{201e}') => '\u{201d}',
        Some('`') if left.ends_with("``") => '\'',
        _ => return false,
    };
    let before = left.trim_end_matches(['"', '`', '\u{201c}', '\u{201e}']);
    let Some(text) = head(right, 120).strip_prefix(' ') else { return false };
    let Some(at) = text.find(end).or((text.len() >= 8 && right.len() < 120).then_some(text.len())) else {
        return false;
    };
    (before.is_empty() || before.ends_with([' ', '(']))
        && words_follow(right)
        && text[..at]
            .split(' ')
            .filter(|word| word.len() > 1 && word.chars().all(char::is_alphabetic))
            .count()
            >= 2
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
    // `are 4.2.0 temporary errors`, `use 4.7.1 as enhanced status code`
    let (next, gap) = first_word(behind);
    if code.class != 2
        && gap == " "
        && (noun_follows(behind, next, true)
            || next == "as" && words(head(behind, 40)).skip(2).take(3).any(is_noun))
    {
        return mention;
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
