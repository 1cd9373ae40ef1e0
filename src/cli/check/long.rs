//! Checks a text that is too long to be held in memory: what is found is written as it is found, or no more of it
//! is kept than is asked for.

use std::io;

use super::parts::{Part, Parts};
use super::shown::Shown;
use super::tally::Tally;
use super::{Output, Reporter};
use crate::catalog::Language;
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
        output: &mut Output,
    ) -> Result<(), Failed> {
        let mut worst = Worst::new(self.max);
        let (mut any, mut left_out) = (false, 0);
        let fault = loop {
            let Part { document, lines, first } = match parts.next() {
                Ok(Some(part)) => part,
                Ok(None) => break None,
                Err(error) => break Some(error),
            };
            let found = diagnostics::of_part(document, self.language, self.levels, lines, first);
            any |= !found.is_empty();
            if self.max == usize::MAX {
                let mut found = found.into_iter().map(|finding| {
                    tally.add(&finding);
                    Shown::new(document, finding, first)
                });
                reporter.document(output, self.name, &mut found).map_err(Failed::Writing)?;
                continue;
            }
            for finding in found {
                let one_went = !worst.wants(&finding) || worst.put(Shown::new(document, finding, first));
                left_out += usize::from(one_went);
            }
        };
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
}

impl Worst {
    fn new(max: usize) -> Worst {
        Worst { kept: Default::default(), count: 0, max }
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

    /// Whether a finding that comes after all others would be kept.
    fn wants(&self, finding: &Diagnostic) -> bool {
        let last = self.kept.iter().rposition(|kept| !kept.is_empty());
        self.count < self.max || last.is_some_and(|last| Worst::place(finding) < last)
    }

    /// Keeps a finding that comes after all others. Answers whether one had to go for it.
    fn put(&mut self, shown: Shown) -> bool {
        self.kept[Worst::place(&shown.finding)].push(shown);
        self.count += 1;
        let over = self.count > self.max;
        if over {
            self.kept.iter_mut().rev().find_map(Vec::pop);
            self.count -= 1;
        }
        over
    }

    fn in_order(self) -> Vec<Shown> {
        let mut all: Vec<Shown> = self.kept.into_iter().flatten().collect();
        all.sort_by_key(|shown| (shown.finding.line, shown.finding.start));
        all
    }
}
