//! `check`: the failed replies in files, each with its cause and remedy.

mod github;
mod json;
mod sarif;
mod tally;
mod text;

use std::io;

use self::tally::Tally;
use super::args::{Check, CheckFormat};
use super::input::{self, Input};
use super::output::Output;
use super::{FINE, FOUND, Stopped, WRONG, complain, dialect_named};
use crate::catalog::Language;
use crate::document::{Document, DocumentOptions};
use crate::features::diagnostics::{self, Diagnostic, Severity};
use crate::features::explain;
use crate::rules::Levels;

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

/// The cause, where it says more than the code.
fn cause(finding: &Diagnostic) -> Option<&'static str> {
    finding.cause.filter(|cause| explain::is_specific(cause))
}

/// Checks all inputs. One that cannot be read is said on standard error, and the others are checked all the
/// same.
pub fn run(asked: &Check, language: Language, output: &mut Output) -> Result<u8, Stopped> {
    let dialect = dialect_named(asked.dialect.as_deref(), language)?;
    let options =
        DocumentOptions { dialect: dialect.map(str::to_owned), own: super::own::replies(language)? };
    let max = if asked.max == 0 { usize::MAX } else { asked.max };
    let mut reporter: Box<dyn Reporter> = match asked.format {
        CheckFormat::Text => Box::new(text::Text::new(language, output.paper())),
        CheckFormat::Json => Box::new(json::Json::default()),
        CheckFormat::Sarif => Box::new(sarif::Sarif::new(language)),
        CheckFormat::Github => Box::new(github::Github),
    };
    let mut wrong = Vec::new();
    let inputs = input::collect(&asked.paths, language, &mut |message| wrong.push(message));
    let mut tally = Tally::default();
    for input in &inputs {
        match input.read() {
            Ok(content) => {
                let document = Document::new(input.path(), "", &content, &options);
                // The document has its own copy.
                drop(content);
                check(input, &document, language, max, &mut tally, reporter.as_mut(), output)?;
            }
            Err(error) => wrong.push(input.explain_error(&error, language)),
        }
    }
    reporter.finish(output, &tally)?;
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

fn check(
    input: &Input,
    document: &Document,
    language: Language,
    max: usize,
    tally: &mut Tally,
    reporter: &mut dyn Reporter,
    output: &mut Output,
) -> io::Result<()> {
    let (mut findings, left_out) = diagnostics::worst(document, language, &Levels::default(), max);
    // Hints are for those who have the file open.
    findings.retain(|finding| finding.severity != Severity::Hint);
    findings.sort_by_key(|finding| (finding.line, finding.start));
    tally.add(&findings, left_out);
    reporter.document(output, &Source { name: &input.name, document }, &findings)
}
