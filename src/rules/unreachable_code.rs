//! What a configuration never gets to: a Postfix restriction after an unconditional `permit` or `reject`
//! (postconf(5)), an Exim ACL statement after one without conditions (Exim specification, "ACL verbs").

use super::{Findings, LineAt, acl_verb, restrictions};
use crate::dialects::Dialect;

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
        Dialect::PostfixConfig => postfix(at, findings),
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
