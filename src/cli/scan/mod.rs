//! `scan`: every occurrence of a reply code, for other programs.
//!
//! A file is read once, piece by piece, in memory that does not depend on its size.

mod context;
mod pieces;

use std::collections::BTreeMap;
use std::io::{self, Read, Write};

use serde::Serialize;

use self::context::Context;
use self::pieces::{Pieces, Position};
use super::args::{Scan, ScanFormat};
use super::input::{self, Input};
use super::output::Output;
use super::{FINE, Stopped, WRONG, complain, dialect_named};
use crate::catalog::Language;
use crate::code::Code;
use crate::dialects::{self, Frame, HEAD, Link, Occurrence, Role, State};

/// One code at one place, as `--format jsonl` writes it. Lines and columns count from 0, columns in UTF-16
/// units, as in LSP; lines end at LF, CRLF and CR.
#[derive(Serialize)]
struct Row<'a> {
    file: &'a str,
    line: usize,
    start: usize,
    end: usize,
    code: String,
    /// `basic` or `enhanced`.
    kind: &'static str,
    /// `reply`, `quoted`, `field`, `expected`, `setting` or `mention`.
    role: &'static str,
    /// `starts` a reply, is the `same` reply's other code, or `continues` it on a further line.
    link: &'static str,
    dialect: &'static str,
    command: Option<&'static str>,
    host: Option<&'a str>,
    queue_id: Option<&'a str>,
}

/// Scans all inputs. One that cannot be read is said on standard error, and the others are scanned all the
/// same.
pub fn run(asked: &Scan, language: Language, output: &mut Output) -> Result<u8, Stopped> {
    let dialect = dialect_named(asked.dialect.as_deref(), language)?;
    let mut status = FINE;
    let mut wrong = |message: String| {
        complain(&message, language);
        status = WRONG;
    };
    let mut counts = Counts::default();
    for input in input::collect(&asked.paths, language, &mut wrong) {
        let mut write = |found: &Found<'_>| {
            if asked.count {
                counts.add(found);
                return Ok(());
            }
            match asked.format {
                ScanFormat::Jsonl => jsonl(output, &input, found),
                ScanFormat::Text => text(output, &input, found),
            }
        };
        match input.open() {
            Ok(reader) => match scan(reader, input.path(), dialect, &mut write) {
                Err(Broken::Read(error)) => wrong(input.explain_error(&error, language)),
                Err(Broken::Write(error)) => return Err(error.into()),
                Ok(()) => {}
            },
            Err(error) => wrong(input.explain_error(&error, language)),
        }
    }
    if asked.count {
        counts.write(output, asked.format)?;
    }
    Ok(status)
}

/// An occurrence with its place in the whole text.
struct Found<'a> {
    line: usize,
    start: usize,
    end: usize,
    occurrence: &'a Occurrence,
    context: Context<'a>,
}

enum Broken {
    Read(io::Error),
    Write(io::Error),
}

fn scan(
    reader: impl Read,
    path: &str,
    dialect: Option<&str>,
    write: &mut dyn FnMut(&Found<'_>) -> io::Result<()>,
) -> Result<(), Broken> {
    let mut pieces = Pieces::new(reader);
    let frame = Frame::sniff(path, "", pieces.head(HEAD).map_err(Broken::Read)?, dialect);
    let mut state = State::default();
    let mut position = Position::default();
    let mut occurrences: Vec<Occurrence> = Vec::new();
    while let Some((window, from, to)) = pieces.next().map_err(Broken::Read)? {
        occurrences.clear();
        state = dialects::scan(&frame, window, from, to, state, &mut occurrences);
        let mut at = from;
        for occurrence in &occurrences {
            let begin = from + occurrence.start as usize;
            let end = from + occurrence.end() as usize;
            position.advance(&window[at..begin]);
            let (line, start) = (position.line, position.column);
            position.advance(&window[begin..end]);
            at = end;
            let context = Context::of(window, begin, occurrence.dialect);
            let found = Found { line, start, end: position.column, occurrence, context };
            write(&found).map_err(Broken::Write)?;
        }
        position.advance(&window[at..to]);
    }
    Ok(())
}

fn jsonl(output: &mut Output, input: &Input, found: &Found<'_>) -> io::Result<()> {
    let occurrence = found.occurrence;
    let row = Row {
        file: &input.name,
        line: found.line,
        start: found.start,
        end: found.end,
        code: occurrence.code.to_string(),
        kind: match occurrence.code {
            Code::Basic(_) => "basic",
            Code::Enhanced(_) => "enhanced",
        },
        role: role_name(occurrence.role),
        link: match occurrence.link {
            Link::Starts => "starts",
            Link::SameReply => "same",
            Link::Continues => "continues",
        },
        dialect: occurrence.dialect.name(),
        command: occurrence.command.map(crate::command::Command::name),
        host: found.context.host,
        queue_id: found.context.queue_id,
    };
    serde_json::to_writer(&mut *output, &row)?;
    output.write_all(b"\n")
}

/// `file:line:column: code`, counted from 1, as compilers and `grep` write it.
fn text(output: &mut Output, input: &Input, found: &Found<'_>) -> io::Result<()> {
    let Occurrence { code, role, dialect, command, .. } = found.occurrence;
    let (line, column) = (found.line + 1, found.start + 1);
    let name = crate::features::rich::visible(&input.name);
    write!(output, "{name}:{line}:{column}: {code} {} {}", role_name(*role), dialect.name())?;
    if let Some(command) = command {
        write!(output, " {}", command.name())?;
    }
    output.write_all(b"\n")
}

fn role_name(role: Role) -> &'static str {
    match role {
        Role::Reply => "reply",
        Role::Quoted => "quoted",
        Role::Field => "field",
        Role::Expected => "expected",
        Role::Setting => "setting",
        Role::Mention => "mention",
    }
}

/// How often each code stands there.
#[derive(Default)]
struct Counts(BTreeMap<Code, u64>);

impl Counts {
    fn add(&mut self, found: &Found<'_>) {
        *self.0.entry(found.occurrence.code).or_default() += 1;
    }

    /// Writes the most frequent first.
    fn write(&self, output: &mut Output, format: ScanFormat) -> io::Result<()> {
        let mut rows: Vec<_> = self.0.iter().collect();
        rows.sort_by_key(|(code, count)| (std::cmp::Reverse(**count), **code));
        for (code, count) in rows {
            match format {
                ScanFormat::Jsonl => {
                    writeln!(output, "{}", serde_json::json!({ "code": code.to_string(), "count": count }))?;
                }
                ScanFormat::Text => writeln!(output, "{count:>8} {code}")?,
            }
        }
        Ok(())
    }
}
