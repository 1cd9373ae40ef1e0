//! Readable text of a message: what bounce makers write, and prose.

use super::super::evidence::Level;
use super::super::marks::{self, Prefix};
use super::super::quoted::joins;
use super::super::state::Part;
use super::super::token::{Token, tokens};
use super::super::words::{first_word, head};
use super::super::{Dialect, Role, dialogue, lexicon, table, value};
use super::{DIALECT, Line, State, field, is_bounce};
use crate::code::Code;
use crate::command::Command;

/// How far into a line a reply may begin behind its marks, in bytes.
const LONGEST_PREFIX: usize = 120;

/// Reads a line of readable text.
pub(super) fn read(line: &mut Line<'_>, state: &mut State) {
    if state.quoted_printable {
        super::encoded::read_quoted_printable(line, state);
    } else {
        read_plain(line, state);
    }
}

/// Reads a line without its encoding.
pub(super) fn read_plain(line: &mut Line<'_>, state: &mut State) {
    let text = line.text;
    if text.trim().is_empty() {
        state.open = 0;
        state.wrapped = false;
        return;
    }
    if !is_bounce(state) {
        if table::read_row(line, state) || dialogue::read(line, state, 0, text) {
            return;
        }
        line.read_quoted(state, 0, text, Dialect::None, false, Level::Unknown);
        return;
    }
    if returns_message(text) {
        state.part = Part::Opaque;
        return;
    }
    if let Some(command) = command(text) {
        state.command = Some(command);
        state.open = 0;
        state.wrapped = false;
        return;
    }
    if let Some((token, role)) = opening(text, state.open) {
        let command = state.command;
        value::take(line, state, 0, text, token, value::Said { role, dialect: DIALECT, command });
        return;
    }
    let command = state.command;
    value::follow(line, state, 0, text, DIALECT, command);
}

/// Whether the returned message, or its header, begins here: at a line that introduces it, or at the first
/// of its header fields.
fn returns_message(text: &str) -> bool {
    let bare = text.trim();
    // The tags of a page.
    let page = bare.starts_with('<') && bare.contains('>') && !bare.contains('@');
    let bare = if page { text_of(bare) } else { bare };
    if bare.len() > 120 {
        return begins_header(text);
    }
    let ruled =
        bare.starts_with("--") || bare.starts_with("==") || bare.starts_with("**") || bare.starts_with("__");
    let words = bare.trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase();
    let introduced = [
        "copy of the message",
        "copy of your message",
        "copy of the original",
        "copy of part of the message",
        "below this line",
        "original message",
        "original mail",
        "returned message",
        "returned mail",
        "unsent message",
        "undelivered message",
        "undeliverable message",
        "rejected message",
        "message header",
        "message follows",
        "header of the original",
        "headers of the original",
        "headers of the message",
        "header of the message",
        "original headers",
        "no message was collected",
        "body of message",
        "attached message",
        "failed message",
        "ursprüngliche nachricht",
        "originalnachricht",
    ]
    .iter()
    .any(|known| words.contains(known))
        // "A transcript of the attempts to send the message follows."
        // "The following addresses did NOT receive a copy of your message:"
        && !["transcript", "attempt", "session", "receive"].iter().any(|other| words.contains(other));
    if introduced {
        let ends = ["follows", "follow", "following", "below", "headers", "header", "is as follows"];
        let told = ends.iter().any(|end| words.ends_with(end)) || bare.ends_with(':');
        if ruled || told {
            return true;
        }
    }
    begins_header(text)
}

/// Whether a field that only messages have begins the line.
fn begins_header(text: &str) -> bool {
    let Some((name, _)) = field(text) else { return false };
    [
        "received",
        "return-path",
        "delivered-to",
        "x-received",
        "message-id",
        "dkim-signature",
        "x-originating-ip",
    ]
    .iter()
    .any(|known| name.eq_ignore_ascii_case(known))
}

/// What stands between the tags of a line of HTML, if that is one piece.
fn text_of(line: &str) -> &str {
    line.split('<')
        .filter_map(|piece| piece.split_once('>').map(|(_, text)| text.trim()))
        .find(|text| !text.is_empty())
        .unwrap_or("")
}

/// A command that a transcript shows: `>>> RCPT To:<x>`, ` In:  DATA`.
fn command(text: &str) -> Option<Command> {
    let bare = text.trim_start();
    let rest = bare.strip_prefix(">>>").or_else(|| bare.strip_prefix("In:"))?;
    let (verb, gap) = first_word(head(rest.trim_start(), 24));
    if gap.is_empty() { Command::from_verb(verb) } else { None }
}

/// The code that opens a line of a reply, behind white space, the marks of a transcript or tags.
fn opening(text: &str, open: u16) -> Option<(Token, Role)> {
    let near = head(text, LONGEST_PREFIX);
    for token in tokens(near).take(4) {
        let Code::Basic(code) = token.code else { return None };
        let (left, right) = (&text[..token.start], &text[token.end..]);
        let bare = left.trim();
        let tags = bare.starts_with('<') && bare.ends_with('>') && !bare.contains('@');
        // A mail's own quote marks, and nothing else.
        let quoted = bare.bytes().all(|byte| matches!(byte, b'>' | b'|' | b' '));
        let marked = matches!(marks::prefix(left), Some(Prefix::Mark(_))) && !tags;
        if !(marked || tags || quoted) {
            continue;
        }
        if lexicon::counts(right) || value::is_http(code, right) {
            return None;
        }
        let joined = tokens(head(right, 16))
            .next()
            .is_some_and(|next| matches!(next.code, Code::Enhanced(_)) && joins(&right[..next.start]));
        let text_follows = match right.chars().next() {
            Some(' ' | '\t') => {
                let rest = right.trim_start();
                let rest = rest.strip_prefix("- ").unwrap_or(rest);
                rest.starts_with(|c: char| {
                    c.is_alphabetic() || matches!(c, '<' | '[' | '(' | '#' | '"' | '\'' | '*' | '{')
                })
            }
            Some('-') => !right[1..].starts_with(|c: char| c.is_ascii_digit()),
            Some(':') => right[1..].trim_start().starts_with(char::is_alphabetic),
            None => marked || code == open,
            _ => false,
        };
        let known = lexicon::is_plausible(code) || marked;
        if joined || (text_follows && known) {
            return Some((token, if marked { Role::Reply } else { Role::Quoted }));
        }
        return None;
    }
    None
}
