//! `check`: the failed replies in files, each with its cause and remedy.

mod fix;
mod github;
mod json;
mod long;
mod parts;
mod sarif;
mod shown;
mod tally;
mod text;

use std::io;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::thread;

use self::long::{Failed, Long};
use self::parts::{Content, Parts};
use self::shown::Shown;
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
    /// Writes the findings of one document, which come in the order of its text. `name` is what it is called.
    ///
    /// # Errors
    /// Where writing fails.
    fn document(
        &mut self,
        output: &mut Output,
        name: &str,
        findings: &mut dyn Iterator<Item = Shown>,
    ) -> io::Result<()>;

    /// Writes what comes after all documents.
    ///
    /// # Errors
    /// Where writing fails.
    fn finish(&mut self, output: &mut Output, tally: &Tally) -> io::Result<()>;
}

/// What there is in an input.
enum Examined {
    Short(Box<Short>),
    /// A long text, of which nothing is found yet.
    Long(Box<Parts>),
}

/// What is found in a document.
struct Short {
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
        let content = match parts::read(input.open(&read)?, input.path(), &options)? {
            Content::Short(content) => content,
            Content::Long(parts) => return Ok(Examined::Long(parts)),
        };
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
        let (mut findings, left_out) = diagnostics::worst(&document, language, &levels, max);
        findings.sort_by_key(|finding| (finding.line, finding.start));
        Ok(Examined::Short(Box::new(Short { document, findings, left_out, changes, wrong })))
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
            match examined {
                Ok(Examined::Short(short)) => {
                    progress.end();
                    let short = *short;
                    changes += short.changes;
                    changed += usize::from(short.changes > 0);
                    wrong.extend(short.wrong);
                    tally.end_document(!short.findings.is_empty(), short.left_out);
                    let mut findings = short.findings.into_iter().map(|finding| {
                        tally.add(&finding);
                        Shown::new(&short.document, finding, 0)
                    });
                    reporter.document(output, &input.name, &mut findings)?;
                }
                Ok(Examined::Long(mut parts)) => {
                    let long = Long { name: &input.name, language, levels: &levels, max };
                    match long.report(&mut parts, reporter.as_mut(), &mut tally, &mut progress, output) {
                        Err(Failed::Reading(error)) => wrong.push(input.explain_error(&error, language)),
                        Err(Failed::Writing(error)) => return Err(error.into()),
                        Ok(()) => {}
                    }
                }
                Err(error) => wrong.push(input.explain_error(&error, language)),
            }
        }
    }
    // Whatever is written now, the bar is out of its way.
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
        let content = input.open(&Arc::default()).and_then(|text| parts::read(text, input.path(), options));
        match content {
            // Nothing is put right in a log.
            Ok(Content::Long(_)) => {}
            Ok(Content::Short(content)) => {
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
