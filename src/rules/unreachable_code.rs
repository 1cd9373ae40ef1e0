//! What a configuration never gets to: a Postfix restriction after an unconditional `permit` or `reject`
//! (postconf(5)), a code in the text of a map's `REJECT` (access(5)), an Exim ACL statement after one without
//! conditions (Exim specification, "ACL verbs").

use std::sync::LazyLock;

use regex::Regex;

use super::{Findings, LineAt, Trust, acl_verb, restrictions};
use crate::dialects::Dialect;
use crate::document::Placed;

/// How many lines before a statement the one before it is looked for.
const REACH: usize = 60;

/// The verbs of an ACL that end it where they have no condition.
const DECIDING: [&str; 5] = ["accept", "defer", "deny", "discard", "drop"];

/// What an ACL statement may hold that is no condition.
const MODIFIERS: [&str; 13] = [
    "message",
    "log_message",
    "log_reject_target",
    "logwrite",
    "delay",
    "control",
    "set",
    "add_header",
    "remove_header",
    "queue",
    "continue",
    "endpass",
    "udpsend",
];

pub(super) fn check(at: &LineAt<'_>, findings: &mut Findings) {
    match at.dialect {
        Dialect::PostfixConfig => {
            postfix(at, findings);
            postfix_map(at, findings);
        }
        Dialect::EximConfig => exim(at, findings),
        _ => {}
    }
}

fn postfix(at: &LineAt<'_>, findings: &mut Findings) {
    for list in restrictions::lists_at(at.document, at.line, at.text) {
        let last = list.items.iter().enumerate().position(|(index, item)| {
            let only_warns = index > 0 && list.items[index - 1].text == "warn_if_reject";
            matches!(&*item.text, "permit" | "reject" | "defer") && !only_warns
        });
        if let Some(last) = last
            && let Some(next) = list.items.get(last + 1)
        {
            let before = &list.items[last];
            findings.add(
                next.line,
                next.start,
                next.end(),
                &[("what", &next.text), ("before", &before.text)],
            );
            findings.because(before.line, before.start, before.end());
        }
    }
}

/// A key or a pattern, an action that has its own code, and a code at the start of the action's text: behind it is
/// an enhanced code or the beginning of a sentence.
static ACTION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^(?:[^\s/#!=][^\s=]*|!?/.*/[a-z]*)[ \t]+(reject|defer(?:_if_permit|_if_reject)?)[ \t]+([245][0-9]{2})[ \t]+([245]\.[0-9]{1,3}\.[0-9]{1,3}\b|(?-i:[A-Z<]))",
    )
    .expect("the pattern is well formed")
});

/// `REJECT 550 5.7.1 No`: Postfix answers with `access_map_reject_code`, and `550` is text.
fn postfix_map(at: &LineAt<'_>, findings: &mut Findings) {
    let Some(found) = ACTION.captures(at.text) else { return };
    let (Some(action), Some(code), Some(text)) = (found.get(1), found.get(2), found.get(3)) else { return };
    // Other numbers are text that somebody wants.
    let is_code = |known: &Placed| known.start == code.start() && known.end == code.end();
    if at.document.occurrences_on(at.line).iter().any(is_code) {
        let values = [("what", code.as_str()), ("before", action.as_str())];
        findings.add(at.line, code.start(), code.end(), &values);
        findings.because(at.line, action.start(), action.end());
        // Either the code was meant, or the action with its own.
        findings.fix(Trust::Choice, &[(at.line, action.start(), code.start(), "")]);
        findings.fix(Trust::Choice, &[(at.line, code.start(), text.start(), "")]);
    }
}

fn exim(at: &LineAt<'_>, findings: &mut Findings) {
    let Some(next) = acl_verb(at.text.trim()) else { return };
    if is_continued(at, at.line) {
        return;
    }
    let mut lines = Vec::new();
    for line in (at.line.saturating_sub(REACH)..at.line).rev() {
        let text = at.document.line(line).into_owned();
        let trimmed = text.trim();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        // A label, a section, a directive: something else begins, or may be left out.
        if trimmed.starts_with('.') || trimmed.starts_with("begin ") || trimmed.ends_with(':') {
            return;
        }
        let before = acl_verb(trimmed).filter(|_| !is_continued(at, line));
        lines.push((line, text));
        if let Some(before) = before {
            if DECIDING.contains(&before)
                && lines.iter().rev().all(|(line, text)| has_no_condition(at, *line, text))
            {
                let start = at.text.len() - at.text.trim_start().len();
                findings.add(at.line, start, start + next.len(), &[("what", next), ("before", before)]);
                let indent = lines.last().map_or(0, |(_, text)| text.len() - text.trim_start().len());
                findings.because(line, indent, indent + before.len());
            }
            return;
        }
    }
}

/// Whether a line goes on with the one before, which ends in a backslash.
fn is_continued(at: &LineAt<'_>, line: usize) -> bool {
    line > 0 && at.document.line(line - 1).trim_end().ends_with('\\')
}

/// Whether a line of a statement holds no condition. What is not known is taken for one.
fn has_no_condition(at: &LineAt<'_>, line: usize, text: &str) -> bool {
    if is_continued(at, line) {
        return true;
    }
    let text = text.trim();
    let text = acl_verb(text).map_or(text, |verb| text[verb.len()..].trim_start());
    let word = text.split(|c: char| c == '=' || c.is_ascii_whitespace()).next().unwrap_or("");
    text.is_empty() || text == "\\" || MODIFIERS.contains(&word)
}
