//! `check`: the failed replies in files, each with its cause and remedy.

mod fix;
mod github;
mod json;
mod sarif;
mod tally;
mod text;

use std::io;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::thread;

use self::tally::Tally;
use super::args::{Check, CheckFormat};
use super::input::{self, Input};
use super::output::Output;
use super::progress::Progress;
use super::{FINE, FOUND, Stopped, WRONG, complain, dialect_named};
use crate::catalog::{Language, fill, ui};
use crate::document::{Document, DocumentOptions};
use crate::features::diagnostics::{self, Diagnostic};
use crate::features::explain;
use crate::rules::{Level, Levels};

/// Writes findings in one format.
trait Reporter {
    /// Writes the findings of one document, which come in the order of its text.
    ///
    /// # Errors
    /// Where writing fails.
    fn document(
        &mut self,
        output: &mut Output,
        source: &Source<'_>,
        findings: &[Diagnostic],
    ) -> io::Result<()>;

    /// Writes what comes after all documents.
    ///
    /// # Errors
    /// Where writing fails.
    fn finish(&mut self, output: &mut Output, tally: &Tally) -> io::Result<()>;
}

/// A document and where it came from.
struct Source<'a> {
    /// What it is called.
    name: &'a str,
    document: &'a Document,
}

impl Source<'_> {
    /// The columns of a finding in UTF-16 units, from 0, each in its own line.
    fn columns(&self, finding: &Diagnostic) -> (usize, usize) {
        let units = |line: usize, to: usize| {
            let line = self.document.line(line);
            line.get(..to).map_or(0, |before| before.encode_utf16().count())
        };
        (units(finding.line, finding.start), units(finding.end_line, finding.end))
    }
}

/// What is found in a document.
struct Examined {
    document: Document,
    findings: Vec<Diagnostic>,
    left_out: usize,
    /// How much was put right in the file.
    changes: usize,
    /// Why what can be put right was not.
    wrong: Option<String>,
}

/// The cause, where it says more than the code.
fn cause(finding: &Diagnostic) -> Option<&'static str> {
    finding.cause.filter(|cause| explain::is_specific(cause))
}

/// Checks all inputs. One that cannot be read is said on standard error, and the others are checked all the
/// same.
pub fn run(asked: &Check, language: Language, output: &mut Output) -> Result<u8, Stopped> {
    let dialect = dialect_named(asked.dialect.as_deref(), language)?;
    let project = super::own::project(language)?;
    let levels = levels(asked, project.as_ref().map(|project| &project.rules), language)?;
    let own = project.into_iter().map(|project| Arc::new(project.replies)).collect();
    let options = DocumentOptions { dialect: dialect.map(str::to_owned), own };
    let max = if asked.max == 0 { usize::MAX } else { asked.max };
    let mut reporter: Box<dyn Reporter> = match asked.format {
        CheckFormat::Text => Box::new(text::Text::new(language, output.paper())),
        CheckFormat::Json => Box::new(json::Json::default()),
        CheckFormat::Sarif => Box::new(sarif::Sarif::new(language)),
        CheckFormat::Github => Box::new(github::Github),
    };
    let mut wrong = Vec::new();
    let inputs = input::collect(&asked.paths, language, &mut |message| wrong.push(message));
    if asked.diff {
        return differences(&inputs, &options, &levels, wrong, language, output);
    }
    let mut tally = Tally::default();
    let (mut changes, mut changed) = (0, 0);
    let mut progress = Progress::new(inputs.iter().map(Input::size).sum());
    let read = Arc::clone(progress.read());
    let examine = |input: &Input| -> io::Result<Examined> {
        let content = input.read(&read)?;
        let mut document = Document::new(input.path(), "", &content, &options);
        let anew = asked.fix.then(|| fix::fixed(&document, &levels, language)).flatten();
        let (mut changes, mut wrong) = (0, None);
        if let Some((text, count)) = anew {
            match put(input, &content, &text, language) {
                Ok(()) => {
                    document = document.with_text(&text);
                    changes = count;
                }
                Err(message) => wrong = Some(message),
            }
        }
        // The document has its own copy.
        drop(content);
        let (findings, left_out) = diagnostics::worst(&document, language, &levels, max);
        Ok(Examined { document, findings, left_out, changes, wrong })
    };
    // A file that is named twice shall be put right once.
    let threads = if asked.fix { 1 } else { thread::available_parallelism().map_or(1, usize::from) };
    // As many files are in memory as are examined at a time.
    for some in inputs.chunks(threads) {
        let examined: Vec<_> = thread::scope(|scope| {
            let examine = &examine;
            let running: Vec<_> = some.iter().map(|input| scope.spawn(move || examine(input))).collect();
            // A panic over there is one here.
            let results =
                running.into_iter().map(|one| one.join().unwrap_or_else(|panic| resume_unwind(panic)));
            results.collect()
        });
        for (input, examined) in some.iter().zip(examined) {
            progress.end();
            match examined {
                Ok(Examined { document, findings, left_out, changes: count, wrong: cannot }) => {
                    changes += count;
                    changed += usize::from(count > 0);
                    wrong.extend(cannot);
                    tally.add(&findings, left_out);
                    let source = Source { name: &input.name, document: &document };
                    report(&source, findings, reporter.as_mut(), output)?;
                }
                Err(error) => wrong.push(input.explain_error(&error, language)),
            }
        }
    }
    progress.end();
    reporter.finish(output, &tally)?;
    if changes > 0 {
        let words = ui(language).cli;
        let count = |(one, many): (&'static str, &'static str), count: usize| {
            fill(if count == 1 { one } else { many }, &[&count.to_string()])
        };
        let done = fill(words.fixed, &[&count(words.changes, changes), &count(words.files, changed)]);
        eprintln!("smtp-lsp: {done}");
    }
    for message in &wrong {
        complain(message, language);
    }
    Ok(match (wrong.is_empty(), tally.failures()) {
        (false, _) => WRONG,
        (true, 0) => FINE,
        (true, _) if asked.exit_zero => FINE,
        (true, _) => FOUND,
    })
}

/// Writes what was put right into a file. The error says why that cannot be.
fn put(input: &input::Input, before: &str, after: &str, language: Language) -> Result<(), String> {
    let words = ui(language).cli;
    let cannot = |reason: &str| fill(words.cannot_write, &[&input.name, reason]);
    let path = input.file().ok_or_else(|| cannot(words.no_file))?;
    fix::write(path, before, after).map_err(|error| match error.kind() {
        io::ErrorKind::InvalidData => cannot(words.not_utf8),
        io::ErrorKind::PermissionDenied => cannot(words.not_permitted_to_write),
        _ => cannot(&error.to_string()),
    })
}

/// Prints what would be put right.
fn differences(
    inputs: &[input::Input],
    options: &DocumentOptions,
    levels: &Levels,
    mut wrong: Vec<String>,
    language: Language,
    output: &mut Output,
) -> Result<u8, Stopped> {
    let mut any = false;
    for input in inputs {
        match input.read(&Arc::default()) {
            Ok(content) => {
                let document = Document::new(input.path(), "", &content, options);
                if let Some((text, _)) = fix::fixed(&document, levels, language) {
                    any = true;
                    fix::print(output, &input.name, &content, &text)?;
                }
            }
            Err(error) => wrong.push(input.explain_error(&error, language)),
        }
    }
    for message in &wrong {
        complain(message, language);
    }
    Ok(match (wrong.is_empty(), any) {
        (false, _) => WRONG,
        (true, true) => FOUND,
        (true, false) => FINE,
    })
}

/// How rules are told: as the project has it, and over that as the command line has it. Hints are for those
/// who have the file open.
fn levels(asked: &Check, project: Option<&Levels>, language: Language) -> Result<Levels, Stopped> {
    let mut levels = Levels::default();
    let unknown = |text: &str| Stopped::Wrong(fill(ui(language).cli.unknown_rule, &[text]));
    for text in &asked.rules {
        let (id, level) = text.split_once('=').ok_or_else(|| unknown(text))?;
        if !levels.set(id.trim(), level.trim()) {
            return Err(unknown(text));
        }
    }
    for id in &asked.ignore {
        if !levels.set(id.trim(), Level::Off.name()) {
            return Err(unknown(id));
        }
    }
    let levels = project.map_or(levels.clone(), |project| levels.over(project));
    Ok(levels.from_level(Level::Information))
}

fn report(
    source: &Source<'_>,
    mut findings: Vec<Diagnostic>,
    reporter: &mut dyn Reporter,
    output: &mut Output,
) -> io::Result<()> {
    findings.sort_by_key(|finding| (finding.line, finding.start));
    reporter.document(output, source, &findings)
}
