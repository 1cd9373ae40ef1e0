//! A Postfix `*_reject_code` that refuses for now where for good is meant, or that is no refusal at all
//! (postconf(5)).

use super::{Findings, LineAt, Trust};
use crate::catalog;
use crate::dialects::Dialect;

pub(super) fn check(at: &LineAt<'_>, findings: &mut Findings) {
    if at.dialect != Dialect::PostfixConfig {
        return;
    }
    let Some((name, start, value)) = at.assignment() else { return };
    let Some(default) = catalog::parameter(name).and_then(|parameter| parameter.default) else { return };
    let Ok(code) = value.parse::<u16>() else { return };
    // Address verification may also take the address all the same.
    let refuses = (400..600).contains(&code) || (code == 250 && name.starts_with("unverified_"));
    if !refuses || (default / 100 == 5 && code / 100 == 4) {
        let values = [("name", name), ("code", value), ("default", &*default.to_string())];
        findings.add(at.line, start, start + value.len(), &values);
        findings.fix(Trust::Wanted, &[(at.line, start, start + value.len(), &default.to_string())]);
    }
}
