//! Readable parts in quoted-printable and base64: a line is decoded with its neighbours, so that words round
//! a code count wherever a line was broken, and the codes that lie wholly in the line are handed on.

use super::super::decoded::Decoded;
use super::super::reader::read_lines;
use super::super::state::Part;
use super::super::words::tail;
use super::super::{Occurrence, Sink};
use super::text::read_plain;
use super::{Line, State};

/// How many lines of base64 before and after a line are decoded with it.
const NEIGHBOURS: usize = 3;

/// How many lines that soft line breaks join to a line are decoded with it, on either side.
const SOFT_LINES: usize = 8;

/// Decoded bytes, and where those of the line itself stand in it.
#[derive(Default)]
struct Window {
    bytes: Vec<u8>,
    /// For the bytes of the line itself: their first and their last column's end.
    own: Vec<(u32, u32)>,
    /// How many bytes stand before those.
    from: usize,
}

/// A line of a part in base64 (RFC 2045 section 6.8).
pub(super) fn read_base64(line: &mut Line<'_>, state: &mut State) {
    let Some(own) = base64_line(line.text) else { return };
    let before = tail(line.before(), 600);
    let mut past: Vec<&str> = before.lines().rev().take(NEIGHBOURS + 1).map_while(base64_line).collect();
    let cut = past.len() > NEIGHBOURS;
    past.truncate(NEIGHBOURS);
    let mut window = Window::default();
    if cut {
        window.bytes.push(b'~');
    }
    for piece in past.iter().rev() {
        decode_base64(piece, &mut window.bytes);
    }
    window.from = window.bytes.len();
    decode_base64(own, &mut window.bytes);
    // Three bytes stand in four characters: a byte is taken to begin with the character that holds its
    // first bit, and to end behind the one that holds its last.
    window.own = (0..window.bytes.len() - window.from)
        .map(|at| ((at * 4 / 3) as u32, ((at + 1) * 4).div_ceil(3) as u32))
        .collect();
    for piece in line.after().lines().take(NEIGHBOURS).map_while(base64_line) {
        decode_base64(piece, &mut window.bytes);
    }
    let mut inner = State { open: 0, wrapped: false, part: Part::Text, ..*state };
    if read_window(line, &mut inner, &window) {
        state.part = Part::Opaque;
    }
}

/// A line of a part in quoted-printable (RFC 2045 section 6.7).
pub(super) fn read_quoted_printable(line: &mut Line<'_>, state: &mut State) {
    let (own, soft) = soft_break(line.text);
    let before = tail(line.before(), SOFT_LINES * 100);
    let joined = || before.lines().rev().map(soft_break).take_while(|(_, soft)| *soft);
    let mut past: Vec<&str> = joined().take(SOFT_LINES).map(|(text, _)| text).collect();
    past.reverse();
    if !soft && past.is_empty() && memchr::memchr(b'=', own.as_bytes()).is_none() {
        read_plain(line, state);
        return;
    }
    let mut window = Window::default();
    if joined().count() > SOFT_LINES {
        window.bytes.push(b'~');
    }
    for piece in past {
        decode_quoted_printable(piece, &mut window.bytes, |_, _| {});
    }
    window.from = window.bytes.len();
    let mut columns = Vec::with_capacity(own.len());
    decode_quoted_printable(own, &mut window.bytes, |start, end| columns.push((start as u32, end as u32)));
    window.own = columns;
    let mut goes_on = soft;
    for next in line.after().lines().take(SOFT_LINES) {
        if !goes_on {
            break;
        }
        let (text, soft) = soft_break(next);
        decode_quoted_printable(text, &mut window.bytes, |_, _| {});
        goes_on = soft;
    }
    // Until the text's own line ends, its state is that of its begin.
    let mut inner = *state;
    read_window(line, &mut inner, &window);
    if !soft {
        *state = inner;
    }
}

/// Reads decoded text and hands on what lies in the line. Answers whether the returned message begins in
/// the line.
fn read_window(line: &mut Line<'_>, inner: &mut State, window: &Window) -> bool {
    let places: Vec<u32> = (0..window.bytes.len() as u32).collect();
    let decoded = Decoded::from_bytes(&window.bytes, &places, window.bytes.len());
    let frame = *line.frame;
    let mut found = Found(Vec::new());
    let mut returned = false;
    let own = window.from..window.from + window.own.len();
    read_lines(&frame, decoded.text(), &mut found, &mut |line| {
        if matches!(inner.part, Part::Text | Part::Status) {
            let begins = decoded.place(line.offset(0) as usize) as usize;
            read_plain(line, inner);
            returned |= inner.part == Part::Opaque && own.contains(&begins);
        }
    });
    for mut occurrence in found.0 {
        let begins = decoded.place(occurrence.start as usize) as usize;
        let ends = decoded.place(occurrence.end() as usize) as usize;
        if begins < own.start || ends > own.end || ends <= begins {
            continue;
        }
        let text_end = (decoded.place(occurrence.text_end as usize) as usize).clamp(ends, own.end);
        let column = |byte: usize| window.own[byte - own.start];
        let first = column(begins).0;
        let last = column(ends - 1).1.min(line.text.len() as u32);
        occurrence.start = line.offset(0) + first;
        occurrence.len = (last - first).min(255) as u8;
        occurrence.text_end = line.offset(0) + column(text_end - 1).1.min(line.text.len() as u32).max(last);
        line.sink.occurrence(occurrence);
    }
    returned
}

struct Found(Vec<Occurrence>);

impl Sink for Found {
    fn occurrence(&mut self, occurrence: Occurrence) {
        self.0.push(occurrence);
    }
}

/// The line, if it is base64 in groups of four characters.
fn base64_line(text: &str) -> Option<&str> {
    let bare = text.trim_end();
    let fine = !bare.is_empty()
        && bare.len() <= 1000
        && bare.len().is_multiple_of(4)
        && bare.bytes().all(|byte| base64_value(byte).is_some() || byte == b'=');
    fine.then_some(bare)
}

fn base64_value(byte: u8) -> Option<u32> {
    Some(u32::from(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    }))
}

fn decode_base64(text: &str, bytes: &mut Vec<u8>) {
    for group in text.as_bytes().chunks(4) {
        let known = group.iter().take_while(|byte| **byte != b'=').count();
        let bits = group.iter().fold(0, |bits, byte| bits << 6 | base64_value(*byte).unwrap_or(0));
        let all = [(bits >> 16) as u8, (bits >> 8) as u8, bits as u8];
        bytes.extend(&all[..known.saturating_sub(1).min(3)]);
    }
}

/// A line without its soft line break, and whether it had one. White space behind the `=` counts for nothing.
fn soft_break(text: &str) -> (&str, bool) {
    let bare = text.trim_end_matches([' ', '\t', '\r']);
    match bare.strip_suffix('=') {
        Some(text) => (text, true),
        None => (text, false),
    }
}

/// Decodes a line; `place` is told the columns of each byte.
fn decode_quoted_printable(text: &str, bytes: &mut Vec<u8>, mut place: impl FnMut(usize, usize)) {
    let source = text.as_bytes();
    let mut at = 0;
    while at < source.len() {
        let hex = text.get(at + 1..at + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        let (byte, length) = match hex {
            Some(value) if source[at] == b'=' => (value, 3),
            _ => (source[at], 1),
        };
        bytes.push(byte);
        place(at, at + length);
        at += length;
    }
}
