//! A message announced as larger than what the server takes (RFC 1870 section 6).

use super::{Findings, Turn};
use crate::command::Command;

pub(super) fn check(turn: &Turn<'_>, findings: &mut Findings) {
    let Some(sent) = turn.sent(Command::Mail) else { return };
    let Some(size) = sent.parameter("SIZE").and_then(|size| size.parse::<u64>().ok()) else { return };
    let Some(offer) = turn.standing.keyword("SIZE") else { return };
    let Some(limit) = offer.size_limit().filter(|limit| size > *limit) else { return };
    let values = [("size", &*size.to_string()), ("limit", &*limit.to_string())];
    findings.add(sent.line, sent.start, sent.end, &values);
    findings.because(offer.line, offer.start, offer.end);
}
