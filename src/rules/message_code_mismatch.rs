//! An Exim ACL whose message begins with a code of the other class than its verb's: Exim logs that and does
//! not use the code (Exim specification, "Customizing ACL messages").

use super::{Findings, LineAt, Trust};
use crate::code::EnhancedCode;
use crate::dialects::{Dialect, Form};
use crate::document::Document;

/// The verbs of an ACL.
const VERBS: [&str; 7] = ["accept", "defer", "deny", "discard", "drop", "require", "warn"];

/// How many lines before a message its verb is looked for.
const REACH: usize = 60;

pub(super) fn check(at: &LineAt<'_>, findings: &mut Findings) {
    if at.dialect != Dialect::EximConfig {
        return;
    }
    let Some(text) = message(at.text) else { return };
    let code = text.split([' ', '-']).next().unwrap_or("");
    if code.len() != 3 || !matches!(code.parse(), Ok(200..=599)) || text.len() == 3 {
        return;
    }
    let Some((verb_line, verb)) = acl_verb_of(at.document, at.line) else { return };
    let Some(wanted) = class_of(verb) else { return };
    // VRFY is denied with 252, and Exim does not mind.
    if code.starts_with(['4', '5']) && !code.starts_with(wanted) {
        let start = text.as_ptr() as usize - at.text.as_ptr() as usize;
        findings.add(at.line, start, start + 3, &[("verb", verb), ("code", code)]);
        // Which of the two was meant, nobody can know.
        let column = at.document.line(verb_line).find(verb).unwrap_or(0);
        let mut other = |verb_then: &str| {
            findings.fix(Trust::Choice, &[(verb_line, column, column + verb.len(), verb_then)]);
        };
        match verb {
            "deny" => other("defer"),
            "defer" => other("deny"),
            _ => {}
        }
        let mut edits = vec![(at.line, start, start + 3, counterpart(code))];
        let enhanced = text[3..].trim_start().split(' ').next().unwrap_or("");
        let digit = wanted.to_string();
        if text.as_bytes()[3] == b' ' && enhanced.parse::<EnhancedCode>().is_ok() {
            let begin = enhanced.as_ptr() as usize - at.text.as_ptr() as usize;
            edits.push((at.line, begin, begin + 1, &digit));
        }
        findings.fix(Trust::Choice, &edits);
    }
}

/// The code of the other class that says most nearly the same.
fn counterpart(code: &str) -> &'static str {
    match code {
        "450" => "550",
        "452" => "552",
        code if code.starts_with('4') => "554",
        "552" => "452",
        "554" => "451",
        _ => "450",
    }
}

/// What a `message =` on a line says, with its codes.
fn message(line: &str) -> Option<&str> {
    let setting = line.trim();
    let condition = acl_verb(setting).map_or(setting, |verb| setting[verb.len()..].trim_start());
    let text = condition.strip_prefix("message")?.trim_start().strip_prefix('=')?;
    Some(text.trim_start().trim_start_matches('"'))
}

/// The first digit that the code of an Exim ACL's message must have; `None` where none is wanted.
pub(super) fn wanted_class(document: &Document, line: usize) -> Option<char> {
    if document.frame().form != Form::Config(Dialect::EximConfig) {
        return None;
    }
    message(&document.line(line))?;
    class_of(acl_verb_of(document, line)?.1)
}

fn class_of(verb: &str) -> Option<char> {
    match verb {
        "deny" | "drop" | "require" => Some('5'),
        "defer" => Some('4'),
        _ => None,
    }
}

/// The verb of an ACL that a setting begins with: `deny`, `defer` ...
pub fn acl_verb(setting: &str) -> Option<&'static str> {
    let word = setting.split([' ', '\t']).next().unwrap_or("");
    VERBS.into_iter().find(|verb| *verb == word)
}

/// The verb that a condition or a message on a line belongs to, with its line.
pub fn acl_verb_of(document: &Document, message: usize) -> Option<(usize, &'static str)> {
    for line in (message.saturating_sub(REACH)..=message).rev() {
        let text = document.line(line);
        let setting = text.trim();
        if let Some(verb) = acl_verb(setting) {
            return Some((line, verb));
        }
        // Another block begins: `acl_check_rcpt:`, `begin routers`.
        let begins =
            setting.starts_with("begin ") || (setting.ends_with(':') && !text.starts_with([' ', '\t']));
        if line < message && begins {
            return None;
        }
    }
    None
}
