//! What the words of a document are, for colouring.

use std::ops::Range;

use crate::code::{Class, Code};
use crate::command::Command;
use crate::dialects::{CommandLine, Family, Link, Occurrence, Role, Sink};
use crate::document::{Document, Placed};
use crate::features::cancel::Cancel;
use crate::features::surroundings::log::queue_id_at;
use crate::features::symbols::families;
use crate::features::trail::{address_at, head};
use crate::session::Keyword;

/// So many tokens are answered at most: those of longer texts are asked for range by range.
pub const MOST: usize = 50_000;

/// A line has no more addresses than this.
const ADDRESSES: usize = 64;

/// What a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The mark of who speaks: `->`, `S:`.
    Direction,
    /// The verb of a command.
    Command,
    /// A basic code.
    Code(Class),
    /// An enhanced status code.
    Enhanced(Class),
    /// An extension that a server offers.
    Keyword,
    /// A mail address.
    Address,
    /// The queue id of a log line.
    QueueId,
    /// What a server says behind its codes.
    Comment,
}

/// A word. The line counts from 0; columns are bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The line.
    pub line: usize,
    /// The columns; tokens of a line do not overlap.
    pub columns: Range<usize>,
    /// What it is.
    pub kind: Kind,
}

/// The tokens of some lines in the order of the text, at most [`MOST`].
pub fn tokens(document: &Document, lines: Range<usize>, cancel: &Cancel) -> Vec<Token> {
    let families = families(document);
    let (dialogue, log) = (families.contains(&Family::Transcript), families.contains(&Family::Log));
    let mut tokens = Vec::new();
    for section in document.sections() {
        let section = section.lines();
        let here = section.start.max(lines.start)..section.end.min(lines.end);
        if here.is_empty() {
            continue;
        }
        if cancel.is_cancelled() || tokens.len() >= MOST {
            break;
        }
        let codes = document.occurrences_in(here.clone());
        if codes.is_empty() && !log && !dialogue {
            continue;
        }
        let commands = if dialogue { commands(document, here.clone()) } else { Vec::new() };
        let (mut codes, mut commands) = (codes.as_slice(), commands.as_slice());
        for line in here {
            let (own, later) = codes.split_at(codes.partition_point(|code| code.line <= line));
            codes = later;
            let (sent, later) = commands.split_at(commands.partition_point(|sent| sent.line <= line));
            commands = later;
            if log || !own.is_empty() || !sent.is_empty() {
                on_line(document, line, own, sent, log, &mut tokens);
            }
        }
    }
    tokens.truncate(MOST);
    tokens
}

/// A command at its place.
struct Verb {
    line: usize,
    columns: Range<usize>,
}

/// The commands on some lines.
fn commands(document: &Document, lines: Range<usize>) -> Vec<Verb> {
    #[derive(Default)]
    struct Commands(Vec<CommandLine>);
    impl Sink for Commands {
        fn occurrence(&mut self, _: Occurrence) {}
        fn command(&mut self, line: CommandLine) {
            self.0.push(line);
        }
    }
    let mut found = Commands::default();
    let start = document.scan_lines(lines, &mut found).start;
    let text = document.text();
    let verb = |sent: &CommandLine| {
        let byte = start + sent.start as usize;
        let line = text.line_of(byte);
        let from = byte - text.line_start(line);
        let content = text.line(line);
        let length = content.get(from..)?.bytes().take_while(u8::is_ascii_alphabetic).count();
        Some(Verb { line, columns: from..from + length })
    };
    found.0.iter().filter_map(verb).collect()
}

fn on_line(
    document: &Document,
    line: usize,
    codes: &[Placed],
    sent: &[Verb],
    log: bool,
    tokens: &mut Vec<Token>,
) {
    let content = document.line(line);
    let content = head(&content);
    let mut words: Vec<(Range<usize>, Kind)> = Vec::new();
    for code in codes {
        let kind = match code.code {
            Code::Basic(_) => Kind::Code(code.code.class()),
            Code::Enhanced(_) => Kind::Enhanced(code.code.class()),
        };
        words.push((code.start..code.end, kind));
        if code.role == Role::Reply && code.code.basic().is_some() {
            words.extend(direction(content, code.start));
            words.extend(keyword(content, code));
        }
    }
    for verb in sent {
        words.push((verb.columns.clone(), Kind::Command));
        words.extend(direction(content, verb.columns.start));
    }
    if log {
        words.extend(queue_id_at(content).map(|at| (at, Kind::QueueId)));
    }
    if log || !codes.is_empty() || !sent.is_empty() {
        let signs = memchr::memchr_iter(b'@', content.as_bytes()).take(ADDRESSES);
        words.extend(signs.filter_map(|at| Some((address_at(content, at)?, Kind::Address))));
    }
    let limit = content.len();
    words.retain(|(columns, _)| columns.end <= limit && !columns.is_empty());
    words.sort_by_key(|(columns, kind)| (columns.start, *kind == Kind::Address));
    let mut end = 0;
    words.retain(|(columns, _)| {
        let free = columns.start >= end;
        end = if free { columns.end } else { end };
        free
    });
    comments(content, codes, &mut words);
    tokens.extend(words.into_iter().map(|(columns, kind)| Token { line, columns, kind }));
}

/// What stands behind the codes of a reply and is nothing else, as comments.
fn comments(content: &str, codes: &[Placed], words: &mut Vec<(Range<usize>, Kind)>) {
    let mut pieces = Vec::new();
    for (index, code) in codes.iter().enumerate() {
        // What stands behind a field or a setting is not a server's.
        if !matches!(code.role, Role::Reply | Role::Quoted) {
            continue;
        }
        // The text begins behind the last code of the reply on this line.
        let end = codes.get(index + 1).map_or(code.text_end, |next| code.text_end.min(next.start));
        let end = end.min(content.len());
        let mut at = code.end;
        let inside = words.iter().map(|(columns, _)| columns.clone());
        let inside: Vec<_> =
            inside.filter(|columns| columns.start >= code.end && columns.start < end).collect();
        for stop in inside.into_iter().chain(std::iter::once(end..end)) {
            pieces.extend(trimmed(content, at..stop.start));
            at = at.max(stop.end);
        }
    }
    words.extend(pieces.into_iter().map(|columns| (columns, Kind::Comment)));
    words.sort_by_key(|(columns, _)| columns.start);
    words.dedup_by(|next, before| next.0.start < before.0.end);
}

fn trimmed(content: &str, columns: Range<usize>) -> Option<Range<usize>> {
    let piece = content.get(columns.clone())?;
    let cut = |c: char| c.is_whitespace() || "-'\"()<>,:;".contains(c);
    let start = columns.start + (piece.len() - piece.trim_start_matches(cut).len());
    let end = columns.start + piece.trim_end_matches(cut).len();
    (start < end).then_some(start..end)
}

/// The mark before a command or a reply that says who speaks.
fn direction(content: &str, before: usize) -> Option<(Range<usize>, Kind)> {
    let prefix = content.get(..before)?.trim_end();
    let start = prefix.trim_end_matches(|c: char| !c.is_whitespace()).len();
    let word = prefix.get(start..)?;
    let arrow = word.bytes().all(|b| b"<>-~*=|+".contains(&b));
    let named = word.ends_with(':') && word.bytes().next().is_some_and(|b| b.is_ascii_alphabetic());
    (!word.is_empty() && word.len() <= 16 && (arrow || named))
        .then_some((start..prefix.len(), Kind::Direction))
}

/// The extension that a line of the answer to EHLO offers. The first line names the server instead.
fn keyword(content: &str, code: &Placed) -> Option<(Range<usize>, Kind)> {
    let offered = code.link == Link::Continues
        && code.code == Code::Basic(250)
        && matches!(code.command, Some(Command::Ehlo | Command::Lhlo));
    if !offered {
        return None;
    }
    let text = content.get(code.end + 1..)?;
    let found = Keyword::parse(code.line, code.end + 1, text)?;
    Some((found.start..found.end, Kind::Keyword))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::fixture::named;
    use expect_test::{Expect, expect};

    fn check(path: &str, text: &str, expected: Expect) {
        let document = named(path, text).document;
        let all = tokens(&document, 0..document.line_count(), &Cancel::default());
        let mut drawn = String::new();
        for token in &all {
            let line = document.line(token.line);
            drawn.push_str(&format!(
                "{} {:?} {}\n",
                token.line + 1,
                token.kind,
                &line[token.columns.clone()]
            ));
        }
        for pair in all.windows(2) {
            let (one, other) = (&pair[0], &pair[1]);
            assert!((one.line, one.columns.end) <= (other.line, other.columns.start));
        }
        expected.assert_eq(&drawn);
    }

    #[test]
    fn a_dialogue() {
        check(
            "",
            "=== Connected to mx.example.com.\n<-  220 mx.example.com ESMTP\n -> EHLO ws.example.org\n<-  250-mx.example.com\n<-  250 SIZE 1000\n -> MAIL FROM:<a@example.org>\n<** 550 5.7.1 <a@example.org>: no 550 here\n -> QUIT\n",
            expect![[r#"
                2 Direction <-
                2 Code(PositiveCompletion) 220
                2 Comment mx.example.com ESMTP
                3 Direction ->
                3 Command EHLO
                4 Direction <-
                4 Code(PositiveCompletion) 250
                4 Comment mx.example.com
                5 Direction <-
                5 Code(PositiveCompletion) 250
                5 Keyword SIZE
                5 Comment 1000
                6 Direction ->
                6 Command MAIL
                6 Address a@example.org
                7 Direction <**
                7 Code(PermanentNegative) 550
                7 Enhanced(PermanentNegative) 5.7.1
                7 Address a@example.org
                7 Comment no 550 here
                8 Direction ->
                8 Command QUIT
            "#]],
        );
    }

    #[test]
    fn a_log() {
        check(
            "mail.log",
            "Nov 23 16:50:06 mx postfix/qmgr[9]: 131179A80CC: from=<alice@example.net>, size=550, nrcpt=2 (queue active)\nNov 23 16:50:06 mx postfix/smtp[8]: 131179A80CC: to=<no@corp.example>, relay=none, delay=0.03, dsn=5.1.1, status=bounced (host mx.corp.example[192.0.2.52] said: 550 5.1.1 No such user (in reply to RCPT TO command))\n",
            expect![[r#"
                1 QueueId 131179A80CC
                1 Address alice@example.net
                2 QueueId 131179A80CC
                2 Address no@corp.example
                2 Enhanced(PermanentNegative) 5.1.1
                2 Code(PermanentNegative) 550
                2 Enhanced(PermanentNegative) 5.1.1
                2 Comment No such user
            "#]],
        );
        check("", "apples 550 a@b.example\n", expect![[""]]);
    }
}
