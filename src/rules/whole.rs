//! Runs the rules that look at a document as a whole. What they look at is gathered section by section and
//! kept there, so that an edit costs its own section and one pass over what was gathered.

use super::{ALL, Check, Finding, Findings, LARGE, Rule, delivery, map};
use crate::dialects::{Dialect, Family, Form};
use crate::document::Document;

/// Distinguishes what is gathered from what other features keep with the same sections.
const DELIVERIES: u64 = 1 << 33;
const ENTRIES: u64 = 1 << 34;

/// A rule that finds more than this in a document has said enough.
const MOST: usize = 200;

/// What these rules find, in the order of the text. Lines count from the start of the document. Nothing is
/// found in documents of more than [`LARGE`] bytes.
pub fn findings_of_whole(document: &Document) -> Vec<Finding> {
    let mut all = match document.frame().form {
        _ if document.text().len() > LARGE => Vec::new(),
        Form::Prose => Vec::new(),
        Form::Config(dialect @ (Dialect::PostfixConfig | Dialect::SendmailConfig)) => {
            of_map(document, dialect)
        }
        Form::Config(_) => Vec::new(),
        _ => of_log(document),
    };
    all.sort_by_key(|finding| (finding.span.line, finding.span.start));
    all
}

fn of_log(document: &Document) -> Vec<Finding> {
    if document.dialects().iter().all(|(dialect, _)| dialect.family() != Family::Log) {
        return Vec::new();
    }
    let mut deliveries = Vec::new();
    for section in document.sections().filter(|section| section.counts().total() > 0) {
        let first = section.first_line();
        let found = section.remember(DELIVERIES, |document| {
            let lines = section.lines();
            let mut found = delivery::on_lines(document, lines.clone());
            found.iter_mut().for_each(|one| one.line -= lines.start);
            found
        });
        let place = |one: &delivery::Delivery| delivery::Delivery { line: one.line + first, ..one.clone() };
        deliveries.extend(found.iter().map(place));
    }
    run(|check, findings| {
        if let Check::Log(check) = check {
            check(document, &deliveries, findings);
        }
    })
}

fn of_map(document: &Document, dialect: Dialect) -> Vec<Finding> {
    let name = document.path().rsplit(['/', '\\']).next().unwrap_or("");
    if matches!(name, "main.cf" | "master.cf") || name.ends_with(".mc") {
        return Vec::new();
    }
    let mut entries = Vec::new();
    for section in document.sections() {
        let first = section.first_line();
        let found = section.remember(ENTRIES, |document| {
            let lines = section.lines();
            let mut found = map::on_lines(document, dialect, lines.clone());
            found.iter_mut().for_each(|one| one.line -= lines.start);
            found
        });
        entries.extend(found.iter().map(|one| map::Entry { line: one.line + first, ..one.clone() }));
    }
    run(|check, findings| {
        if let Check::Map(check) = check {
            check(&entries, findings);
        }
    })
}

fn run(mut check: impl FnMut(&Check, &mut Findings)) -> Vec<Finding> {
    let mut all = Vec::new();
    let checks =
        ALL.iter().flat_map(|rule: &'static Rule| rule.checks.iter().map(move |check| (rule, check)));
    for (rule, one) in checks {
        let mut findings = Findings { rule, found: Vec::new() };
        check(one, &mut findings);
        findings.found.truncate(MOST);
        all.append(&mut findings.found);
    }
    all
}
