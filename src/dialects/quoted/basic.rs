//! Whether three digits are a basic code.

use super::sides::{
    after_command, ends_in_ideograph, enhanced_ends, is_place, joins, lists, opens_text, speaks, text_like,
    touching,
};
use super::{Progress, Reading, Verdict};
use crate::code::Code;
use crate::dialects::config::{pattern, setting};
use crate::dialects::evidence::Level;
use crate::dialects::phrases::reply_words;
use crate::dialects::token::Token;
use crate::dialects::words::{ends_with, first_word, is_number, last_word, one_of, tail};
use crate::dialects::{Link, Role};
use crate::dialects::{lexicon, log, sentence};

pub(super) fn basic(
    piece: &str,
    token: Token,
    code: u16,
    next: Option<Token>,
    progress: Progress,
    reading: Reading,
) -> Verdict {
    let Progress { last, open, multi_line } = progress;
    let (left, right) = (&piece[..token.start], &piece[token.end..]);
    let joined = next.is_some_and(|next| {
        matches!(next.code, Code::Enhanced(_))
            && joins(&piece[token.end..next.start])
            && kindred(code, next.code)
            && enhanced_ends(&piece[next.end..])
    });
    // Exim's summary of a session: `cmdlog: '220:EHLO:250-:MAIL|:RCPT:550'`.
    if left.ends_with([':', '\'', '|'])
        && right.starts_with([':', '-', '|', '\''])
        && tail(left, 1024).contains("cmdlog: '")
    {
        return Some((Role::Quoted, Link::Starts, Level::Unknown));
    }
    // Output that lost its line ends: `8BITMIME250-STARTTLS250 HELP`, `go to535 5.7.8`.
    if let Some(open) = open
        && open == code
        && multi_line
        && left.ends_with(|c: char| c.is_alphabetic() || matches!(c, ']' | '>' | '.' | ')'))
        && (joined
            || (right.starts_with(['-', ' ']) && right[1..].starts_with(|c: char| c.is_ascii_uppercase())))
    {
        return Some((Role::Quoted, Link::Continues, Level::Unknown));
    }
    if reading.setting && pattern::in_pattern(left, right, code) {
        return Some((Role::Setting, Link::Starts, Level::Document));
    }
    // qmail joins all words and lines of a reply: `said:_550-5.7.1_a/550_5.7.1_b/`, `_mailbox._550_No_such`.
    if open == Some(code)
        && left.ends_with(['_', '/'])
        && right.starts_with(['_', '-'])
        && tail(left, 1024).contains("_said:_")
    {
        return Some((Role::Quoted, Link::Continues, Level::Unknown));
    }
    if !basic_fits(left, code, right, joined) {
        return None;
    }
    // A further line of the same reply, joined to the one before: `550-... 550 ...`, `250-a\n250 b`.
    if let Some(open) = open
        && open == code
        && continues(left, right, last.is_none() && !reading.wraps)
    {
        return Some((Role::Quoted, Link::Continues, Level::Unknown));
    }
    if joined {
        return Some((Role::Quoted, Link::Starts, Level::Unknown));
    }
    if !lexicon::is_plausible(code) || lexicon::is_of_http(code, left) {
        return None;
    }
    let opener = left.trim_end_matches(['"', '\'', '`', '*', '(', '[', '{', '^', '<', '\\']);
    let opened = opener.len() < left.len();
    let opener = if opener.ends_with(['b', 'u']) && left[opener.len()..].starts_with(['\'', '"']) {
        &opener[..opener.len() - 1]
    } else {
        opener
    };
    let near = tail(opener, 96);
    if text_like(right) {
        if lexicon::announces(near) || after_command(near) || log::opens_reply(near) {
            return Some((Role::Quoted, Link::Starts, Level::Unknown));
        }
        if lexicon::announces_in_mail(near) {
            return Some((Role::Quoted, Link::Starts, Level::Document));
        }
        if let Some(need) = key(near, opened)
            && !(reading.setting && setting::is_score(near, right))
        {
            return Some((Role::Field, Link::Starts, need));
        }
        if reading.level == Level::Reply
            && reading.reply.is_some()
            && (left.trim().is_empty() || ends_with(near.trim_end(), "..."))
        {
            return Some((Role::Quoted, Link::Starts, Level::Unknown));
        }
        if opens_text(left)
            && lexicon::is_usual(code)
            && !lexicon::measures(near)
            && speaks(right)
            // `queue length 550, 421 pending`
            && (!left.trim_end().ends_with(',') || reply_words(right))
        {
            return Some((Role::Quoted, Link::Starts, Level::Line));
        }
    }
    // `'451 no thank you\r\n421 host closing'`
    if left.ends_with("\\n")
        && last.is_some_and(|last| last.role != Role::Mention && last.token.code.basic().is_some())
        && lexicon::is_usual(code)
        && speaks(right)
    {
        return Some((Role::Quoted, Link::Starts, Level::Document));
    }
    if scripted(left) && speaks(right) {
        return Some((Role::Expected, Link::Starts, Level::Document));
    }
    if speaks(right) && !lexicon::counts(right) && lexicon::receives(last_word(near).0) && left.ends_with(' ')
    {
        return Some((Role::Quoted, Link::Starts, Level::Line));
    }
    if (reading.setting && setting::is_score(near, right)) || sentence::counts_something(near, right) {
        return None;
    }
    if let Some(need) = spoken_of(near, left, right, reading.prose, opened) {
        return Some((Role::Mention, Link::Starts, need));
    }
    // `451, 452 and 550`: one of a list that a code began.
    if let Some(last) = last
        && last.token.code.basic().is_some()
        && matches!(last.role, Role::Mention | Role::Field | Role::Setting)
        && lists(&piece[last.token.end..token.start])
        && !lexicon::counts(right)
    {
        return Some((last.role, Link::Starts, Level::Document));
    }
    None
}

/// Whether a basic code may touch what stands beside it at all.
pub(super) fn basic_fits(left: &str, code: u16, right: &str, joined: bool) -> bool {
    let before = touching(left);
    if before.is_alphanumeric() && !ends_in_ideograph(before) {
        return false;
    }
    // `&#252;` of an HTML page.
    if left.ends_with("&#") {
        return false;
    }
    if matches!(before, '.' | '$' | '€' | '£' | '%' | '@' | '~' | '&' | '\\') {
        return false;
    }
    if before == '/' || right.starts_with('/') {
        // `"250/251/252"` lists codes.
        return joined || lexicon::slash_list(left, code, right).is_some();
    }
    if matches!(before, '-' | '/') && left != "-" && !(left.ends_with(" -") || left.ends_with("--")) {
        return false;
    }
    // A place in a file, a port of a host: `main.c:421`, `mx.example.com:465`.
    if before == ':' && is_place(left) {
        return false;
    }
    if before == '_' && !left.ends_with(":_") && !joined && !left.ends_with("__") {
        return false;
    }
    let mut after = right.chars();
    match after.next() {
        None => true,
        Some(c) if c.is_alphanumeric() => ends_in_ideograph(c),
        Some('%' | '@' | '=' | '~' | '€' | '$' | '&') => false,
        Some('.') => !after.next().is_some_and(|c| c.is_ascii_alphanumeric() || c == '_'),
        Some(':') => !after.next().is_some_and(|c| c.is_ascii_digit()),
        // nginx: process and thread, `[error] 550#421: `.
        Some('#') => !after.next().is_some_and(|c| c.is_ascii_digit()),
        Some('_') => joined || left.ends_with('_'),

        Some('-') => joined || !is_number(&right[1..]),
        Some(_) => true,
    }
}

/// An enhanced code of the class that the basic code lets expect. Servers do mix 4 and 5.
pub(super) fn kindred(code: u16, enhanced: Code) -> bool {
    let Code::Enhanced(enhanced) = enhanced else { return false };
    match code / 100 {
        2 | 3 => enhanced.class == 2,
        4 | 5 => enhanced.class != 2,
        _ => false,
    }
}

/// Whether a number that repeats the code of an open reply begins its next line.
pub(super) fn continues(left: &str, right: &str, first: bool) -> bool {
    let cut = left.trim_end();
    let separated = [
        "\\n", "\\r", "[nl]", "[cr]", "/", "|", "??", "<br>", "<br/>", "<br />", "<crlf>", "\\012",
        "#015#012", "^m", "$",
    ]
    .iter()
    .any(|mark| ends_with(cut, mark));
    if separated {
        return right.is_empty() || right.starts_with([' ', '-', '\\', '+', '_', '\'', '"', '.']);
    }
    if first {
        return (cut.is_empty() || cut == "-") && right.starts_with([' ', '-']);
    }
    let spaced = left.ends_with([' ', '_', '+', ']', '"']) || left.is_empty();
    spaced && (right.starts_with('-') || (right.starts_with([' ', '_', '+']) && !lexicon::counts(right)))
}

/// A server's script in a test of curl: `REPLY RCPT 550 No such user`.
pub(super) fn scripted(left: &str) -> bool {
    let mut words = left.split_whitespace();
    words.next() == Some("REPLY")
        && words.next().is_some_and(|verb| {
            crate::command::Command::from_verb(verb).is_some() || matches!(verb, "welcome" | "." | "dataend")
        })
        && words.next().is_none()
}

/// A field whose value is a reply or a code: `reject=553`, `"code": 550`, `retcode (250`.
pub(super) fn key(near: &str, opened: bool) -> Option<Level> {
    let cut = near.trim_end();
    let (word, gap) = last_word(cut);
    let gap = gap.trim();
    let assigned = matches!(gap, "=" | ":" | "\":" | "':" | "=>" | "\"=>" | "\" =>" | "==" | "\\\":")
        || (gap == "\"" && opened)
        || (gap.is_empty() && opened);
    if !assigned || word.is_empty() {
        return None;
    }
    lexicon::code_field(word, !gap.is_empty())
}

/// A sentence that speaks of the code: "error code 550", "the 220 greeting", "received a 421".
pub(super) fn spoken_of(near: &str, left: &str, right: &str, prose: bool, opened: bool) -> Option<Level> {
    let (word, gap) = last_word(near);
    let between = gap.len();
    let gap = gap.trim_matches([
        ' ', '*', '`', '"', '\'', '(', ':', '-', '#', '=', '\u{201c}', '\u{201e}', '\u{ab}', '[', ',',
    ]);
    let (next, next_gap) = first_word(right);
    let next_near =
        next_gap.chars().all(|c| matches!(c, ' ' | '-' | '`' | '"' | '\'' | '*' | ')' | '\u{201d}'))
            && next_gap.len() <= 4;
    let before = gap.is_empty() && !word.is_empty() && !left.trim_end().ends_with('.');
    if lexicon::counts(right) {
        return None;
    }
    if before && lexicon::measures(near) {
        return None;
    }
    if before && lexicon::names_a_code(word) {
        let (earlier, _) = last_word(&near[..near.len() - between - word.len()]);
        let smtp = one_of(earlier, &["smtp", "esmtp", "lmtp", "smtp-fehler", "dsn"])
            || one_of(word, &["smtp", "esmtp", "lmtp"]);
        return Some(if smtp { Level::Unknown } else { Level::Document });
    }
    if next_near
        && !next.is_empty()
        && lexicon::follows_a_code(next)
        // `421 smtp.go:450` names a file.
        && !right[next_gap.len() + next.len()..]
            .strip_prefix('.')
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
        && (prose || opened || right.starts_with(' '))
    {
        return Some(Level::Document);
    }
    if prose && before && one_of(word, lexicon::GETS) && text_like(right) && !next.is_empty() {
        return Some(Level::Document);
    }
    None
}
