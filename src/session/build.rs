//! Builds sessions from what the scanner sees.

use std::collections::VecDeque;

use crate::code::Code;
use crate::command::Command;
use crate::dialects::{Link, Occurrence, Role};
use crate::document::Document;
use crate::session::seen::{Log, Seen};
use crate::session::{Answer, AnswerLine, Exchange, Sent, Session, user};

/// How many lines before a line the beginning of its session is looked for.
const REACH: usize = 1024;

/// How many lines after a line its session is followed, so that the next question needs no other scan.
const AHEAD: usize = 256;

/// How many lines before and after a line belong to its session where no reply is near.
const COMMANDS_ONLY: usize = 16;

/// How many lines after a line must have been read for its reply to be whole.
const MARGIN: usize = 64;

/// A session keeps no more exchanges than this: who tries more is no case for explanations.
const EXCHANGES: usize = 512;

/// The longest command that is kept, in bytes. RFC 5321 section 4.5.3.1.4 permits 512 and extensions more.
const COMMAND: usize = 2048;

/// The sessions of a document, built when they are asked for. Those of the last window are remembered, since
/// features ask for many places of the same.
pub struct Sessions<'d> {
    document: &'d Document,
    window: Window,
}

/// The sessions of some lines.
#[derive(Default)]
struct Window {
    sessions: Vec<Session>,
    /// The line up to which was read.
    end: usize,
    /// Whether that is far enough for other lines, too.
    wide: bool,
}

impl<'d> Sessions<'d> {
    /// Builds nothing yet.
    pub fn new(document: &'d Document) -> Self {
        Sessions { document, window: Window::default() }
    }

    /// The session that a line (0-based) belongs to; `None` where there is no dialogue.
    pub fn around(&mut self, line: usize) -> Option<&Session> {
        let known = &self.window;
        let whole = known.wide && (line + MARGIN <= known.end || known.end == self.document.line_count());
        if !whole || !known.sessions.iter().any(|session| session.lines.contains(&line)) {
            self.window = build(self.document, line);
        }
        let session = self.window.sessions.iter().find(|session| session.lines.contains(&line))?;
        (!session.exchanges.is_empty()).then_some(session)
    }
}

/// All sessions of a document in the order of the text, each given to `take` as soon as it ends, so that no
/// more than one is in memory. `go_on` is asked now and then; where it says no, the rest is left out.
pub fn each_session(document: &Document, go_on: &dyn Fn() -> bool, take: &mut dyn FnMut(Session)) {
    let mut builder = Builder::new(document, 0);
    let shown = |session: &Session| !session.exchanges.is_empty();
    for section in document.sections() {
        if !go_on() {
            return;
        }
        if section.has_commands() || section.has_role(Role::Reply) {
            let mut log = Log::default();
            builder.base = document.scan_lines(section.lines(), &mut log).start;
            log.0.iter().for_each(|seen| builder.take(seen));
            builder.done.drain(..).filter(shown).for_each(&mut *take);
        }
    }
    let end = document.line_count();
    builder.finish(end).into_iter().filter(shown).for_each(take);
}

/// The sessions of the lines round `line` without those that end before it. What is found hangs on the
/// text only, and not on the line, as far as the beginning of the session is within reach: all that is known
/// of a line begins where the scanner last saw a session start.
fn build(document: &Document, line: usize) -> Window {
    let replies = document.has_role(Role::Reply, line.saturating_sub(REACH)..line.saturating_add(AHEAD));
    // Where no server speaks there are some commands at most, and a log has a great many lines to look at.
    let (most, ahead) = if replies { (REACH, AHEAD) } else { (COMMANDS_ONLY, COMMANDS_ONLY) };
    let end = (line + ahead).min(document.line_count());
    if !replies && !document.has_commands_near(line.saturating_sub(most)..end) {
        // Nobody speaks. A line may be all of a log, and is not scanned again for nothing.
        return Window { sessions: Vec::new(), end, wide: false };
    }
    let mut reach = most.min(128);
    loop {
        let start = line.saturating_sub(reach);
        let mut log = Log::default();
        let scanned = document.scan_lines(start..end, &mut log);
        let first = log.last_start(document, scanned.start, line);
        if first.is_none() && scanned.start > 0 && reach < most {
            reach *= 8;
            continue;
        }
        let mut builder = Builder::new(document, scanned.start);
        if let Some(Seen::Start(at)) = first.map(|first| &log.0[first]) {
            let line = builder.place(*at).0;
            builder.session.lines = line..line;
        }
        log.0[first.unwrap_or(0)..].iter().for_each(|seen| builder.take(seen));
        let sessions = builder.finish(end);
        let found = sessions.iter().position(|session| session.lines.contains(&line));
        let sessions = sessions.into_iter().skip(found.unwrap_or(usize::MAX)).collect();
        return Window { sessions, end, wide: replies };
    }
}

/// Where a reply code stands. Columns are bytes in the line.
struct Place {
    line: usize,
    start: usize,
    end: usize,
    text_end: usize,
}

/// Puts commands and replies together, line after line.
struct Builder<'d> {
    document: &'d Document,
    /// The byte of the document that offsets count from.
    base: usize,
    done: Vec<Session>,
    session: Session,
    /// Commands that wait for their replies, in order: a client may send several (RFC 2920).
    pending: VecDeque<Sent>,
    /// The exchange whose reply was read last, to add further lines to it.
    open: Option<usize>,
}

impl<'d> Builder<'d> {
    fn new(document: &'d Document, base: usize) -> Self {
        let start = document.text().line_of(base);
        let session = Session { lines: start..start, from_start: base == 0, ..Session::default() };
        Builder { document, base, done: Vec::new(), session, pending: VecDeque::new(), open: None }
    }

    fn take(&mut self, seen: &Seen) {
        match seen {
            Seen::Start(at) => {
                let line = self.place(*at).0;
                self.begin(line);
            }
            Seen::Command(line) => {
                let (number, start) = self.place(line.start);
                self.command(line.command, number, start, start + (line.end - line.start) as usize);
            }
            Seen::Reply(occurrence) => self.reply(occurrence),
        }
    }

    /// Line and column of an offset.
    fn place(&self, offset: u32) -> (usize, usize) {
        let byte = self.base + offset as usize;
        let line = self.document.text().line_of(byte);
        (line, byte - self.document.text().line_start(line))
    }

    /// Closes the session before `line` and begins another.
    fn begin(&mut self, line: usize) {
        if self.session.exchanges.is_empty() && self.pending.is_empty() {
            self.session.from_start = true;
            return;
        }
        let next = Session { lines: line..line, from_start: true, ..Session::default() };
        let mut done = std::mem::replace(&mut self.session, next);
        close(&mut done, &mut self.pending, line);
        self.done.push(done);
        self.open = None;
    }

    fn command(&mut self, command: Command, line: usize, start: usize, end: usize) {
        self.note_tls(line, start);
        if self.pending.len() >= EXCHANGES {
            return;
        }
        let content = self.document.line(line);
        let text = content.get(start..end.min(content.len())).unwrap_or("");
        let cut = (0..=text.len().min(COMMAND)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let sent = Sent { command, line, start, end, text: text[..cut].to_owned() };
        if !is_well_formed(&sent) {
            return;
        }
        if command == Command::Auth {
            self.session.users.extend(user::of_command(&sent));
        }
        // Some programs log each command when they read it and again when they take it up.
        if let Some(last) = self.pending.back_mut()
            && last.text == sent.text
            && last.line + 1 == line
        {
            *last = sent;
        } else {
            self.pending.push_back(sent);
        }
        self.open = None;
    }

    fn reply(&mut self, occurrence: &Occurrence) {
        let (line, start) = self.place(occurrence.start);
        let place = Place {
            line,
            start,
            end: start + usize::from(occurrence.len),
            text_end: start + (occurrence.text_end - occurrence.start) as usize,
        };
        match (occurrence.link, occurrence.code) {
            (Link::SameReply, Code::Enhanced(enhanced)) => {
                if let Some(answer) = self.open_answer() {
                    answer.enhanced.get_or_insert(enhanced);
                }
            }
            (Link::Continues, Code::Basic(_)) if self.open.is_some() => {
                let line = self.answer_line(&place);
                if let Some(answer) = self.open_answer() {
                    answer.lines.push(line);
                }
            }
            (_, Code::Basic(code)) => self.answered(code, occurrence.command, &place),
            // An enhanced code on its own opens no reply of a dialogue.
            (_, Code::Enhanced(_)) => {}
        }
    }

    /// A reply begins. `hint` is the command that the scanner takes it to answer.
    fn answered(&mut self, basic: u16, hint: Option<Command>, place: &Place) {
        let connected =
            hint == Some(Command::Connect) || (self.pending.is_empty() && self.connection_shown(place.line));
        if connected && self.session.exchanges.iter().any(|known| known.answer.is_some()) {
            self.begin(place.line);
        }
        self.note_tls(place.line, place.start);
        if self.session.exchanges.len() >= EXCHANGES {
            self.open = None;
            return;
        }
        let answer = Answer { basic, enhanced: None, lines: vec![self.answer_line(place)] };
        if basic == 334 {
            let reply = self.document.line(place.line + 1);
            self.session.users.extend(user::of_answer(&answer.lines[0].text, place.line + 1, &reply));
        }
        let awaited = self.awaited();
        let greeting = awaited.is_none() && self.is_greeting(basic, connected);
        let sent = match awaited {
            // Only the command that the state of the session asks for may stand first in the queue.
            Some(command) => self.pop_if(command),
            None if greeting => None,
            None => self.next_sent(basic),
        };
        let commands_shown = self.session.exchanges.iter().any(|known| known.sent.is_some());
        let command = match &sent {
            Some(sent) => Some(sent.command),
            None if greeting => Some(Command::Connect),
            // With commands shown and none waiting, nothing was asked.
            None if commands_shown => awaited,
            None => awaited.or(hint),
        };
        self.session.exchanges.push(Exchange { sent, command, answer: Some(answer) });
        self.open = Some(self.session.exchanges.len() - 1);
    }

    /// What the reply before demands: after 354 the next one decides over the message (in LMTP one a
    /// recipient, RFC 2033 section 4.2), after 334 the next one belongs to the same AUTH.
    fn awaited(&self) -> Option<Command> {
        let exchanges = &self.session.exchanges;
        let before = exchanges.last()?;
        match before.answer.as_ref()?.basic {
            354 => return Some(Command::EndOfData),
            334 => return Some(Command::Auth),
            _ => {}
        }
        let lmtp = || exchanges.iter().any(|exchange| exchange.command == Some(Command::Lhlo));
        if before.command != Some(Command::EndOfData) || !lmtp() {
            return None;
        }
        let since = exchanges.iter().rposition(|exchange| exchange.command == Some(Command::Mail))?;
        let count = |command| {
            let transaction = exchanges[since..].iter();
            transaction
                .filter(|known| {
                    known.command == Some(command) && (known.succeeded() || command != Command::Rcpt)
                })
                .count()
        };
        (count(Command::EndOfData) < count(Command::Rcpt)).then_some(Command::EndOfData)
    }

    /// Whether the lines before tell of a connection being opened, as most clients' transcripts do.
    fn connection_shown(&self, line: usize) -> bool {
        (line.saturating_sub(4)..line).rev().any(|before| {
            let content = self.document.line(before);
            let start = content.trim_start_matches(['=', '*', ' ', '\t', '#', '<', '>', '-']);
            [
                "Connected to",
                "Trying ",
                "Connecting to",
                "CONNECTED(",
                "Escape character",
                "connect:",
                "Connection to",
            ]
            .iter()
            .any(|sign| start.starts_with(sign))
        })
    }

    /// Whether a reply is the greeting: a 220 that no command can have asked for, or the first one after a
    /// connection is said to be opened.
    fn is_greeting(&self, basic: u16, connected: bool) -> bool {
        let first = self.session.exchanges.iter().all(|exchange| exchange.answer.is_none());
        // Some programs print the greeting after the EHLO that they sent at once.
        let early = |sent: &Sent| matches!(sent.command, Command::Ehlo | Command::Helo | Command::Lhlo);
        let asked = self.pending.front().is_some_and(|sent| !early(sent));
        first && !asked && (basic == 220 || connected)
    }

    fn answer_line(&self, place: &Place) -> AnswerLine {
        let content = self.document.line(place.line);
        let text_end = place.text_end.min(content.len());
        // The separator is one byte: a hyphen where the reply goes on, else a blank (RFC 5321 section 4.2.1).
        let separated = content.as_bytes().get(place.end).is_some_and(|b| matches!(b, b'-' | b' ' | b'\t'));
        let text_start = (place.end + usize::from(separated)).min(text_end);
        let text = content.get(text_start..text_end).unwrap_or("").to_owned();
        AnswerLine { line: place.line, start: place.start, text_start, text }
    }

    /// The command that a reply answers: the first one waiting, unless the code answers another command only.
    /// Commands before that one have lost their replies.
    fn next_sent(&mut self, basic: u16) -> Option<Sent> {
        let fits = |sent: &Sent| match basic {
            354 => matches!(sent.command, Command::Data | Command::Burl | Command::Bdat),
            334 | 235 | 535 => sent.command == Command::Auth,
            221 => sent.command == Command::Quit,
            220 => matches!(sent.command, Command::Starttls | Command::Xclient),
            _ => true,
        };
        let lost = self.pending.iter().position(fits).unwrap_or(0);
        for sent in self.pending.drain(..lost) {
            self.session.exchanges.push(Exchange {
                command: Some(sent.command),
                sent: Some(sent),
                answer: None,
            });
        }
        self.pending.pop_front()
    }

    /// The first waiting command, if it is this one.
    fn pop_if(&mut self, command: Command) -> Option<Sent> {
        if self.pending.front()?.command == command { self.pending.pop_front() } else { None }
    }

    fn open_answer(&mut self) -> Option<&mut Answer> {
        self.session.exchanges.get_mut(self.open?)?.answer.as_mut()
    }

    /// swaks writes `~>` and `<~` for `->` and `<-` as soon as TLS is active.
    fn note_tls(&mut self, line: usize, start: usize) {
        if self.session.tls_mark.is_none() {
            let content = self.document.line(line);
            let prefix = content.get(..start.min(content.len())).unwrap_or("").trim_end();
            if prefix.ends_with("~>") || prefix.ends_with("<~") || prefix.ends_with("<~*") {
                self.session.tls_mark = Some(line);
            }
        }
    }

    fn finish(mut self, end: usize) -> Vec<Session> {
        close(&mut self.session, &mut self.pending, end);
        self.done.push(self.session);
        self.done
    }
}

/// Whether a line that begins like a command is one, maybe with a faulty address. "RCPT failed" and
/// "send attr" are messages of programs.
fn is_well_formed(sent: &Sent) -> bool {
    let keyword = match sent.command {
        Command::Mail | Command::Send => "FROM",
        Command::Rcpt => "TO",
        _ => return true,
    };
    let rest = sent.parameters();
    let named = rest.get(..keyword.len()).is_some_and(|start| start.eq_ignore_ascii_case(keyword));
    named || (rest.is_empty() && sent.command != Command::Send)
}

/// Ends a session before `line`; commands without a reply come last.
fn close(session: &mut Session, pending: &mut VecDeque<Sent>, line: usize) {
    session.lines.end = line.max(session.lines.start);
    session.exchanges.extend(pending.drain(..).map(|sent| Exchange {
        command: Some(sent.command),
        sent: Some(sent),
        answer: None,
    }));
}
