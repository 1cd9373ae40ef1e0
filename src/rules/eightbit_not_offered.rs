//! `BODY=8BITMIME` or `BODY=BINARYMIME` to a server that offers it not (RFC 6152 section 3, RFC 3030
//! section 3).

use super::{Findings, Turn};
use crate::command::Command;

pub(super) fn check(turn: &Turn<'_>, findings: &mut Findings) {
    let Some(sent) = turn.sent(Command::Mail) else { return };
    let Some(body) = sent.parameter("BODY").map(str::to_ascii_uppercase) else { return };
    if matches!(&*body, "8BITMIME" | "BINARYMIME") && turn.lacks(&body) {
        findings.add(sent.line, sent.start, sent.end, &[("body", &body)]);
        if let Some((line, start, end)) = turn.hello() {
            findings.because(line, start, end);
        }
    }
}
