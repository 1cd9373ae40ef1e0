//! A line of a reply that is longer than 512 bytes (RFC 5321 section 4.5.3.1.5).

use super::{CodeAt, Findings};
use crate::dialects::{Link, Role};

/// The limit, with the code and the line's end.
const MOST: usize = 512;

pub(super) fn check(at: &CodeAt<'_>, findings: &mut Findings) {
    let code = at.code();
    let length = code.text_end - code.start + 2;
    if code.role == Role::Reply && code.link != Link::SameReply && length > MOST {
        findings.add(code.line, code.start, code.end, &[("length", &length.to_string())]);
    }
}
