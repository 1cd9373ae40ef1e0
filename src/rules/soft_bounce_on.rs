//! `soft_bounce = yes` in Postfix: every refusal for good becomes one for now (postconf(5)).

use super::{Findings, LineAt, Trust};
use crate::dialects::Dialect;

pub(super) fn check(at: &LineAt<'_>, findings: &mut Findings) {
    if at.dialect != Dialect::PostfixConfig {
        return;
    }
    let Some((name, start, value)) = at.assignment() else { return };
    // In master.cf: `-o soft_bounce=yes`.
    let name = name.rsplit([' ', '\t']).next().unwrap_or("");
    if name == "soft_bounce" && value == "yes" {
        findings.add(at.line, start, start + value.len(), &[]);
        findings.fix(Trust::Wanted, &[(at.line, start, start + value.len(), "no")]);
    }
}
