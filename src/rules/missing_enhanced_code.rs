//! A refusal set up in a configuration without an enhanced status code (RFC 2034).

use super::{CodeAt, Findings, Trust};
use crate::catalog::{Question, find};
use crate::dialects::{Dialect, Link};

/// Where a reply is set up. Other programs hold patterns for the replies of others as well.
const SET_UP: [Dialect; 3] = [Dialect::PostfixConfig, Dialect::EximConfig, Dialect::OpensmtpdConfig];

pub(super) fn check(at: &CodeAt<'_>, findings: &mut Findings) {
    let code = at.code();
    if !at.is_set_up()
        || !SET_UP.contains(&code.dialect)
        || code.link != Link::Starts
        || code.code.basic().is_none()
        || !code.code.class().is_failure()
    {
        return;
    }
    let line = at.line();
    let next = at.codes.get(at.index + 1).filter(|next| next.line == code.line);
    let bare = next.is_none_or(|next| next.link != Link::SameReply);
    // Words must follow: a parameter may take the three digits only.
    let text = line.get(code.end..code.text_end.min(line.len())).unwrap_or("");
    let worded = text.starts_with(' ') && text.trim().split(' ').count() >= 2;
    if bare && worded && text.trim_start().starts_with(|c: char| c.is_alphabetic()) {
        findings.add(code.line, code.start, code.end, &[("code", &code.code.to_string())]);
        let question = Question {
            basic: code.code.basic(),
            enhanced: None,
            text: &format!("{}{text}", code.code),
            command: None,
            host: None,
        };
        if let Some(rest) = said_by(find(&question).cause) {
            let enhanced = format!(" {}.{rest}", code.code.class().digit());
            findings.fix(Trust::Wanted, &[(code.line, code.end, code.end, &enhanced)]);
        }
    }
}

/// Subject and detail of the code that says the same as the words (RFC 3463 section 3, RFC 7372 section 3), where
/// one alone does.
fn said_by(cause: &str) -> Option<&'static str> {
    Some(match cause {
        "recipient-unknown" => "1.1",
        "sender-domain-invalid" => "1.8",
        "recipient-disabled" => "2.1",
        "mailbox-full" => "2.2",
        "message-too-large" => "3.4",
        "auth-required" => "7.0",
        "relay-denied" | "policy-rejected" | "dnsbl-listed" | "ip-blocked" | "greylisted" => "7.1",
        "spf-failed" => "7.23",
        "ptr-missing" => "7.25",
        _ => return None,
    })
}
