//! Sendmail: m4 sources, sendmail.cf, the access database.

use super::lines_begin;
use crate::dialects::words::starts_with;

/// Whether a file is a Sendmail configuration. `name` and `extension` are in lower case.
pub fn is(name: &str, extension: &str, head: &str) -> bool {
    name == "sendmail.cf"
        || name == "submit.cf"
        || matches!(extension, "mc" | "m4") && (extension == "mc" || has_macros(head))
        || matches!(extension, "cf" | "" | "txt") && (has_macros(head) || is_rewriting(head))
        || is_access(head)
}

fn has_macros(head: &str) -> bool {
    lines_begin(head, &["divert(", "OSTYPE(", "MAILER(", "FEATURE(", "define(`conf", "VERSIONID("], 2)
}

/// Rules of sendmail.cf: `R$*  $#error $@ 5.7.1 $: "550 ..."`.
fn is_rewriting(head: &str) -> bool {
    head.lines()
        .filter(|line| line.starts_with("R$") || line.starts_with("R<") || line.starts_with("Kaccess"))
        .take(2)
        .count()
        == 2
}

/// `To:user@example.com   ERROR:5.1.1:550 text`.
fn is_access(head: &str) -> bool {
    head.lines()
        .filter(|line| {
            ["Connect:", "From:", "To:", "Spam:", "ClientRate:"].iter().any(|tag| line.starts_with(tag))
                && line.split_whitespace().nth(1).is_some_and(|word| {
                    ["RELAY", "REJECT", "OK", "ERROR:", "DISCARD", "550"]
                        .iter()
                        .any(|action| word.starts_with(action))
                })
        })
        .take(2)
        .count()
        == 2
}

/// Whether a line of the access database sets a rate or a pause: `GreetPause:192.0.2.1  5000`.
pub fn is_rate(left: &str) -> bool {
    ["greetpause:", "clientrate:", "clientconn:"].iter().any(|tag| starts_with(left, tag))
}
