//! Lines of a dialogue: replies and commands behind any prefix, and whether the protocol is SMTP.

use std::sync::LazyLock;

use super::evidence::{Level, columns, names_other_protocol, speaks_of_mail, weigh_dialogue};
use super::lexicon::is_plausible;
use super::marks::{self, Prefix};
use super::matcher::Matcher;
use super::neighbours::by_neighbours;
use super::phrases::reply_words;
use super::quoted::{Found, joins};
use super::reader::{Line, is_guidance};
use super::state::Protocol;
use super::token::{Token, tokens, tokens_from};
use super::words::{first_word, head, is_number};
use super::{CommandLine, Dialect, Form, Link, Role, State};
use crate::code::Code;
use crate::command::Command;

/// So many lines without a dialogue's line, and the next one is asked anew which protocol it is.
const PATIENCE: u8 = 40;

/// How far into a line a reply's code may stand behind timestamps and marks, in bytes.
const LONGEST_PREFIX: usize = 300;

/// Reads a line of a dialogue, if it is one. `piece` begins `at` bytes into the line.
pub fn read(line: &mut Line<'_>, state: &mut State, at: usize, piece: &str) -> bool {
    let skipped = marks::container(piece);
    let (at, piece) = (at + skipped, &piece[skipped..]);
    let reply = line.first_token(piece).and_then(|first| opening(Some((line, state)), piece, first));
    if state.data {
        return in_data(line, state, piece, reply);
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
    rest(line, state, piece);
    false
}

static SESSIONS: LazyLock<Matcher> =
    LazyLock::new(|| Matcher::new(&["ftp>", "$ ftp ", "HTTP/1.", "Name (", "telnet ", "Trying "]));

/// A line that is neither reply nor command: the dialogue may be over.
fn rest(line: &Line<'_>, state: &mut State, piece: &str) {
    state.open = 0;
    let _ = line;
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

/// The basic code that opens the line behind a prefix, with that prefix.
fn opening(near: Option<(&Line<'_>, &State)>, piece: &str, first: usize) -> Option<(Token, Prefix)> {
    let start = head(piece, LONGEST_PREFIX);
    for token in tokens_from(start, first).take(6) {
        let Code::Basic(code) = token.code else { continue };
        let right = &piece[token.end..];
        if !reply_follows(right) {
            continue;
        }
        if let Some(prefix) =
            marks::prefix(&piece[..token.start]).or_else(|| by_neighbours(near?, &piece[..token.start], code))
            && !(prefix == Prefix::Bare && (goes_on_as_sentence(right) || is_no_reply(code, right)))
        {
            return Some((token, prefix));
        }
    }
    None
}

/// A name, a count or a process id that begins a line: `247-rx.example`, `308   SMTP<< 250 ok`.
fn is_no_reply(code: u16, right: &str) -> bool {
    let text = right.trim_start();
    !(is_plausible(code) || joins_enhanced(right))
        || ["SMTP<<", "SMTP>>", "SMTP+>", "SMTP|>", "SMTP(", "LMTP<<", "LMTP>>", "LOG:"]
            .iter()
            .any(|mark| text.starts_with(mark))
}

/// Whether a line that a wrapped sentence's number begins goes on: `550 when I send mail`.
fn goes_on_as_sentence(right: &str) -> bool {
    let (word, gap) = first_word(head(right, 24));
    gap == " "
        && matches!(
            word,
            "when"
                | "if"
                | "and"
                | "or"
                | "is"
                | "was"
                | "means"
                | "because"
                | "instead"
                | "while"
                | "but"
                | "errors"
                | "replies"
                | "responses"
                | "rejections"
                | "wenn"
                | "und"
                | "oder"
                | "bedeutet"
        )
}

/// Whether what stands behind three digits lets them open a reply line: a space, a hyphen, the end.
fn reply_follows(right: &str) -> bool {
    let mut chars = right.chars();
    match chars.next() {
        None | Some('\t') => true,
        Some(' ') => {
            let rest = right.trim_start();
            // `220 221 222`, `250 | 17 | x`: columns of numbers are no replies.
            let message_count =
                ["EXISTS", "RECENT", "FETCH", "EXPUNGE"].iter().any(|word| rest.starts_with(word));
            !rest.starts_with(['|', '=', '+', '%', ';', ')'])
                && !is_elapsed(rest)
                && !message_count
                && !crate::dialects::lexicon::counts(right)
        }
        Some('-') => !is_number(&right[1..]) || joins_enhanced(right) || joins_basic(right),
        Some('\\') => right.starts_with("\\r\\n") || right.starts_with("\\n"),
        Some('\'' | '"' | ')') => true,
        // `(250, b'OK')`; a row of a table is `250,Tilburg`.
        Some(',') => chars.next().is_none_or(|c| matches!(c, ' ' | '\'' | '"')),
        Some('.') => right.starts_with(".*"),
        _ => false,
    }
}

/// Whether a time in seconds begins here, as behind the number of a captured packet: `421   0.450000 192.0.2.1`.
fn is_elapsed(rest: &str) -> bool {
    let word = rest.split(' ').next().unwrap_or("");
    let dated = word.len() == 10 && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    dated
        || word.split_once('.').is_some_and(|(seconds, fraction)| {
            !seconds.is_empty()
                && fraction.len() >= 3
                && seconds.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit())
        })
}

/// Exim repeats a code that an administrator wrote with a hyphen: `550-552-5.2.2 full`, `503-503 sender`.
fn joins_basic(right: &str) -> bool {
    tokens(head(right, 8)).next().is_some_and(|next| {
        next.start == 1 && matches!(next.code, Code::Basic(_)) && right[next.end..].starts_with([' ', '-'])
    }) && !columns(right)
}

/// Whether blanks keep the number apart from a time before it, as columns do.
fn far_from_time(left: &str) -> bool {
    left.ends_with("   ") && !left.trim().is_empty()
}

fn joins_enhanced(right: &str) -> bool {
    tokens(head(right, 16))
        .next()
        .is_some_and(|next| next.start == 1 && matches!(next.code, Code::Enhanced(_)))
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
fn in_data(line: &mut Line<'_>, state: &mut State, piece: &str, reply: Option<(Token, Prefix)>) -> bool {
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
        return read(line, state, 0, line.text);
    }
    true
}

/// The command that the line gives, where its verb begins, and whether a direction mark stands before it.
fn command(piece: &str) -> Option<(Command, usize, bool)> {
    let near = head(piece, LONGEST_PREFIX);
    let trimmed = near.trim_start_matches(|c: char| {
        matches!(c, '>' | '|' | '#' | '<' | '-' | '~' | '=' | '*' | ' ' | '\t')
    });
    let at = near.len() - trimmed.len();
    if let Some(found) = verb_at(piece, at) {
        return Some((found, at, near[..at].contains(['>', '~', '<'])));
    }
    // Every mark ends in a quote, or in a blank behind a colon or an angle bracket. Few of them stand in front
    // of a verb.
    let bytes = near.as_bytes();
    let colons = memchr::memchr3_iter(b':', b'>', b'<', bytes)
        .filter(|found| bytes.get(found + 1) == Some(&b' '))
        .map(|found| found + 2);
    let quotes = memchr::memchr2_iter(b'"', b'\'', bytes).map(|found| found + 1);
    let mut best: Option<(usize, Command, usize)> = None;
    for at in colons.chain(quotes) {
        if !bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let Some(command) = verb_at(piece, at).filter(|_| in_one_case(&bytes[at..])) else { continue };
        let rank = CLIENT_MARKS.iter().position(|mark| {
            near[..at].ends_with(mark) && near.find(mark).is_some_and(|first| first + mark.len() == at)
        });
        if let Some(rank) = rank
            && best.is_none_or(|(known, ..)| rank < known)
        {
            best = Some((rank, command, at));
        }
    }
    best.map(|(_, command, at)| (command, at, true))
}

/// What may stand in front of a command, the likeliest first.
const CLIENT_MARKS: [&str; 21] = [
    "C: ",
    "CLIENT -> SERVER: ",
    "Client: ",
    ">>> ",
    "SMTP>> ",
    "SMTP> ",
    "LMTP>> ",
    "RECEIVED: ",
    "In: ",
    "SENT: ",
    "cmd: ",
    "send: '",
    "send: \"",
    "-> \"",
    "<- \"",
    "b'",
    "> ",
    "< ",
    "--> ",
    "<-- ",
    "]: ",
];

/// Whether the word that begins here is in upper or in lower case, as verbs are and words of sentences are not.
fn in_one_case(text: &[u8]) -> bool {
    let mut word = text.iter().take_while(|byte| byte.is_ascii_alphabetic());
    let upper = word.next().is_some_and(u8::is_ascii_uppercase);
    word.all(|byte| byte.is_ascii_uppercase() == upper)
}

fn verb_at(piece: &str, at: usize) -> Option<Command> {
    let rest = piece.get(at..)?;
    let length = rest.bytes().take(9).take_while(u8::is_ascii_alphabetic).count();
    let word = &rest[..length];
    let after = &rest[word.len()..];
    let shape = after.is_empty() || after.starts_with([' ', '\\', '\'', '"', '\t']);
    if shape { Command::from_verb(word) } else { None }
}

/// Whether a command line can be nothing but SMTP's: `EHLO host`, `MAIL FROM:<...>`.
fn command_is_certain(command: Command, rest: &str) -> bool {
    let (_, parameters) = rest.split_once(' ').unwrap_or((rest, ""));
    match command {
        Command::Ehlo | Command::Helo | Command::Lhlo => {
            let (host, gap) = first_word(parameters);
            (!host.is_empty() || parameters.starts_with('['))
                && gap.len() <= 1
                && parameters.split_whitespace().count() == 1
        }
        Command::Mail => parameters.len() > 5 && parameters.as_bytes()[..5].eq_ignore_ascii_case(b"FROM:"),
        Command::Rcpt => parameters.len() > 3 && parameters.as_bytes()[..3].eq_ignore_ascii_case(b"TO:"),
        _ => false,
    }
}
