//! The scanner: it takes the lines of a text to the reader of the document's form.

use super::decoded::{Decoded, Mapped};
use super::evidence::{Level, from_other_program, names_other_protocol, speaks_of_mail};
use super::quoted::{self, Found, Reading};
use super::state::Protocol;
use super::token::tokens;
use super::words::{head, tail};
use super::{Dialect, Form, Frame, LOOKAROUND, Link, Occurrence, Role, Sink, State};
use super::{answered, config, dialogue, json, log, mail, marks, prose, sentence, table};
use crate::command::Command;

/// One line with its surroundings.
pub(super) struct Line<'a> {
    pub frame: &'a Frame,
    window: &'a str,
    /// The line without its end, and without what a collector of logs put in front.
    pub text: &'a str,
    /// Where `text` begins in the window.
    start: usize,
    /// How many bytes of the line stand before `text`.
    margin: usize,
    /// Where the line ends in the window, its end included.
    next: usize,
    /// Where the scanned text begins in the window.
    base: usize,
    /// Where the first number with the shape of a code stands in the whole line, once that was asked.
    first: Option<Option<usize>>,
    pub sink: &'a mut dyn Sink,
}

/// Scans the lines of `window[from..to]` and gives their findings to `sink`, with offsets from `from`.
///
/// `from` and `to` are at line starts (or the text's end). `window` holds up to [`LOOKAROUND`] bytes of
/// the document before `from` and after `to`, or less where the document begins or ends there; it may hold
/// more: no line's result depends on more than that. Lines end at LF, CRLF or CR. `state` is the state on
/// entering; the state on leaving is answered.
pub fn scan(
    frame: &Frame,
    window: &str,
    from: usize,
    to: usize,
    mut state: State,
    sink: &mut dyn Sink,
) -> State {
    if frame.forced == Some(Dialect::None) {
        return state;
    }
    let bytes = window.as_bytes();
    let mut start = from;
    while start < to {
        let length = memchr::memchr2(b'\n', b'\r', &bytes[start..to]).unwrap_or(to - start);
        let end = start + length;
        let next = match bytes.get(end) {
            Some(b'\r') if bytes.get(end + 1) == Some(&b'\n') => end + 2,
            Some(_) if end < to => end + 1,
            _ => end,
        };
        let margin = match frame.form {
            Form::Lines | Form::Prose | Form::Mail => marks::container(&window[start..end]),
            _ => 0,
        };
        let mut line = Line {
            frame,
            window,
            text: &window[start + margin..end],
            start: start + margin,
            margin,
            next,
            base: from,
            first: None,
            sink,
        };
        line.read(&mut state);
        start = next.max(start + 1);
    }
    state
}

impl<'a> Line<'a> {
    fn read(&mut self, state: &mut State) {
        if is_guidance(self.text) {
            return;
        }
        match self.frame.form {
            Form::Lines => {
                if !table::read_row(self, state) {
                    self.read_text(state, 0, self.text, Dialect::None);
                }
            }
            Form::Code => self.read_text(state, 0, self.text, Dialect::None),
            Form::Mail => mail::read(self, state),
            Form::Json => json::read(self, state),
            Form::Table => table::read(self, state),
            Form::Config(dialect) => config::read(self, state, dialect),
            Form::Prose => prose::read(self, state),
        }
    }

    /// Reads a line of text, or a part of one that begins `at` bytes into it: a line of a dialogue, else
    /// one that may quote replies.
    pub fn read_text(&mut self, state: &mut State, at: usize, piece: &str, dialect: Dialect) {
        if self.frame.form != Form::Code && dialogue::read(self, state, at, piece) {
            return;
        }
        self.read_quoted(state, at, piece, dialect, self.frame.form == Form::Prose, Level::Unknown);
    }

    /// Finds the replies and codes that `piece` quotes. `dialect` names the finder, [`Dialect::None`] lets
    /// the line decide.
    pub fn read_quoted(
        &mut self,
        state: &mut State,
        at: usize,
        piece: &str,
        dialect: Dialect,
        prose: bool,
        least: Level,
    ) {
        let Some(from) = self.first_token(piece) else {
            state.wrapped = false;
            return;
        };
        let document = self.frame.mail || state.mail;
        // In the middle of a dialogue every line is about mail: exceptions, traces, summaries.
        let talking = state.protocol == Protocol::Smtp && state.idle < 8;
        let level = if talking {
            Level::Line
        } else if document {
            Level::Document.max(least)
        } else {
            least
        };
        let reading = Reading {
            from,
            level,
            prose: prose || matches!(self.frame.form, Form::Lines | Form::Mail),
            versions: self.frame.versions,
            setting: match self.frame.form {
                Form::Config(_) => true,
                // Pages show settings, and lines of logs, which have fields and no settings.
                Form::Prose => !sentence::begins_with_time(piece),
                _ => false,
            },
            page: self.frame.form == Form::Prose,
            wrapped: state.wrapped,
            reply: None,
            multi_line: false,
            wraps: false,
        };
        let mut line_level = None;
        let mut found = Vec::new();
        let whole = self.text;
        let left_over = quoted::find(
            piece,
            reading,
            || {
                let near = surroundings(whole, at, piece);
                let ours = speaks_of_mail(near) || (document && log::dialect_of(near) != Dialect::MailLog);
                let level = if ours && !names_other_protocol(near) { Level::Line } else { Level::Unknown };
                line_level = Some(level);
                level
            },
            |one| found.push(one),
        );
        if line_level == Some(Level::Line) {
            state.mail = true;
        }
        state.wrapped = false;
        if !found.is_empty() && !log::names_program(whole) && from_other_program(whole) {
            return;
        }
        // The log line of a web server holds statuses; a reply that it quotes has its text.
        if (matches!(self.frame.form, Form::Lines | Form::Mail) || state.fence)
            && !found.is_empty()
            && names_other_protocol(surroundings(whole, at, piece))
        {
            found.retain(|one| one.role == Role::Quoted);
        }
        if left_over
            && reading.prose
            && at == 0
            && (!talking || is_sentence(piece))
            && level >= Level::Document
        {
            self.read_sentences(piece, &mut found);
        }
        let Some(last) = found.last() else { return };
        state.wrapped = last.token.code.basic().is_some()
            && last.role == Role::Quoted
            && piece[last.token.end..].trim().is_empty();
        let dialect = match dialect {
            Dialect::None if prose => Dialect::Prose,
            Dialect::None => match log::dialect_of(surroundings(whole, at, piece)) {
                Dialect::MailLog if found.iter().all(|one| one.role == Role::Mention) => Dialect::Prose,
                named => named,
            },
            other => other,
        };
        let mut answers = answered::Answers::new(piece);
        for one in found {
            let command = match one.link {
                Link::Starts => answers.at(one.token.start),
                _ => None,
            };
            self.emit(at, piece, one, dialect, command);
        }
    }

    /// Finds codes of sentences whose noun stands on the line before or after, or that keep the company of
    /// other codes.
    fn read_sentences(&self, piece: &str, found: &mut Vec<Found>) {
        if piece.len() > LOOKAROUND {
            return;
        }
        let past = || self.before().lines().next_back().unwrap_or("");
        let coming = || self.after().lines().next().unwrap_or("");
        for _ in 0..2 {
            let before = found.len();
            for token in tokens(piece) {
                if found.iter().any(|one| one.token.start <= token.start && token.start < one.token.end)
                    || !(quoted::may_be_spoken(piece, token) || quoted::may_be_many(piece, token))
                {
                    continue;
                }
                let across = (piece.len() <= sentence::LONGEST_LINE && quoted::may_be_spoken(piece, token))
                    .then(|| sentence::across(piece, token, past, coming))
                    .flatten();
                let verdict = across.or_else(|| {
                    let remark = piece.trim_start().starts_with(['#', ';', '/']);
                    let settings = matches!(self.frame.form, Form::Config(_) | Form::Code);
                    if settings && !remark && !is_sentence(piece) {
                        return None;
                    }
                    let places: Vec<_> = found.iter().map(|one| (one.token.start, one.token.end)).collect();
                    sentence::in_company(piece, token, &places, || [past(), coming()])
                });
                if let Some((role, link, _)) = verdict {
                    found.push(Found { token, role, link });
                    found.sort_by_key(|one| one.token.start);
                }
            }
            // A code that was found keeps others company, in front of it as well.
            if found.len() == before {
                break;
            }
        }
    }

    /// Finds the replies that the text of a reply quotes (`piece` is all behind its codes).
    pub fn read_reply_text(
        &mut self,
        at: usize,
        piece: &str,
        basic: u16,
        multi_line: bool,
        dialect: Dialect,
        command: Option<Command>,
    ) {
        let reading = Reading {
            from: 0,
            level: Level::Reply,
            prose: false,
            setting: false,
            page: false,
            versions: false,
            wrapped: false,
            reply: Some(basic),
            multi_line,
            wraps: false,
        };
        let mut found = Vec::new();
        quoted::find(piece, reading, || Level::Reply, |one| found.push(one));
        for one in found {
            self.emit(at, piece, one, dialect, command);
        }
    }

    /// Where the first number with the shape of a code begins in `piece`.
    pub fn first_token(&mut self, piece: &str) -> Option<usize> {
        let whole = std::ptr::eq(piece, self.text);
        if let Some(first) = self.first
            && whole
        {
            return first;
        }
        let first = tokens(piece).next().map(|token| token.start);
        if whole {
            self.first = Some(first);
        }
        first
    }

    /// Hands a code on. `at` is where `piece` begins in the line.
    pub fn emit(&mut self, at: usize, piece: &str, one: Found, dialect: Dialect, command: Option<Command>) {
        let text_end = answered::text_end(piece, one.token.start).max(one.token.end);
        let origin = self.start - self.base + at;
        self.sink.occurrence(Occurrence {
            start: (origin + one.token.start) as u32,
            text_end: (origin + text_end) as u32,
            len: (one.token.end - one.token.start).min(255) as u8,
            code: one.token.code,
            role: one.role,
            link: one.link,
            dialect,
            command,
        });
    }

    /// Hands a code on that [`super::decoded`] text holds, line by line, to `read`. `at` is where the encoded
    /// text begins in this line; `frame` says what is known of the inner text.
    pub fn read_inner(
        &mut self,
        frame: &Frame,
        at: usize,
        decoded: &Decoded<'_>,
        dialect: Dialect,
        mut read: impl FnMut(&mut Line<'_>),
    ) {
        let origin = self.offset(at);
        let mut sink = Mapped { sink: &mut *self.sink, decoded, origin, dialect };
        read_lines(frame, decoded.text(), &mut sink, &mut read);
    }

    /// The place of a byte of the line, as occurrences have it.
    pub fn offset(&self, at: usize) -> u32 {
        (self.start - self.base + at) as u32
    }

    /// Up to `limit` bytes (at most [`LOOKAROUND`] of them before the line) that stand before byte `at`.
    pub fn left(&self, at: usize, limit: usize) -> &'a str {
        let end = self.start + at;
        let mut from = end.saturating_sub(limit).max(self.start.saturating_sub(LOOKAROUND));
        while !self.window.is_char_boundary(from) {
            from += 1;
        }
        &self.window[from..end]
    }

    /// Up to `limit` bytes (at most [`LOOKAROUND`] of them behind the line) that stand from byte `at` on.
    pub fn right(&self, at: usize, limit: usize) -> &'a str {
        let from = self.start + at;
        let last = (self.next + LOOKAROUND).min(self.window.len());
        head(&self.window[from..], limit.min(last.saturating_sub(from)))
    }

    /// Up to [`LOOKAROUND`] bytes of whole lines before this one.
    pub fn before(&self) -> &'a str {
        let begin = self.start - self.margin;
        let text = tail(&self.window[..begin], LOOKAROUND);
        if text.len() < begin { text.split_once(['\n', '\r']).map_or("", |(_, rest)| rest) } else { text }
    }

    /// Up to [`LOOKAROUND`] bytes after this line; the last line may be cut.
    pub fn after(&self) -> &'a str {
        head(&self.window[self.next.min(self.window.len())..], LOOKAROUND)
    }
}

/// Takes the lines of a text that stands for itself to `read`.
pub(super) fn read_lines(
    frame: &Frame,
    window: &str,
    sink: &mut dyn Sink,
    read: &mut dyn FnMut(&mut Line<'_>),
) {
    let bytes = window.as_bytes();
    let mut start = 0;
    while start < window.len() {
        let end = memchr::memchr2(b'\n', b'\r', &bytes[start..]).map_or(window.len(), |at| start + at);
        let next = match bytes.get(end) {
            Some(b'\r') if bytes.get(end + 1) == Some(&b'\n') => end + 2,
            Some(_) => end + 1,
            None => end,
        };
        let text = &window[start..end];
        read(&mut Line {
            frame,
            window,
            text,
            start,
            margin: 0,
            next,
            base: 0,
            first: None,
            sink: &mut *sink,
        });
        start = next.max(start + 1);
    }
}

/// The part of a line that says what it is about: all of it, or the neighbourhood in a very long line.
fn surroundings<'a>(whole: &'a str, at: usize, piece: &str) -> &'a str {
    if whole.len() <= LOOKAROUND {
        return whole;
    }
    let mut from = at.saturating_sub(LOOKAROUND / 2).min(whole.len());
    while !whole.is_char_boundary(from) {
        from -= 1;
    }
    head(&whole[from..], LOOKAROUND.max(piece.len().min(2 * LOOKAROUND)))
}

/// Whether a line amid a dialogue reads like one of a text round it.
fn is_sentence(piece: &str) -> bool {
    piece.split_ascii_whitespace().filter(|word| word.chars().all(|c| c.is_alphabetic())).take(5).count() == 5
}

/// Our own comment lines are never read.
pub(super) fn is_guidance(line: &str) -> bool {
    let rest = line.trim_start_matches(['\u{feff}', ' ', '\t']);
    let rest = rest
        .strip_prefix("dnl")
        .or_else(|| rest.strip_prefix(['#', '>', ';']))
        .or_else(|| rest.strip_prefix("//"));
    rest.is_some_and(|rest| rest.trim_start().starts_with("smtp-lsp:") && !rest.contains("dialect="))
}
