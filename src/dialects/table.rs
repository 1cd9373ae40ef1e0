//! Tables: CSV and TSV with a header, W3C logs with `#Fields:`, Zeek's logs; and rows of Exchange's and
//! IIS' logs wherever they stand.

use super::evidence::{Level, speaks_of_mail};
use super::json::{Kind, kind};
use super::reader::Line;
use super::token::tokens;
use super::words::starts_with;
use super::{Dialect, Link, Role, State, lexicon, value};
use crate::code::Code;
use crate::command::Command;
use crate::dialects::quoted::Found;

/// Bits of [`State::form`]: the columns that hold codes or replies, from the first; and what is known.
const COLUMNS: u32 = 28;
/// A header told the columns.
const HEADED: u32 = 1 << 28;
/// The table is another protocol's.
const FOREIGN: u32 = 1 << 29;

pub(super) fn read(line: &mut Line<'_>, state: &mut State) {
    let text = line.text;
    if text.starts_with('#') {
        directive(state, text);
        return;
    }
    if read_row(line, state) {
        return;
    }
    if state.form & HEADED == 0 && names_columns(text) {
        head_columns(state, text);
        return;
    }
    if state.form & FOREIGN != 0 || tokens(text).next().is_none() {
        return;
    }
    let mail = line.frame.mail || state.mail || speaks_of_mail(text);
    let separator = separator(text);
    let mut from = 0;
    let mut column = 0u32;
    while from <= text.len() {
        let end = cell_end(text, from, separator);
        read_cell(line, state, from, end, column, mail);
        from = end + 1;
        column += 1;
    }
}

/// `#Fields: ...` of W3C, `#fields` and `#path` of Zeek, `#Log-type:` of Exchange.
fn directive(state: &mut State, text: &str) {
    if starts_with(text, "#fields") {
        let names = text["#fields".len()..].trim_start_matches([':', ' ', '\t']);
        head_columns(state, names);
    } else if starts_with(text, "#path") {
        let smtp = starts_with(text["#path".len()..].trim(), "smtp");
        state.form = if smtp { state.form & !FOREIGN } else { state.form | FOREIGN };
        state.mail |= smtp;
    } else if starts_with(text, "#log-type") {
        state.mail |= speaks_of_mail(text);
    }
}

fn separator(text: &str) -> char {
    if text.contains('\t') {
        '\t'
    } else {
        [',', ';', '|', ' '].into_iter().find(|separator| text.contains(*separator)).unwrap_or(',')
    }
}

/// Whether a line names columns: words, and no number that stands alone.
fn names_columns(text: &str) -> bool {
    let separator = separator(text);
    let mut cells = 0;
    for cell in text.split(separator) {
        let cell = cell.trim().trim_matches('"');
        if cell.starts_with(|c: char| c.is_ascii_digit()) || cell.len() > 60 || cell.contains('@') {
            return false;
        }
        cells += 1;
    }
    cells >= 2
}

fn head_columns(state: &mut State, names: &str) {
    let separator = separator(names);
    let mut columns = 0;
    for (at, name) in names.split(separator).enumerate().take(COLUMNS as usize) {
        let name = name.trim().trim_matches('"');
        if matches!(kind(name), Kind::General | Kind::Certain) {
            columns |= 1 << at;
        }
    }
    state.form = (state.form & FOREIGN) | HEADED | columns;
    let web = ["cs-uri-stem", "user_agent", "cs(user-agent)", "http_", "status_msg", "url"]
        .iter()
        .any(|part| names.to_ascii_lowercase().contains(part));
    if speaks_of_mail(names) && !web {
        state.mail = true;
    } else if web {
        state.form |= FOREIGN;
    }
}

/// Where the cell that begins at `from` ends. A quoted cell may hold separators and doubled quotes.
fn cell_end(text: &str, from: usize, separator: char) -> usize {
    let bytes = text.as_bytes();
    let mut at = from;
    if bytes.get(at) == Some(&b'"') {
        at += 1;
        while at < bytes.len() {
            match memchr::memchr(b'"', &bytes[at..]) {
                Some(found) if bytes.get(at + found + 1) == Some(&b'"') => at += found + 2,
                Some(found) => {
                    at += found + 1;
                    break;
                }
                None => return bytes.len(),
            }
        }
    }
    let rest = &bytes[at.min(bytes.len())..];
    memchr::memchr(separator as u8, rest).map_or(bytes.len(), |found| at + found)
}

fn read_cell(line: &mut Line<'_>, state: &mut State, from: usize, end: usize, column: u32, mail: bool) {
    let text = line.text;
    let cell = &text[from..end];
    if tokens(cell).next().is_none() {
        return;
    }
    let known = state.form & HEADED != 0;
    let holds = column < COLUMNS && state.form >> column & 1 == 1;
    if let Some(opening) = value::opening(cell) {
        let right = &cell[opening.token.end..];
        let fits = match opening.token.code {
            Code::Basic(code) => {
                mail && lexicon::is_plausible(code)
                    && !value::is_http(code, right)
                    && (holds || (!opening.alone && lexicon::is_usual(code) && (!known || speaks(right))))
            }
            Code::Enhanced(_) => mail && (holds || !opening.alone),
        };
        if fits {
            let mut taken = State::default();
            let role = if opening.alone { Role::Field } else { Role::Quoted };
            let said = value::Said { role, dialect: Dialect::TableEvent, command: None };
            value::take(line, &mut taken, from, cell, opening.token, said);
            return;
        }
        if opening.alone {
            return;
        }
    }
    let level = if mail { Level::Document } else { Level::Unknown };
    line.read_quoted(state, from, cell, Dialect::TableEvent, false, level);
    state.wrapped = false;
}

fn speaks(right: &str) -> bool {
    let text = right.trim_start_matches([' ', '-', '+']);
    text.starts_with(|c: char| c.is_alphabetic() || matches!(c, '<' | '[' | '#' | '('))
        || tokens(text)
            .next()
            .is_some_and(|token| token.start == 0 && matches!(token.code, Code::Enhanced(_)))
}

/// A row of Exchange's protocol log or of the SMTP service's log of IIS, with or without its header.
/// Answers whether the line was such a row.
pub(super) fn read_row(line: &mut Line<'_>, state: &mut State) -> bool {
    // A row may be quoted in a mail or indented in a page.
    let start = line.text.len() - line.text.trim_start_matches([' ', '\t', '>']).len();
    let row = &line.text[start..];
    if !row.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    if row.contains("SMTPSVC") || row.contains(" SMTP - -") {
        read_iis(line, state, start);
        return true;
    }
    let Some((at, direction)) = exchange_data(row) else { return false };
    if matches!(direction, '<' | '>') {
        read_exchange(line, state, start + at);
    }
    true
}

/// Where the data column of an Exchange protocol log begins, and the event before it: `,<,250 ...`.
/// The columns are date-time, connector-id, session-id, sequence-number, local and remote endpoint,
/// event, data and context.
fn exchange_data(text: &str) -> Option<(usize, char)> {
    let bytes = text.as_bytes();
    let mut columns = 0;
    for at in memchr::memchr_iter(b',', &bytes[..bytes.len().min(400)]) {
        columns += 1;
        if columns >= 3
            && matches!(bytes.get(at + 1), Some(b'<' | b'>' | b'*' | b'+' | b'-'))
            && bytes.get(at + 2) == Some(&b',')
        {
            return Some((at + 3, bytes[at + 1] as char));
        }
        if columns > 8 {
            break;
        }
    }
    None
}

fn read_exchange(line: &mut Line<'_>, state: &mut State, at: usize) {
    let text = line.text;
    let end = cell_end(text, at, ',');
    // Replies that hold commas are not always quoted: the rest of the line belongs to them.
    let quoted = text[at..].starts_with('"');
    let piece = if quoted { &text[at..end] } else { &text[at..] };
    let skip = usize::from(quoted);
    let bare = &piece[skip..];
    state.mail = true;
    if let Some(token) = tokens(bare).next()
        && token.start == 0
        && matches!(token.code, Code::Basic(_))
        && bare[token.end..].chars().next().is_none_or(|c| matches!(c, ' ' | '-' | ',' | '"'))
    {
        let command = state.command;
        let said = value::Said { role: Role::Reply, dialect: Dialect::ExchangeLog, command };
        value::take(line, state, at + skip, bare, token, said);
        state.wrapped = false;
        if !bare[token.end..].starts_with('-') {
            state.open = 0;
        }
        return;
    }
    state.open = 0;
    let verb = bare.split([' ', ',', ':']).next().unwrap_or("");
    if let Some(command) = Command::from_verb(verb) {
        state.command = Some(command);
    }
}

/// A row of IIS' log: the reply stands in the query column with `+` for spaces (`250+2.1.0+Ok`), or its
/// code alone in the status column, behind the query that shows the command. It begins `start` bytes into the line.
fn read_iis(line: &mut Line<'_>, state: &mut State, start: usize) {
    let text = line.text;
    state.mail = true;
    let mut from = start;
    let mut verb = None;
    // The columns behind the query.
    let mut behind: Option<u32> = None;
    for word in text[start..].split(' ') {
        let at = from;
        from += word.len() + 1;
        if verb.is_none()
            && let Some(command) = Command::from_verb(word)
        {
            verb = Some(command);
            continue;
        }
        let Some(token) = tokens(word).next() else {
            if word.starts_with('+') {
                behind = Some(0);
            } else if let Some(columns) = &mut behind {
                *columns += 1;
            }
            continue;
        };
        let Code::Basic(code) = token.code else { continue };
        if token.start == 0 && word[token.end..].starts_with(['+', '-']) {
            state.open = 0;
            let said = value::Said { role: Role::Reply, dialect: Dialect::IisLog, command: verb };
            value::take(line, state, at, word, token, said);
            state.open = 0;
            state.wrapped = false;
            return;
        }
        if word.starts_with('+') {
            behind = Some(0);
            continue;
        }
        // The status column comes first behind the query.
        if behind == Some(0) && token.start == 0 && token.end == word.len() && lexicon::is_plausible(code) {
            let found = Found { token, role: Role::Field, link: Link::Starts };
            line.emit(at, word, found, Dialect::IisLog, verb);
            return;
        }
        if let Some(columns) = &mut behind {
            *columns += 1;
        }
    }
}
