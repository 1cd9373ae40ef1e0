//! The value of a field, whose name says that it is a code or a reply: `Status: 5.1.1`,
//! `Diagnostic-Code: smtp; 550 5.1.1 ...`, `"reason": "550 ..."`, a cell of a table.

use super::answered;
use super::evidence::Level;
use super::quoted::{self, Found, Reading, joins};
use super::reader::Line;
use super::token::{Token, tokens};
use super::words::head;
use super::{Dialect, Link, Role, State};
use crate::code::Code;
use crate::command::Command;

/// How far into a value its code may stand, behind `smtp;` and brackets, in bytes.
const LONGEST_OPENING: usize = 40;

/// What opens a value.
pub(super) struct Opening {
    /// The code that it begins with.
    pub token: Token,
    /// Nothing else stands in the value.
    pub alone: bool,
}

/// The code that a value begins with, behind the type of a Diagnostic-Code field (`smtp;`), quotes and
/// brackets.
pub(super) fn opening(piece: &str) -> Option<Opening> {
    let near = head(piece, LONGEST_OPENING);
    let token = tokens(near).next()?;
    let left = &near[..token.start];
    let bare = left.trim_matches([' ', '\t', '"', '\'', '(', '<', '[', '#', '`', '{']);
    let typed = bare.strip_suffix(';').is_some_and(|kind| {
        !kind.is_empty() && kind.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    });
    if !(bare.is_empty() || typed) {
        return None;
    }
    let right = &piece[token.end..];
    let alone = right.trim_matches([' ', '\t', '"', '\'', ')', '>', ']', '`', ',', '}', '\r']).is_empty();
    let mut after = right.chars();
    let fits = match (token.code, after.next()) {
        (_, None) => true,
        (Code::Basic(_), Some('-')) => {
            after.next().is_none_or(|c| !c.is_ascii_digit()) || enhanced_follows(right)
        }
        (Code::Enhanced(_), Some('-')) => !after.next().is_some_and(|c| c.is_ascii_digit()),
        (_, Some(c)) => !(c.is_alphanumeric() || matches!(c, '_' | '/' | '@' | '%' | '=' | '+')),
    };
    let dotted = right.starts_with('.') && right[1..].starts_with(|c: char| c.is_ascii_alphanumeric());
    (fits && !dotted && !super::lexicon::counts(right)).then_some(Opening { token, alone })
}

fn enhanced_follows(right: &str) -> bool {
    tokens(head(right, 16))
        .next()
        .is_some_and(|next| next.start == 1 && matches!(next.code, Code::Enhanced(_)))
}

/// What is known of a reply besides its codes.
#[derive(Clone, Copy)]
pub(super) struct Said {
    /// The part that its codes play.
    pub role: Role,
    /// The dialect that vouches for it.
    pub dialect: Dialect,
    /// The command that it answers.
    pub command: Option<Command>,
}

/// Hands on the reply that `piece` begins with, and what its text quotes. The basic code stays in
/// [`State::open`] for further lines of the value.
pub(super) fn take(line: &mut Line<'_>, state: &mut State, at: usize, piece: &str, token: Token, said: Said) {
    let Said { role, dialect, command } = said;
    let continues = token.code.basic().is_some_and(|code| code == state.open);
    let link = if continues { Link::Continues } else { Link::Starts };
    line.emit(at, piece, Found { token, role, link }, dialect, command);
    let Some(code) = token.code.basic() else {
        let rest = &piece[token.end..];
        follow(line, state, at + token.end, rest, dialect, command);
        return;
    };
    let right = &piece[token.end..];
    let mut behind = token.end;
    if let Some(next) = tokens(head(right, 24)).next()
        && matches!(next.code, Code::Enhanced(_))
        && joins(&right[..next.start])
    {
        let next = Token { start: next.start + token.end, end: next.end + token.end, ..next };
        line.emit(at, piece, Found { token: next, role, link: Link::SameReply }, dialect, command);
        behind = next.end;
    }
    state.multi_line = right.starts_with('-');
    state.open = code;
    state.wrapped = false;
    follow(line, state, at + behind, &piece[behind..], dialect, command);
    state.wrapped = behind == token.end && right.trim().is_empty();
}

/// Reads the text of a reply whose basic code is in [`State::open`], or any text near one: a text that may
/// have been wrapped anew, so that its further lines begin anywhere.
pub(super) fn follow(
    line: &mut Line<'_>,
    state: &mut State,
    at: usize,
    piece: &str,
    dialect: Dialect,
    command: Option<Command>,
) {
    let reply = (state.open != 0).then_some(state.open);
    let reading = Reading {
        from: 0,
        level: Level::Line,
        prose: true,
        setting: false,
        page: false,
        versions: false,
        wrapped: state.wrapped,
        reply,
        multi_line: reply.is_some() && state.multi_line,
        wraps: state.multi_line,
    };
    let mut found = Vec::new();
    quoted::find(piece, reading, || Level::Line, |one| found.push(one));
    state.wrapped = false;
    for one in &mut found {
        // A mail system does not talk about codes, it quotes them.
        if dialect == Dialect::Bounce && one.role == Role::Mention {
            one.role = Role::Quoted;
        }
        if one.role != Role::Mention
            && let Some(code) = one.token.code.basic()
        {
            state.multi_line = piece[one.token.end..].starts_with('-');
            state.open = code;
        }
    }
    if let Some(last) = found.last() {
        state.wrapped = last.token.code.basic().is_some()
            && last.role == Role::Quoted
            && piece[last.token.end..].trim().is_empty();
    }
    for one in found {
        let command = match one.link {
            Link::Starts => answered::answered(piece, one.token.start).or(command),
            _ => command,
        };
        line.emit(at, piece, one, dialect, command);
    }
}

/// The reason phrases of HTTP (RFC 9110 section 15) that follow numbers which SMTP uses as well, or that
/// records of mail deliveries hold beside them.
const HTTP_PHRASES: &[(u16, &str)] = &[
    (200, "ok"),
    (201, "created"),
    (202, "accepted"),
    (204, "no content"),
    (400, "bad request"),
    (401, "unauthorized"),
    (403, "forbidden"),
    (404, "not found"),
    (429, "too many requests"),
    (500, "internal server error"),
    (501, "not implemented"),
    (502, "bad gateway"),
    (503, "service unavailable"),
    (504, "gateway timeout"),
    (504, "gateway time-out"),
];

/// Whether a number and what follows it are an HTTP status: `503 Service Unavailable`.
pub(super) fn is_http(code: u16, right: &str) -> bool {
    let text = right.trim_start();
    HTTP_PHRASES.iter().any(|(status, phrase)| {
        *status == code
            && super::words::starts_with(text, phrase)
            && !text[phrase.len()..].trim_start().starts_with(|c: char| c.is_alphanumeric())
    })
}
