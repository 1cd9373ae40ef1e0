//! A reply code that no RFC defines and no server is known to send.

use super::{CodeAt, Findings};
use crate::catalog::{self, Language};
use crate::dialects::{Link, Role};

pub(super) fn check(at: &CodeAt<'_>, findings: &mut Findings) {
    let code = at.code();
    let Some(basic) = code.code.basic() else { return };
    let given = matches!(code.role, Role::Reply | Role::Quoted) && code.link == Link::Starts;
    if given && catalog::reply(basic, Language::En).is_none() {
        findings.add(code.line, code.start, code.end, &[("code", &basic.to_string())]);
    }
}
