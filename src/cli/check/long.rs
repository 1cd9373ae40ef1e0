//! Checks a text that is too long to be held in memory: what is found is written as it is found, or no more of it
//! is kept than is asked for.

use std::io;

use super::parts::{Part, Parts};
use super::shown::Shown;
use super::tally::Tally;
use super::{Output, Progress, Reporter};
use crate::catalog::Language;
use crate::document::Document;
use crate::features::diagnostics::{self, Diagnostic, Severity};
use crate::rules::Levels;

/// What is asked of a long text.
pub struct Long<'a> {
    /// What it is called.
    pub name: &'a str,
    pub language: Language,
    pub levels: &'a Levels,
    /// How many findings are told, the worst ones.
    pub max: usize,
}

/// Which side failed.
pub enum Failed {
    Reading(io::Error),
    Writing(io::Error),
}

impl Long<'_> {
    /// Reports what is found, in the order of the text.
    ///
    /// # Errors
    /// Where reading or writing fails. What was found before a fault in reading is written.
    pub fn report(
        &self,
        parts: &mut Parts,
        reporter: &mut dyn Reporter,
        tally: &mut Tally,
        progress: &mut Progress,
        output: &mut Output,
    ) -> Result<(), Failed> {
        let mut worst = Worst::new(self.max);
        let mut any = false;
        let fault = loop {
            let Part { document, lines, first } = match parts.next() {
                Ok(Some(part)) => part,
                Ok(None) => break None,
                Err(error) => break Some(error),
            };
            let found = diagnostics::of_part(document, self.language, self.levels, lines, first);
            any |= !found.is_empty();
            if self.max == usize::MAX {
                progress.end();
                let mut found = found.into_iter().map(|finding| {
                    tally.add(&finding);
                    Shown::new(document, finding, first)
                });
                reporter.document(output, self.name, &mut found).map_err(Failed::Writing)?;
                continue;
            }
            found.into_iter().for_each(|finding| worst.add(document, finding, first));
        };
        // Nothing was written so far where a limit is set, and the reading took its time.
        progress.end();
        let left_out = worst.left_out;
        let mut worst = worst.in_order().into_iter().inspect(|shown| tally.add(&shown.finding));
        reporter.document(output, self.name, &mut worst).map_err(Failed::Writing)?;
        tally.end_document(any, left_out);
        fault.map_or(Ok(()), |error| Err(Failed::Reading(error)))
    }
}

/// The worst of what is found: of equals the first in the text, and replies before what rules find.
struct Worst {
    /// By severity, and whether a rule found it; each in the order of the text.
    kept: [Vec<Shown>; 8],
    count: usize,
    max: usize,
    /// How many there were besides.
    left_out: usize,
}

impl Worst {
    fn new(max: usize) -> Worst {
        Worst { kept: Default::default(), count: 0, max, left_out: 0 }
    }

    fn place(finding: &Diagnostic) -> usize {
        let severity = match finding.severity {
            Severity::Error => 0,
            Severity::Warning => 2,
            Severity::Information => 4,
            Severity::Hint => 6,
        };
        severity + usize::from(crate::rules::rule(&finding.code).is_some())
    }

    /// Takes a finding that comes after all others, and keeps it if it is worse than the least of those kept.
    fn add(&mut self, document: &Document, finding: Diagnostic, first: usize) {
        let place = Worst::place(&finding);
        if self.count == self.max {
            self.left_out += 1;
            match self.kept.iter().rposition(|kept| !kept.is_empty()) {
                Some(least) if place < least => drop(self.kept[least].pop()),
                _ => return,
            }
        } else {
            self.count += 1;
        }
        self.kept[place].push(Shown::new(document, finding, first));
    }

    fn in_order(self) -> Vec<Shown> {
        let mut all: Vec<Shown> = self.kept.into_iter().flatten().collect();
        all.sort_by_key(|shown| (shown.finding.line, shown.finding.start));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::DocumentOptions;

    #[test]
    fn the_worst_of_a_long_text_are_those_of_the_whole() {
        // One lasting refusal among many that pass.
        let line = |code: &str| {
            format!(
                "Nov 30 23:59:59 mx1 postfix/smtp[4]: 4ABCDEFGHJKz: to=<n@example.com>, relay=mx.example.com\
                [198.51.100.9]:25, status=x (host mx.example.com[198.51.100.9] said: {code} no)\n"
            )
        };
        let text = (line("451 4.3.0").repeat(9) + &line("550 5.1.1")).repeat(20);
        let options = DocumentOptions::default();
        let document = Document::new("mail.log", "", &text, &options);
        let levels = Levels::default();
        for max in [0, 5, 20, 50, 1000] {
            let mut parts =
                Parts::new(Box::new(io::Cursor::new(text.clone())), "mail.log", &options, 4000, 1000);
            let mut worst = Worst::new(max);
            while let Some(Part { document, lines, first }) = parts.next().expect("memory does not fail") {
                for finding in diagnostics::of_part(document, Language::En, &levels, lines, first) {
                    worst.add(document, finding, first);
                }
            }
            let left_out = worst.left_out;
            let kept: Vec<_> = worst.in_order().into_iter().map(|shown| shown.finding).collect();
            let (mut whole, others) = diagnostics::worst(&document, Language::En, &levels, max);
            whole.sort_by_key(|finding| (finding.line, finding.start));
            assert_eq!((kept, left_out), (whole, others), "{max}");
        }
    }
}
