//! An Exim ACL whose message begins with a code of the other class than its verb's: Exim logs that and does
//! not use the code (Exim specification, "Customizing ACL messages").

use super::{Findings, LineAt};
use crate::dialects::Dialect;

/// The verbs of an ACL.
const VERBS: [&str; 7] = ["accept", "defer", "deny", "discard", "drop", "require", "warn"];

/// How many lines before a message its verb is looked for.
const REACH: usize = 60;

pub(super) fn check(at: &LineAt<'_>, findings: &mut Findings) {
    if at.dialect != Dialect::EximConfig {
        return;
    }
    let Some((_, setting)) = at.setting() else { return };
    let own = acl_verb(setting);
    let condition = own.map_or(setting, |verb| setting[verb.len()..].trim_start());
    let Some(text) = condition.strip_prefix("message").map(str::trim_start) else { return };
    let Some(text) = text.strip_prefix('=') else { return };
    let text = text.trim_start().trim_start_matches('"');
    let code = text.split([' ', '-']).next().unwrap_or("");
    if code.len() != 3 || !matches!(code.parse(), Ok(200..=599)) || text.len() == 3 {
        return;
    }
    let Some(verb) = own.or_else(|| verb_before(at)) else { return };
    let wanted = match verb {
        "deny" | "drop" | "require" => '5',
        "defer" => '4',
        _ => return,
    };
    // VRFY is denied with 252, and Exim does not mind.
    if code.starts_with(['4', '5']) && !code.starts_with(wanted) {
        let start = text.as_ptr() as usize - at.text.as_ptr() as usize;
        findings.add(at.line, start, start + 3, &[("verb", verb), ("code", code)]);
    }
}

/// The verb of an ACL that a setting begins with: `deny`, `defer` ...
pub fn acl_verb(setting: &str) -> Option<&'static str> {
    let word = setting.split([' ', '\t']).next().unwrap_or("");
    VERBS.into_iter().find(|verb| *verb == word)
}

fn verb_before(at: &LineAt<'_>) -> Option<&'static str> {
    for line in (at.line.saturating_sub(REACH)..at.line).rev() {
        let text = at.document.line(line);
        let setting = text.trim();
        if let Some(verb) = acl_verb(setting) {
            return Some(verb);
        }
        // Another block begins: `acl_check_rcpt:`, `begin routers`.
        if setting.starts_with("begin ") || (setting.ends_with(':') && !text.starts_with([' ', '\t'])) {
            return None;
        }
    }
    None
}
