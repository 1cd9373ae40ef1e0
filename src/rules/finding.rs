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

/// How far a fix can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// It is right, and nobody will miss what was there: it may be applied with others, unseen.
    Safe,
    /// It is right, but the server answers otherwise then: somebody should want it.
    Wanted,
    /// It is one of several that may be right.
    Choice,
}

/// A way to put a finding right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// How far it can be trusted.
    pub trust: Trust,
    /// What takes the place of which part of the text, in order, without overlaps.
    pub edits: Vec<(Span, String)>,
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
    /// Ways to put it right, the likeliest first. Only configurations are put right: the rest is evidence.
    pub fixes: Vec<Fix>,
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
            fixes: Vec::new(),
        });
    }

    /// Adds to the last finding a way to put it right: line, first column, column after the last byte, text.
    pub fn fix(&mut self, trust: Trust, edits: &[(usize, usize, usize, &str)]) {
        if let Some(last) = self.found.last_mut() {
            let edits = edits.iter().map(|(line, start, end, text)| {
                (Span { line: *line, start: *start, end: *end }, (*text).to_owned())
            });
            last.fixes.push(Fix { trust, edits: edits.collect() });
        }
    }

    /// Adds to the last finding the place that explains it.
    pub fn because(&mut self, line: usize, start: usize, end: usize) {
        if let Some(last) = self.found.last_mut() {
            last.related = Some(Span { line, start, end });
        }
    }
}
