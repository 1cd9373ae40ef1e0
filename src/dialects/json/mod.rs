//! JSON: events, log records, tables of codes. Names of fields and the record round a value decide.
//!
//! The tokens are read by hand, line by line and without a tree, so that a document of one long line, a
//! document a line and a pretty-printed document are the same. What is not JSON (a text before the braces,
//! names without quotes) is passed over.

mod names;
mod record;

pub(super) use names::{Kind, kind};

use names::names_thing;
use record::{Record, counts};

use super::decoded::Decoded;
use super::evidence::{Level, speaks_of_mail};
use super::phrases::reply_words;
use super::reader::Line;
use super::token::{Token, tokens};
use super::words::head;
use super::{Dialect, Form, Frame, Link, Role, State, dialogue, lexicon, value};
use crate::code::Code;
use crate::dialects::quoted::Found;

/// How deep JSON may stand in strings of JSON.
const DEEPEST: u32 = 3;

pub(super) fn read(line: &mut Line<'_>, state: &mut State) {
    read_piece(line, state, 0);
}

/// A bracket that is open.
struct Open<'a> {
    /// The name of the array, whose members it describes; of an object its own name.
    name: Option<&'a str>,
    array: bool,
}

fn read_piece(line: &mut Line<'_>, state: &mut State, depth: u32) {
    let text = line.text;
    let bytes = text.as_bytes();
    let mut open: Vec<Open<'_>> = Vec::new();
    let mut name: Option<&str> = None;
    // An array that was opened on a line before, with a name that says something.
    let mut inherited = state.form & 1 != 0;
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            quote @ (b'"' | b'\'') => {
                let end = string_end(bytes, at + 1, quote);
                let (inner, next) = match end {
                    Some(end) => (&text[at + 1..end], end + 1),
                    None => (&text[at + 1..], bytes.len()),
                };
                let colon = skip_space(bytes, next);
                if bytes.get(colon) == Some(&b':') {
                    read_name(line, state, at + 1, inner, colon + 1);
                    name = Some(inner);
                    at = colon + 1;
                    continue;
                }
                let known =
                    name.take().or_else(|| open.last().filter(|open| open.array).and_then(|open| open.name));
                let known = known.or(inherited.then_some("reply"));
                read_string(line, state, at + 1, inner, known.unwrap_or(""), depth);
                at = next;
            }
            b'{' | b'[' => {
                let array = bytes[at] == b'[';
                let outer = open.last().and_then(|open| open.name);
                open.push(Open { name: name.take().or(if array { outer } else { None }), array });
                at += 1;
            }
            b'}' | b']' => {
                if open.pop().is_none() {
                    inherited = false;
                }
                name = None;
                at += 1;
            }
            b',' => {
                name = None;
                at += 1;
            }
            byte if byte.is_ascii_digit() => {
                let end = at + bytes[at..].iter().take_while(|byte| is_word(**byte)).count();
                let touched = at > 0 && is_word(bytes[at - 1]);
                let known = name.or_else(|| open.last().filter(|open| open.array).and_then(|open| open.name));
                let known = known.or(inherited.then_some("reply"));
                if end - at == 3
                    && !touched
                    && let Some(known) = known
                {
                    read_number(line, state, at, end, known);
                }
                at = end;
            }
            byte if byte.is_ascii_alphabetic() || byte == b'_' => {
                let end = at + bytes[at..].iter().take_while(|byte| is_word(**byte)).count();
                // A name without quotes, as in YAML or JavaScript.
                let colon = skip_space(bytes, end);
                if bytes.get(colon) == Some(&b':') && bytes.get(colon + 1) != Some(&b'/') {
                    name = Some(&text[at..end]);
                    at = colon + 1;
                } else {
                    at = end;
                }
            }
            _ => at += 1,
        }
    }
    // The array goes on on the next line.
    let goes_on = open.last().filter(|open| open.array).and_then(|open| open.name);
    let keeps = goes_on.is_some_and(|name| matches!(kind(name), Kind::General | Kind::Certain));
    let stays = inherited && open.is_empty();
    state.form = u32::from(keeps || stays);
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'+')
}

fn skip_space(bytes: &[u8], at: usize) -> usize {
    at + bytes[at..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
}

fn string_end(bytes: &[u8], from: usize, quote: u8) -> Option<usize> {
    let mut at = from;
    loop {
        at += memchr::memchr2(quote, b'\\', &bytes[at.min(bytes.len())..])?;
        if bytes[at] == quote {
            return Some(at);
        }
        at += 2;
    }
}

fn read_number(line: &mut Line<'_>, state: &mut State, from: usize, to: usize, name: &str) {
    let text = line.text;
    let Some(token) = tokens(&text[from..to]).next() else { return };
    let Code::Basic(code) = token.code else { return };
    let kind = kind(name);
    if matches!(kind, Kind::Any | Kind::Never) {
        return;
    }
    let record = Record::around(line, state, from, to);
    if counts(&record, kind, code, name) {
        emit(line, from, &text[from..to], token);
    }
}

fn emit(line: &mut Line<'_>, at: usize, piece: &str, token: Token) {
    line.emit(at, piece, Found { token, role: Role::Field, link: Link::Starts }, Dialect::JsonEvent, None);
}

/// A name that is a code: a table of codes, `"5.1.1": "Bad destination mailbox address"`.
fn read_name(line: &mut Line<'_>, state: &State, at: usize, inner: &str, behind: usize) {
    if inner.len() > 12 || !inner.starts_with(|c: char| c.is_ascii_digit()) {
        return;
    }
    let Some(token) = tokens(inner).next() else { return };
    if token.start != 0 || token.end != inner.len() {
        return;
    }
    let value = head(&line.text[behind..], 300);
    let value = if value.trim().len() < 3 { line.right(behind, 300) } else { value };
    let known = match token.code {
        Code::Basic(code) => {
            lexicon::is_plausible(code)
                && !value::is_http(code, value.trim_matches(['"', ' ', '{']))
                && !(lexicon::is_shared_with_http(code) && tells_http(line, at))
        }
        Code::Enhanced(_) => true,
    };
    if known && (speaks_of_mail(value) || line.frame.mail || state.mail) {
        emit(line, at, inner, token);
    }
}

/// Whether the other names of a table of codes are HTTP's.
fn tells_http(line: &Line<'_>, at: usize) -> bool {
    let near = [line.left(at, 600), line.right(at, 600)];
    // A description of an API: `"responses": {"200": ...`.
    if near[0].contains("\"responses\"") {
        return true;
    }
    ["\"200\"", "\"301\"", "\"302\"", "\"401\"", "\"403\"", "\"404\""]
        .iter()
        .any(|name| near.iter().any(|text| text.contains(name)))
}

fn read_string(line: &mut Line<'_>, state: &mut State, at: usize, inner: &str, name: &str, depth: u32) {
    let Some(first) = tokens(inner).next() else { return };
    let kind = kind(name);
    let record = Record::around(line, state, at, at + inner.len());
    let opening = if names_thing(name) { None } else { value::opening(inner) };
    if let Some(opening) = &opening
        && opening.alone
        && first.start == 0
    {
        let fits = match opening.token.code {
            Code::Basic(code) => counts(&record, kind, code, name),
            Code::Enhanced(_) => {
                let code_name = kind == Kind::Certain
                    || kind == Kind::General
                    || super::words::ends_with(name, "status")
                    || lexicon::ends_in_code(name);
                kind != Kind::Never && code_name && record.level >= Level::Document
            }
        };
        if fits {
            let mut taken = State::default();
            let said = value::Said { role: Role::Field, dialect: Dialect::JsonEvent, command: None };
            value::take(line, &mut taken, at, inner, opening.token, said);
        }
        return;
    }
    let decoded = Decoded::json(inner);
    let looks_like_json =
        decoded.text().trim_start().starts_with(['{', '[']) && decoded.text().contains("\":");
    let mail = record.level >= Level::Document && !names_thing(name);
    let mut within = State { mail, ..State::default() };
    if looks_like_json && depth < DEEPEST {
        let frame = Frame { form: Form::Json, mail, versions: false, forced: None };
        line.read_inner(&frame, at, &decoded, Dialect::JsonEvent, |line| {
            read_piece(line, &mut within, depth + 1);
        });
        return;
    }
    let frame = Frame { form: Form::Lines, mail, versions: false, forced: None };
    let http = record.is_http();
    let level = if http || names_thing(name) { Level::Unknown } else { record.level };
    let reply_name = matches!(kind, Kind::Certain | Kind::General);
    let lower = name.to_ascii_lowercase();
    let certain = kind == Kind::Certain
        && (!http || ["smtp", "dsn", "diag", "enhanced", "bounce"].iter().any(|part| lower.contains(part)));
    let thing = names_thing(name);
    let mut first_line = true;
    line.read_inner(&frame, at, &decoded, Dialect::JsonEvent, |line| {
        let opens = if first_line && !thing { value::opening(line.text) } else { None };
        first_line = false;
        if let Some(opening) = opens {
            let right = &line.text[opening.token.end..];
            let counted = match opening.token.code {
                Code::Basic(code) => {
                    (certain && !value::is_http(code, right))
                        || (level >= Level::Document
                            && lexicon::is_plausible(code)
                            && !value::is_http(code, right)
                            && (reply_name
                                || level == Level::Line
                                || lexicon::is_usual(code)
                                    && !lexicon::counts(right)
                                    && (right.starts_with('-') || reply_words(right))))
                }
                Code::Enhanced(_) => level >= Level::Document && (reply_name || level == Level::Line),
            };
            if counted {
                let text = line.text;
                let said = value::Said { role: Role::Quoted, dialect: Dialect::JsonEvent, command: None };
                value::take(line, &mut within, 0, text, opening.token, said);
                within.protocol = super::state::Protocol::Smtp;
                return;
            }
        }
        if !http && !thing && line.text.contains(' ') && dialogue::read(line, &mut within, 0, line.text) {
            return;
        }
        line.read_quoted(&mut within, 0, line.text, Dialect::None, false, level.min(Level::Document));
    });
    state.mail |= record.level == Level::Line;
}
