//! A reply whose lines have different codes (RFC 5321 section 4.2.1: all lines have the same).

use super::view::{goes_on, shape};
use super::{Findings, Turn};
use crate::code::Code;
use crate::dialects::{Dialect, Family, Role};

pub(super) fn check(turn: &Turn<'_>, findings: &mut Findings) {
    let Some(answer) = &turn.exchange().answer else { return };
    // Without a command it may be a list of replies.
    if turn.exchange().sent.is_none() {
        return;
    }
    for line in &answer.lines {
        if !goes_on(turn.document, line.line, line.start) {
            continue;
        }
        let codes = turn.document.occurrences_on(line.line + 1);
        let Some(next) = codes.first() else { continue };
        // tshark writes a reply of several lines on one.
        let spoken = next.role == Role::Reply
            && next.dialect.family() == Family::Transcript
            && next.dialect != Dialect::Tshark;
        let same_place = || {
            let (here, there) = (turn.document.line(line.line), turn.document.line(next.line));
            here.get(..line.start).map(shape) == there.get(..next.start).map(shape)
        };
        let here = turn.document.line(line.line);
        let first = here.get(line.start..line.start + 3).unwrap_or("").to_owned();
        let Code::Basic(code) = next.code else { continue };
        let code = code.to_string();
        if spoken && code != first && same_place() {
            findings.add(next.line, next.start, next.end, &[("code", &code), ("first", &first)]);
            findings.because(line.line, line.start, line.start + 3);
        }
    }
}
