//! Runs the rules over a section of a document, and keeps what they find.

use std::sync::Arc;

use super::{ALL, Check, CodeAt, Finding, Findings, LineAt, Rule, Turn};
use crate::dialects::{Dialect, Family, Form, Role};
use crate::document::{Document, Placed, Section};
use crate::session::{Answer, Session, Sessions};

/// In documents larger than this, in bytes, dialogues are not followed, and lines without codes not looked
/// at: logs grow that large, transcripts and configurations do not.
pub const LARGE: usize = 4 * 1024 * 1024;

/// A finding stands hardly ever more lines than this before or after the section that it is kept with.
pub const REACH: usize = MARGIN;

/// Distinguishes what is kept from what other features keep with the same section.
const KEY: u64 = 1 << 32;

/// How many lines before its end a session that goes on is left, to be taken up again with what follows.
const MARGIN: usize = 64;

/// All that the rules find in a section. Lines count from its first line.
pub fn findings(document: &Document, section: &Section<'_>) -> Arc<Vec<Finding>> {
    let small = document.text().len() <= LARGE;
    let dialect = match document.frame().form {
        Form::Config(dialect) => Some(dialect),
        _ => None,
    };
    let empty = !section.has_codes();
    // What documentation shows is an example, and nobody's fault.
    if (empty && !small) || document.frame().form == Form::Prose {
        return Arc::default();
    }
    section.remember(KEY | u64::from(small), |document| {
        let lines = section.lines();
        let mut all = Vec::new();
        if !empty {
            let codes = document.occurrences_in(lines.clone());
            check_codes(document, &codes, &mut all);
            if small {
                check_turns(document, &codes, &lines, &mut all);
            }
        }
        if small && document.frame().mail || dialect.is_some() {
            check_lines(document, dialect, &lines, &mut all);
        }
        all.sort_by_key(|finding: &Finding| (finding.span.line, finding.span.start, finding.rule.id));
        for finding in &mut all {
            // The command may stand before the section of its reply.
            finding.span.line = finding.span.line.wrapping_sub(lines.start);
            if let Some(related) = &mut finding.related {
                related.line = related.line.wrapping_sub(lines.start);
            }
            for (span, _) in finding.fixes.iter_mut().flat_map(|fix| &mut fix.edits) {
                span.line = span.line.wrapping_sub(lines.start);
            }
        }
        // Two checks of a rule may come to the same.
        all.dedup_by_key(|finding| (finding.span.line, finding.span.start, finding.rule.id));
        all
    })
}

/// The checks of the rules that apply in one of some families.
fn checks(families: &[Family]) -> impl Iterator<Item = (&'static Rule, &'static Check)> {
    let rules = ALL.iter().filter(|rule| rule.families.iter().any(|family| families.contains(family)));
    rules.flat_map(|rule| rule.checks.iter().map(move |check| (rule, check)))
}

fn check_codes(document: &Document, codes: &[Placed], all: &mut Vec<Finding>) {
    for (rule, check) in checks(&[Family::Transcript, Family::Log, Family::Configuration]) {
        let Check::Code(check) = check else { continue };
        let mut findings = Findings { rule, found: Vec::new() };
        for (index, code) in codes.iter().enumerate() {
            if rule.families.contains(&code.dialect.family()) {
                check(&CodeAt { document, codes, index }, &mut findings);
            }
        }
        all.append(&mut findings.found);
    }
}

/// Follows the dialogues that codes of the section stand in. A turn is looked at where its reply begins, and
/// one without a reply with the reply before it, so that each belongs to one section, wherever sections end.
fn check_turns(
    document: &Document,
    codes: &[Placed],
    lines: &std::ops::Range<usize>,
    all: &mut Vec<Finding>,
) {
    let mut sessions = Sessions::new(document);
    let mut from = lines.start;
    let spoken = |code: &&Placed| code.role == Role::Reply && code.dialect.family() == Family::Transcript;
    let mut replies = codes.iter().filter(spoken).map(|code| code.line).peekable();
    while let Some(&line) = replies.peek() {
        if let Some(session) = sessions.around(line) {
            let end = session.lines.end;
            // What goes on is taken up again before its end, where all that follows can be seen.
            let cut = end < document.line_count() && end > line + 2 * MARGIN;
            let until = if cut { end - MARGIN } else { end.max(line + 1) }.min(lines.end.max(line + 1));
            check_session(document, session, from..until, all);
            from = until;
        } else {
            from = line + 1;
        }
        while replies.next_if(|line| *line < from).is_some() {}
    }
}

/// Looks at the turns of a session whose replies begin on some lines.
fn check_session(
    document: &Document,
    session: &Session,
    lines: std::ops::Range<usize>,
    all: &mut Vec<Finding>,
) {
    let replies = || session.exchanges.iter().filter_map(|exchange| exchange.answer.as_ref());
    let Some(mut reply) = replies().next().map(Answer::line) else { return };
    for (index, exchange) in session.exchanges.iter().enumerate() {
        reply = exchange.answer.as_ref().map_or(reply, Answer::line);
        if !lines.contains(&reply) {
            continue;
        }
        let turn = Turn { document, session, index, standing: session.standing(index) };
        for (rule, check) in checks(&[Family::Transcript]) {
            let Check::Turn(check) = check else { continue };
            let mut findings = Findings { rule, found: Vec::new() };
            check(&turn, &mut findings);
            all.append(&mut findings.found);
        }
    }
}

fn check_lines(
    document: &Document,
    config: Option<Dialect>,
    lines: &std::ops::Range<usize>,
    all: &mut Vec<Finding>,
) {
    let families: &[Family] =
        if config.is_some() { &[Family::Configuration] } else { &[Family::Transcript, Family::Log] };
    for (rule, check) in checks(families) {
        let Check::Line(check) = check else { continue };
        let mut findings = Findings { rule, found: Vec::new() };
        for line in lines.clone() {
            let text = document.line(line);
            let dialect = config.unwrap_or_default();
            check(&LineAt { document, line, text: &text, dialect }, &mut findings);
        }
        all.append(&mut findings.found);
    }
}
