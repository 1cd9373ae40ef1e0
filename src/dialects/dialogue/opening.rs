//! The code that opens a reply's line: what may stand before and behind it.

use super::LONGEST_PREFIX;
use crate::code::Code;
use crate::dialects::State;
use crate::dialects::evidence::columns;
use crate::dialects::lexicon::{counts, is_plausible};
use crate::dialects::marks::{self, Prefix};
use crate::dialects::neighbours::by_neighbours;
use crate::dialects::reader::Line;
use crate::dialects::token::{Token, tokens, tokens_from};
use crate::dialects::words::{first_word, head, is_number};

/// The basic code that opens the line behind a prefix, with that prefix.
pub(super) fn opening(
    near: Option<(&Line<'_>, &State)>,
    piece: &str,
    first: usize,
) -> Option<(Token, Prefix)> {
    let start = head(piece, LONGEST_PREFIX);
    for token in tokens_from(start, first).take(6) {
        let Code::Basic(code) = token.code else { continue };
        let right = &piece[token.end..];
        if !reply_follows(right) {
            continue;
        }
        if let Some(prefix) =
            marks::prefix(&piece[..token.start]).or_else(|| by_neighbours(near?, &piece[..token.start], code))
            && !(prefix == Prefix::Bare && (goes_on_as_sentence(right) || is_no_reply(code, right)))
        {
            return Some((token, prefix));
        }
    }
    None
}

/// A name, a count or a process id that begins a line: `247-rx.example`, `308   SMTP<< 250 ok`.
fn is_no_reply(code: u16, right: &str) -> bool {
    let text = right.trim_start();
    !(is_plausible(code) || joins_enhanced(right))
        || ["SMTP<<", "SMTP>>", "SMTP+>", "SMTP|>", "SMTP(", "LMTP<<", "LMTP>>", "LOG:"]
            .iter()
            .any(|mark| text.starts_with(mark))
}

/// Whether a line that a wrapped sentence's number begins goes on: `550 when I send mail`.
fn goes_on_as_sentence(right: &str) -> bool {
    let (word, gap) = first_word(head(right, 24));
    gap == " "
        && matches!(
            word,
            "when"
                | "if"
                | "and"
                | "or"
                | "is"
                | "was"
                | "means"
                | "because"
                | "instead"
                | "while"
                | "but"
                | "errors"
                | "replies"
                | "responses"
                | "rejections"
                | "wenn"
                | "und"
                | "oder"
                | "bedeutet"
        )
}

/// Whether what stands behind three digits lets them open a reply line: a space, a hyphen, the end.
fn reply_follows(right: &str) -> bool {
    let mut chars = right.chars();
    match chars.next() {
        None | Some('\t') => true,
        Some(' ') => {
            let rest = right.trim_start();
            // `220 221 222`, `250 | 17 | x`: columns of numbers are no replies.
            let message_count =
                ["EXISTS", "RECENT", "FETCH", "EXPUNGE"].iter().any(|word| rest.starts_with(word));
            !rest.starts_with(['|', '=', '+', '%', ';', ')'])
                && !is_elapsed(rest)
                && !message_count
                && !counts(right)
        }
        Some('-') => !is_number(&right[1..]) || joins_enhanced(right) || joins_basic(right),
        Some('\\') => right.starts_with("\\r\\n") || right.starts_with("\\n"),
        Some('\'' | '"' | ')') => true,
        // `(250, b'OK')`; a row of a table is `250,Tilburg`.
        Some(',') => chars.next().is_none_or(|c| matches!(c, ' ' | '\'' | '"')),
        Some('.') => right.starts_with(".*"),
        _ => false,
    }
}

/// Whether a time in seconds begins here, as behind the number of a captured packet: `421   0.450000 192.0.2.1`.
fn is_elapsed(rest: &str) -> bool {
    let word = rest.split(' ').next().unwrap_or("");
    let dated = word.len() == 10 && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    dated
        || word.split_once('.').is_some_and(|(seconds, fraction)| {
            !seconds.is_empty()
                && fraction.len() >= 3
                && seconds.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit())
        })
}

/// Exim repeats a code that an administrator wrote with a hyphen: `550-552-5.2.2 full`, `503-503 sender`.
fn joins_basic(right: &str) -> bool {
    tokens(head(right, 8)).next().is_some_and(|next| {
        next.start == 1 && matches!(next.code, Code::Basic(_)) && right[next.end..].starts_with([' ', '-'])
    }) && !columns(right)
}

fn joins_enhanced(right: &str) -> bool {
    tokens(head(right, 16))
        .next()
        .is_some_and(|next| next.start == 1 && matches!(next.code, Code::Enhanced(_)))
}
