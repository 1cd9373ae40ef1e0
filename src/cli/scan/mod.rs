//! `scan`: every occurrence of a reply code, for other programs.
//!
//! A file is read once, piece by piece, in memory that does not depend on its size.

mod context;
mod pieces;
mod pipeline;

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

use serde::Serialize;

use self::context::Context;
use self::pieces::Position;
use self::pipeline::{Piece, Taker};
use super::args::{Scan, ScanFormat};
use super::input::{self, Input};
use super::output::Output;
use super::progress::Progress;
use super::{FINE, Stopped, WRONG, complain, dialect_named};
use crate::catalog::Language;
use crate::code::Code;
use crate::dialects::{Link, Occurrence, Role};

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
    let mut wrong = false;
    let inputs = input::collect(&asked.paths, language, &mut |message| {
        complain(&message, language);
        wrong = true;
    });
    let progress = Progress::new(inputs.iter().map(Input::size).sum());
    let read = Arc::clone(progress.read());
    let mut all = All {
        asked,
        language,
        inputs: &inputs,
        output,
        progress,
        wrong,
        counts: Counts::default(),
        position: Position::default(),
    };
    pipeline::run(&inputs, dialect, &read, &mut all)?;
    all.progress.end();
    if asked.count {
        all.counts.write(all.output, asked.format)?;
    }
    Ok(if all.wrong { WRONG } else { FINE })
}

/// Writes what is found, or counts it.
struct All<'a> {
    asked: &'a Scan,
    language: Language,
    inputs: &'a [Input],
    output: &'a mut Output,
    progress: Progress,
    /// Whether an input could not be read.
    wrong: bool,
    counts: Counts,
    /// Where in its input the next piece begins.
    position: Position,
}

impl Taker for All<'_> {
    fn piece(&mut self, piece: &Piece, occurrences: &[Occurrence]) -> io::Result<()> {
        if self.asked.count {
            occurrences.iter().for_each(|occurrence| self.counts.add(occurrence));
            return Ok(());
        }
        if piece.first {
            self.position = Position::default();
        }
        let Piece { window, from, to, .. } = piece;
        let mut at = *from;
        for occurrence in occurrences {
            let begin = from + occurrence.start as usize;
            let end = from + occurrence.end() as usize;
            self.position.advance(&window[at..begin]);
            let (line, start) = (self.position.line, self.position.column);
            self.position.advance(&window[begin..end]);
            at = end;
            let context = Context::of(window, begin, occurrence.dialect);
            let found = Found { line, start, end: self.position.column, occurrence, context };
            self.progress.end();
            let name = &self.inputs[piece.input].name;
            match self.asked.format {
                ScanFormat::Jsonl => jsonl(self.output, name, &found),
                ScanFormat::Text => text(self.output, name, &found),
            }?;
        }
        self.position.advance(&window[at..*to]);
        Ok(())
    }

    fn broken(&mut self, input: usize, error: &io::Error) {
        self.progress.end();
        complain(&self.inputs[input].explain_error(error, self.language), self.language);
        self.wrong = true;
    }
}

/// An occurrence with its place in the whole text.
struct Found<'a> {
    line: usize,
    start: usize,
    end: usize,
    occurrence: &'a Occurrence,
    context: Context<'a>,
}

fn jsonl(output: &mut Output, name: &str, found: &Found<'_>) -> io::Result<()> {
    let occurrence = found.occurrence;
    let row = Row {
        file: name,
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
fn text(output: &mut Output, name: &str, found: &Found<'_>) -> io::Result<()> {
    let Occurrence { code, role, dialect, command, .. } = found.occurrence;
    let (line, column) = (found.line + 1, found.start + 1);
    let name = crate::features::rich::visible(name);
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
    fn add(&mut self, found: &Occurrence) {
        *self.0.entry(found.code).or_default() += 1;
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
