//! A reply whose two codes contradict each other: `550 4.7.1` (RFC 2034 section 4, RFC 3463 section 3.1).

use super::message_code_mismatch::wanted_class;
use super::{CodeAt, Findings, Trust};
use crate::dialects::Role;
use crate::document::Placed;

pub(super) fn check(at: &CodeAt<'_>, findings: &mut Findings) {
    let Some(basic) = at.code().code.basic() else { return };
    if let Some(before) = at.enhanced_before() {
        return before_it(at, basic, before, findings);
    }
    let Some(enhanced) = at.enhanced() else { return };
    // A sentence may speak of the mistake.
    if at.code().role == Role::Mention {
        return;
    }
    // RFC 2034 section 4: replies of class 3 carry no enhanced code; some servers send 2.X.X with 354.
    if !matches!(basic / 100, 2 | 4 | 5) || at.code().code.class() == enhanced.code.class() {
        return;
    }
    let (basic, enhanced_code) = (at.code().code.to_string(), enhanced.code.to_string());
    findings.add(
        at.code().line,
        at.code().start,
        enhanced.end,
        &[("basic", &basic), ("enhanced", &enhanced_code)],
    );
    // What a client does next hangs on the basic code (RFC 5321 section 4.2.1): the other one is put right. Exim
    // takes the class from the verb, whatever the codes are.
    let exim = wanted_class(at.document, at.code().line);
    if at.is_set_up() && exim.is_none_or(|wanted| basic.starts_with(wanted)) {
        let (line, start) = (enhanced.line, enhanced.start);
        findings.fix(Trust::Safe, &[(line, start, start + 1, &basic[..1])]);
    }
}

/// Sendmail writes the enhanced code first: `ERROR:4.7.1:550 Text` (cf/README, "ACCESS DATABASE").
fn before_it(at: &CodeAt<'_>, basic: u16, enhanced: &Placed, findings: &mut Findings) {
    let code = at.code();
    if matches!(basic / 100, 4 | 5) && code.code.class() != enhanced.code.class() {
        let (basic, enhanced_code) = (code.code.to_string(), enhanced.code.to_string());
        let values = [("basic", &*basic), ("enhanced", &*enhanced_code)];
        findings.add(code.line, enhanced.start, code.end, &values);
        if at.is_set_up() {
            findings.fix(Trust::Safe, &[(code.line, enhanced.start, enhanced.start + 1, &basic[..1])]);
        }
    }
}
