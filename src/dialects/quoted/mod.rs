//! Replies and codes quoted in a line: what must stand to the left and to the right of a number.

mod basic;
mod enhanced;
mod sides;

use basic::{basic, basic_fits};
pub(super) use enhanced::is_version;
use enhanced::{enhanced, enhanced_fits};
use sides::enhanced_ends;
pub use sides::joins;

use super::config::{pattern, setting};
use super::decoys::{in_subject, is_decoy, quotes_subject};
use super::evidence::Level;
use super::token::{Token, tokens_from};
use super::words::{head, tail};
use super::{Link, Role};
use super::{lexicon, sentence};
use crate::code::Code;

/// A number that was found to be a code.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    /// Where, in the piece of text that was read.
    pub token: Token,
    /// What part it plays.
    pub role: Role,
    /// How it belongs to the one before it.
    pub link: Link,
}

/// How a piece of text is to be read.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    /// No number stands before this byte of the piece.
    pub from: usize,
    /// What is known of the surroundings without looking at the piece itself.
    pub level: Level,
    /// Sentences are expected: words such as "error" beside a number count.
    pub prose: bool,
    /// Versions are expected: `5.2.1` at the start of a line is one.
    pub versions: bool,
    /// Settings are expected: keys, actions and regular expressions count.
    pub setting: bool,
    /// Settings are shown on a page, among other things.
    pub page: bool,
    /// The line before ended with a basic code, so that an enhanced code may open this one.
    pub wrapped: bool,
    /// The piece is the text of this reply (its basic code).
    pub reply: Option<u16>,
    /// That reply has further lines, which may stand in the piece as well.
    pub multi_line: bool,
    /// The piece is a line of a text that was wrapped anew, so that those lines may begin inside it.
    pub wraps: bool,
}

/// Finds the codes of `piece`, a line or a part of one. `level` is asked for at most once, when a number
/// is at stake: it looks at the line and is dearer than the tests before it.
/// Answers whether a number is left over that a sentence may yet speak of.
pub fn find(
    piece: &str,
    reading: Reading,
    level: impl FnOnce() -> Level,
    mut found: impl FnMut(Found),
) -> bool {
    let mut left_over = false;
    let mut subject = None;
    let mut surroundings = Surroundings { level: None, ask: Some(level), least: reading.level };
    let mut progress = Progress { last: None, open: reading.reply, multi_line: reading.multi_line };
    let mut pending = tokens_from(piece, reading.from);
    let mut next = pending.next();
    while let Some(token) = next {
        next = pending.next();
        if reading.setting && pattern::matches_field(&piece[..token.start]) {
            continue;
        }
        let verdict = match token.code {
            Code::Basic(code) => basic(piece, token, code, next, progress, reading),
            Code::Enhanced(_) => enhanced(piece, token, progress.last, reading),
        };
        let mut holds = |verdict: &(Role, Link, Level)| {
            let need = verdict.2.max(least_beside_http(piece, token, verdict.0));
            !is_decoy(piece, token)
                && (need <= reading.level || surroundings.reach(need))
                && !is_status_of_http(piece, token)
                && !(*subject.get_or_insert_with(|| quotes_subject(piece))
                    && in_subject(&piece[..token.start]))
        };
        let verdict = verdict.filter(&mut holds).or_else(|| {
            let free = may_be_spoken(piece, token);
            left_over |= free || reading.prose && may_be_many(piece, token);
            if free { spoken(piece, token, reading).filter(&mut holds) } else { None }
        });
        if let Some((role, link, _)) = verdict {
            let one = Found { token, role, link };
            progress.last = Some(one);
            if role != Role::Mention {
                progress.open = token.code.basic().or(progress.open);
                progress.multi_line |= token.code.basic().is_some() && piece[token.end..].starts_with('-');
            }
            found(one);
        }
    }
    left_over
}

/// What the numbers to the left turned out to be.
#[derive(Clone, Copy)]
struct Progress {
    last: Option<Found>,
    /// The basic code of the reply that goes on, for its further lines.
    open: Option<u16>,
    /// That reply has shown a hyphen behind its code: more lines follow.
    multi_line: bool,
}

struct Surroundings<F> {
    level: Option<Level>,
    ask: Option<F>,
    least: Level,
}

impl<F: FnOnce() -> Level> Surroundings<F> {
    fn reach(&mut self, need: Level) -> bool {
        let level = match (self.level, self.ask.take()) {
            (Some(level), _) => level,
            (None, Some(ask)) => *self.level.insert(ask().max(self.least)),
            (None, None) => self.least,
        };
        level >= need
    }
}

type Verdict = Option<(Role, Link, Level)>;

/// The least that the surroundings must say of mail where a sentence speaks of a number that HTTP has made its own.
fn least_beside_http(piece: &str, token: Token, role: Role) -> Level {
    let right = &piece[token.end..];
    let shared = matches!(token.code, Code::Basic(400 | 403 | 500));
    // An enhanced code beside it is SMTP's.
    let alone = !right.trim_start_matches([' ', '-', '/', '(']).starts_with(['4', '5']);
    let told = ["syntax", "command"].iter().any(|word| head(right, 90).contains(word));
    if shared && alone && !told && matches!(role, Role::Mention | Role::Field) {
        Level::Line
    } else {
        Level::Unknown
    }
}

/// Whether a number can only be a status of HTTP: 200 where nobody names SMTP, the bound of a class that a
/// program compares with (`code >= 400`).
fn is_status_of_http(piece: &str, token: Token) -> bool {
    let Code::Basic(code) = token.code else { return false };
    let left = tail(&piece[..token.start], 96);
    match code {
        200 => {
            let left = left.to_ascii_lowercase();
            !["smtp", "lmtp", "reply", "said:", "mail", "rcpt"].iter().any(|word| left.contains(word))
        }
        400 | 500 => {
            let cut = left.trim_end();
            [">=", "<=", " >", " <"].iter().any(|sign| cut.ends_with(sign))
        }
        _ => false,
    }
}

/// Whether a number is usual enough, and free enough on both sides, for a sentence to speak of it.
pub fn may_be_spoken(piece: &str, token: Token) -> bool {
    let (left, right) = (&piece[..token.start], &piece[token.end..]);
    match token.code {
        Code::Basic(code) => {
            lexicon::is_plausible(code) && basic_fits(left, code, right, false) && !is_decoy(piece, token)
        }
        Code::Enhanced(_) => enhanced_ends(right) && enhanced_fits(left, right),
    }
}

/// Whether the same holds of a number with the ending of a plural: `421s`, `5.7.1s`.
pub fn may_be_many(piece: &str, token: Token) -> bool {
    let (left, right) = (&piece[..token.start], &piece[token.end..]);
    let (right, plural) = sentence::without_plural(right);
    plural
        && match token.code {
            Code::Basic(code) => lexicon::is_usual(code) && basic_fits(left, code, right, false),
            Code::Enhanced(_) => enhanced_fits(left, right),
        }
}

/// What settings and sentences say of a number that no quoted reply explains.
fn spoken(piece: &str, token: Token, reading: Reading) -> Verdict {
    let set = reading.setting
        && match token.code {
            Code::Basic(code) => setting::basic(piece, token, code, reading.page),
            Code::Enhanced(code) => setting::enhanced(piece, token, code),
        };
    if set {
        return Some((Role::Setting, Link::Starts, Level::Document));
    }
    match token.code {
        _ if !reading.prose => None,
        Code::Basic(code) => sentence::basic(piece, token, code),
        Code::Enhanced(code) => sentence::enhanced(piece, token, code, reading.versions),
    }
}
