//! An enhanced status code that neither the registry of RFC 5248 nor a large provider defines.

use super::{CodeAt, Findings};
use crate::catalog::{self, Language};
use crate::dialects::Role;

pub(super) fn check(at: &CodeAt<'_>, findings: &mut Findings) {
    let Some(enhanced) = at.enhanced() else { return };
    let Some(code) = enhanced.code.enhanced() else { return };
    let given = matches!(enhanced.role, Role::Reply | Role::Setting);
    if given && catalog::enhanced(code, Language::En).own.is_none() {
        findings.add(enhanced.line, enhanced.start, enhanced.end, &[("code", &code.to_string())]);
    }
}
