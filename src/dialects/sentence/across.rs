//! Sentences that go over the end of a line.

use super::place::{unwrap_left, unwrap_right};
use super::tie::{brought, noun_follows, tied_to_noun};
use super::{Verdict, clause_ends};
use crate::code::Code;
use crate::dialects::evidence::Level;
use crate::dialects::lexicon;
use crate::dialects::token::Token;
use crate::dialects::words::{first_word, head};
use crate::dialects::{Link, Role};

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
        Code::Basic(code) => lexicon::is_usual(code) && !matches!(code, 211 | 214 | 250 | 500),
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
pub(super) const MARKS: [char; 8] = [' ', '\t', '#', '>', ';', '/', '*', '%'];

/// Whether a line begins like one of a log.
pub fn begins_with_time(line: &str) -> bool {
    let start = head(line.trim_start_matches(['[', '<', ' ']), 24);
    let digits = start.bytes().filter(u8::is_ascii_digit).count();
    // `2024-03-11`, `Mar 11 09:15:22`, `<22>Mar 11`; not "Use `5.7.1` or `5.7.26`".
    let dated = start.as_bytes().first().is_some_and(u8::is_ascii_digit)
        || start.as_bytes().get(4).is_some_and(u8::is_ascii_digit) && start.as_bytes()[3] == b' ';
    (digits >= 6 && dated) || start.matches(':').count() >= 2
}
