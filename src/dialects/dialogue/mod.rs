//! Lines of a dialogue: replies and commands behind any prefix, and whether the protocol is SMTP.

mod client;
mod opening;

use std::sync::LazyLock;

use client::{command, command_is_certain};
use opening::opening;

use super::evidence::{Level, columns, names_other_protocol, speaks_of_mail, weigh_dialogue};
use super::marks::{self, Prefix};
use super::matcher::Matcher;
use super::phrases::reply_words;
use super::quoted::{Found, joins};
use super::reader::{Line, is_guidance};
use super::state::Protocol;
use super::token::{Token, tokens};
use super::words::head;
use super::{CommandLine, Dialect, Form, Link, Role, State};
use crate::code::Code;
use crate::command::Command;

/// So many lines without a dialogue's line, and the next one is asked anew which protocol it is.
const PATIENCE: u8 = 40;

/// How far into a line a reply's code may stand behind timestamps and marks, in bytes.
const LONGEST_PREFIX: usize = 300;

/// Reads a line of a dialogue, if it is one. `piece` begins `at` bytes into the line.
pub fn read(line: &mut Line<'_>, state: &mut State, at: usize, piece: &str) -> bool {
    let reply = line.first_token(piece).and_then(|first| opening(Some((line, state)), piece, first));
    if state.data {
        return in_data(line, state, at, piece, reply);
    }
    if let Some((token, prefix)) = reply {
        if believe(line, state, piece, token, prefix) {
            take_reply(line, state, at, piece, token, prefix);
            return true;
        }
        return state.protocol == Protocol::Foreign;
    }
    if let Some((command, start, marked)) = command(piece)
        && (state.idle < PATIENCE || marked || command_is_certain(command, &piece[start..]))
        && state.protocol != Protocol::Foreign
    {
        if matches!(state.protocol, Protocol::Open | Protocol::Undecided)
            && command_is_certain(command, &piece[start..])
        {
            state.protocol = Protocol::Smtp;
            state.idle = 0;
        }
        if state.protocol == Protocol::Smtp {
            state.command = Some(command);
            state.both_sides = true;
            state.open = 0;
            state.idle = 0;
            let end = piece.trim_end_matches(['\'', '"', ' ']).trim_end_matches("\\r\\n").len().max(start);
            line.sink.command(CommandLine {
                command,
                start: line.offset(at + start),
                end: line.offset(at + end),
            });
        }
        return false;
    }
    rest(state, piece);
    false
}

static SESSIONS: LazyLock<Matcher> =
    LazyLock::new(|| Matcher::new(&["ftp>", "$ ftp ", "HTTP/1.", "Name (", "telnet ", "Trying "]));

/// A line that is neither reply nor command: the dialogue may be over.
fn rest(state: &mut State, piece: &str) {
    state.open = 0;
    if let Some(dialect) = marks::signature(piece) {
        state.dialect = dialect;
    }
    if state.protocol == Protocol::Open {
        return;
    }
    state.idle = state.idle.saturating_add(1);
    // Another program's session begins: what was known of the last one is void.
    if state.idle >= PATIENCE || SESSIONS.matches(piece) {
        state.end_dialogue();
    }
}

/// Whether blanks keep the number apart from a time before it, as columns do.
fn far_from_time(left: &str) -> bool {
    left.ends_with("   ") && !left.trim().is_empty()
}

/// Whether the line belongs to an SMTP dialogue. Looks at the neighbours when it is not known yet.
fn believe(line: &Line<'_>, state: &mut State, piece: &str, token: Token, prefix: Prefix) -> bool {
    if line.frame.forced.is_some() {
        state.protocol = Protocol::Smtp;
    }
    let rest = &piece[token.end..];
    // The neighbours were asked a few lines ago; only the line's own words can tell more.
    if state.protocol == Protocol::Undecided {
        state.idle = state.idle.saturating_add(1);
        if state.idle < PATIENCE / 2
            && weigh_dialogue(std::iter::once(&piece[token.start..]), |line| line) < 5
        {
            return false;
        }
    }
    // A greeting begins another session, maybe of another protocol.
    if token.code == Code::Basic(220)
        && state.command != Some(Command::Starttls)
        && !matches!(state.protocol, Protocol::Open)
    {
        let foreign = names_other_protocol(rest);
        let ours = speaks_of_mail(rest);
        if foreign || (!ours && state.protocol == Protocol::Foreign) {
            state.end_dialogue();
        } else if ours {
            state.protocol = Protocol::Smtp;
        }
    }
    match state.protocol {
        Protocol::Smtp => {
            state.idle = 0;
            true
        }
        Protocol::Foreign => {
            state.idle = 0;
            false
        }
        Protocol::Undecided | Protocol::Open => {
            let certain_mark = matches!(prefix, Prefix::Mark(dialect) if !matches!(dialect, Dialect::Dialogue | Dialect::Curl | Dialect::Swaks | Dialect::EximClient | Dialect::Msmtp));
            let before = line.before();
            let ahead = line.after();
            // A row of a table (HELP answers in columns, too) speaks for nothing.
            let row = prefix == Prefix::Bare
                && (columns(rest) || rest.starts_with("   ") || far_from_time(&piece[..token.start]))
                && token.code != Code::Basic(214);
            let own =
                if row { 0 } else { weigh_dialogue(std::iter::once(&piece[token.start..]), |line| line) };
            let written = |line: &&str| !is_guidance(line);
            let past = weigh_dialogue(before.lines().rev().filter(written).take(40), marks::payload);
            let future = weigh_dialogue(ahead.lines().filter(written).take(60), marks::payload);
            let mut weight = own * 2 + past.clamp(-20, 20) + future.clamp(-30, 30);
            if certain_mark {
                weight += 4;
            }
            // A number and any words are no reply only because the document is about mail.
            let vouched = prefix != Prefix::Bare
                || ((past > 0 || future > 0) && !rest.trim().is_empty())
                || reply_words(rest);
            if (line.frame.mail || state.mail) && vouched && !row {
                weight += if line.frame.form == Form::Lines { 2 } else { 1 };
            }
            state.protocol = if weight >= 3 {
                Protocol::Smtp
            } else if weight <= -3 {
                Protocol::Foreign
            } else {
                Protocol::Undecided
            };
            state.idle = 0;
            state.protocol == Protocol::Smtp
        }
    }
}

fn take_reply(line: &mut Line<'_>, state: &mut State, at: usize, piece: &str, token: Token, prefix: Prefix) {
    let Code::Basic(code) = token.code else { return };
    let right = &piece[token.end..];
    if let Prefix::Mark(dialect) = prefix {
        state.dialect = marks::refine(dialect, &piece[..token.start], state.dialect);
    } else if state.dialect == Dialect::None {
        state.dialect = Dialect::Dialogue;
    }
    let greeting = code == 220 && !matches!(state.command, Some(Command::Starttls)) && state.open != 220;
    if greeting {
        line.sink.session_start(line.offset(at + token.start));
        state.command = Some(Command::Connect);
        state.both_sides = false;
        if prefix == Prefix::Bare
            && !matches!(state.dialect, Dialect::Openssl | Dialect::SendmailVerbose | Dialect::JavaMail)
        {
            state.dialect = Dialect::Dialogue;
        }
    }
    let dialect = if state.dialect == Dialect::None { Dialect::Dialogue } else { state.dialect };
    // `got response code 553, with response: 553 ...`
    if prefix != Prefix::Bare && tokens(&piece[..token.start]).next().is_some() {
        line.read_quoted(state, at, &piece[..token.start], dialect, false, Level::Line);
    }
    let continues = state.open == code;
    let role = if dialect == Dialect::EximClient && piece[..token.start].contains("???") {
        Role::Expected
    } else {
        Role::Reply
    };
    let command = state.command;
    let link = if continues { Link::Continues } else { Link::Starts };
    line.emit(at, piece, Found { token, role, link }, dialect, command);
    let mut behind = token.end;
    if let Some(next) = tokens(head(right, 24)).next()
        && matches!(next.code, Code::Enhanced(_))
        && joins(&right[..next.start])
    {
        let next = Token { start: next.start + token.end, end: next.end + token.end, ..next };
        line.emit(at, piece, Found { token: next, role, link: Link::SameReply }, dialect, command);
        behind = next.end;
    }
    line.read_reply_text(at + behind, &piece[behind..], code, right.starts_with('-'), dialect, command);
    state.open = if right.starts_with('-') { code } else { 0 };
    state.wrapped = false;
    if state.open == 0 {
        match (state.command, code) {
            (Some(Command::Data), 354) | (_, 354) => {
                state.command = Some(Command::EndOfData);
                state.data = state.both_sides && data_follows(line, piece, token);
            }
            (Some(Command::Auth), 334) | (_, 334) => state.command = Some(Command::Auth),
            (Some(Command::Rcpt | Command::Mail), _) => {}
            (_, 221 | 421) => state.command = None,
            _ => {}
        }
    }
}

/// Whether the message's lines stand in the text after a 354: a lone dot comes.
fn data_follows(line: &Line<'_>, piece: &str, token: Token) -> bool {
    let marked = !piece[..token.start].trim().is_empty();
    for next in line.after().lines() {
        let bare = marks::payload(next).trim_end();
        if bare == "." || bare.ends_with(" .") && bare.len() < 12 {
            return true;
        }
        // In a marked transcript the server's next line ends the data.
        if marked && opening(None, next, 0).is_some() {
            return false;
        }
    }
    line.after().len() >= super::LOOKAROUND - 4
}

/// A line of message data: nothing is a reply, but for a marked line of the server.
fn in_data(
    line: &mut Line<'_>,
    state: &mut State,
    at: usize,
    piece: &str,
    reply: Option<(Token, Prefix)>,
) -> bool {
    let bare = marks::payload(piece).trim_end();
    if bare == "." || (bare.ends_with(" .") && bare.len() < 12) {
        state.data = false;
        state.idle = 0;
        return true;
    }
    if let Some((_, Prefix::Mark(mark))) = reply
        && mark == state.dialect
    {
        state.data = false;
        return read(line, state, at, piece);
    }
    true
}
