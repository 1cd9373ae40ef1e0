//! What a rule finds.

use super::Rule;

/// A part of a line. Lines count from the section's first and may lie before it (they wrap round); columns
/// are bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The line.
    pub line: usize,
    /// The first column.
    pub start: usize,
    /// The column after the last byte.
    pub end: usize,
}

/// A finding of a rule. It holds no words, so that it can be kept whatever the language is.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// Where.
    pub span: Span,
    /// What its message names, by the name of the placeholder.
    pub values: Vec<(&'static str, String)>,
    /// A place that explains it: what was offered, say.
    pub related: Option<Span>,
}

/// Collects the findings of one rule after another.
#[derive(Debug)]
pub struct Findings {
    pub(super) rule: &'static Rule,
    pub(super) found: Vec<Finding>,
}

/// What a message names is cut here, in characters: it comes from the document.
const LONGEST: usize = 60;

impl Findings {
    /// Reports a place. Lines count from the start of the document; columns are bytes.
    pub fn add(&mut self, line: usize, start: usize, end: usize, values: &[(&'static str, &str)]) {
        let cut = |value: &str| -> String {
            let mut short: String = value.chars().filter(|c| !c.is_control()).take(LONGEST).collect();
            if value.chars().count() > LONGEST {
                short.push('…');
            }
            short
        };
        self.found.push(Finding {
            rule: self.rule,
            span: Span { line, start, end },
            values: values.iter().map(|(name, value)| (*name, cut(value))).collect(),
            related: None,
        });
    }

    /// Adds to the last finding the place that explains it.
    pub fn because(&mut self, line: usize, start: usize, end: usize) {
        if let Some(last) = self.found.last_mut() {
            last.related = Some(Span { line, start, end });
        }
    }
}
