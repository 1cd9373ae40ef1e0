//! OpenSMTPD: smtpd.conf.

use super::lines_begin;

/// Whether a file is an OpenSMTPD configuration. `name` and `extension` are in lower case.
pub fn is(name: &str, extension: &str, head: &str) -> bool {
    let match_rules = lines_begin(head, &["match "], 1) && lines_begin(head, &["action \"", "action '"], 1);
    let filters = head.lines().any(|line| line.starts_with("filter ") && line.contains(" phase "));
    name.starts_with("smtpd.conf") && !head.contains("pwcheck_method")
        || matches!(extension, "conf" | "" | "txt") && (match_rules || filters)
}
