//! Counts findings for the last line.

use std::collections::HashMap;

use crate::catalog::{CliWords, fill};
use crate::features::diagnostics::{Diagnostic, Severity};
use crate::rules::rule;

/// How many findings there are.
#[derive(Debug, Default)]
pub struct Tally {
    errors: usize,
    warnings: usize,
    /// What rules found, and how many of these are errors or warnings.
    rules: (usize, usize),
    others: usize,
    left_out: usize,
    /// Documents that have findings, and all.
    documents: (usize, usize),
    causes: HashMap<&'static str, usize>,
}

impl Tally {
    /// Counts a document, which has findings or none; `left_out` are those that [`Tally::add`] is not told.
    pub fn end_document(&mut self, any: bool, left_out: usize) {
        self.documents.1 += 1;
        self.documents.0 += usize::from(any);
        self.left_out += left_out;
    }

    /// Counts a finding.
    pub fn add(&mut self, finding: &Diagnostic) {
        match finding.severity {
            severity if rule(&finding.code).is_some() => {
                self.rules.0 += 1;
                self.rules.1 += usize::from(matches!(severity, Severity::Error | Severity::Warning));
            }
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Information | Severity::Hint => self.others += 1,
        }
        if let Some(cause) = super::cause(finding) {
            *self.causes.entry(cause).or_default() += 1;
        }
    }

    /// How many failures there are, those left out with them. What is only worth knowing is none.
    pub fn failures(&self) -> usize {
        self.errors + self.warnings + self.rules.1 + self.left_out
    }

    /// "3 failed replies (2 permanent, 1 temporary) in 1 file · most: recipient-unknown 2".
    pub fn sentence(&self, words: &CliWords) -> String {
        let count = |(one, many): (&str, &str), number: usize| {
            fill(if number == 1 { one } else { many }, &[&number.to_string()])
        };
        let replies = self.errors + self.warnings + self.others + self.left_out;
        if replies + self.rules.0 == 0 {
            return fill(words.none_in, &[&count(words.files, self.documents.1)]);
        }
        let kinds = [
            (self.errors, words.permanent),
            (self.warnings, words.temporary),
            (self.rules.0, words.by_rules),
            (self.others, words.others),
            (self.left_out, words.left_out),
        ];
        let kinds: Vec<_> = kinds
            .iter()
            .filter(|(number, _)| *number > 0)
            .map(|(number, word)| fill(word, &[&number.to_string()]))
            .collect();
        let mut sentence = fill(
            words.found_in,
            &[
                &count(if self.rules.0 == 0 { words.failed } else { words.findings }, replies + self.rules.0),
                &kinds.join(", "),
                &count(words.files, self.documents.0),
            ],
        );
        // The most frequent cause; of equals the first by name, so that the line does not change by itself.
        let most = self.causes.iter().max_by_key(|(cause, number)| (**number, std::cmp::Reverse(**cause)));
        if let Some((cause, number)) = most.filter(|(_, number)| **number > 1) {
            sentence.push_str(&fill(words.most, &[cause, &number.to_string()]));
        }
        sentence
    }
}
