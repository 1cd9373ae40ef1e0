//! A refusal set up in a configuration without an enhanced status code (RFC 2034).

use super::{CodeAt, Findings};
use crate::dialects::{Link, Role};

pub(super) fn check(at: &CodeAt<'_>, findings: &mut Findings) {
    let code = at.code();
    let starts = code.role == Role::Setting && code.link == Link::Starts;
    if !starts || code.code.basic().is_none() || !code.code.class().is_failure() {
        return;
    }
    let line = at.line();
    let next = at.codes.get(at.index + 1).filter(|next| next.line == code.line);
    let bare = next.is_none_or(|next| next.link != Link::SameReply);
    // Words must follow: a parameter may take the three digits only.
    let text = line.get(code.end..code.text_end.min(line.len())).unwrap_or("");
    let worded = text.starts_with(' ') && text.trim().split(' ').count() >= 2;
    let comment = line.trim_start().starts_with(['#', ';', '*']);
    if bare && worded && !comment && text.trim_start().starts_with(|c: char| c.is_alphabetic()) {
        findings.add(code.line, code.start, code.end, &[("code", &code.code.to_string())]);
    }
}
