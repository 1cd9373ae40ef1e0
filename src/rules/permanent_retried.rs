//! A recipient who is refused for good again and again: mail goes on being sent there (RFC 5321 section
//! 4.2.1: the sender should not repeat a command that was refused with 5xx). Refusals for another reason than
//! the recipient are the sender's own, whoever the recipient is.

use std::collections::HashMap;

use super::Findings;
use super::delivery::{Delivery, Outcome};
use crate::document::Document;

/// So many refusals are too many.
const TOO_MANY: usize = 3;

/// What is refused within so many seconds was sent before the sender could know better.
const AT_ONCE: i64 = 60;

/// The refusals of a recipient since the last mail that was taken.
struct Run<'a> {
    first: &'a Delivery,
    last: &'a Delivery,
    count: usize,
}

pub(super) fn check(_: &Document, deliveries: &[Delivery], findings: &mut Findings) {
    let mut open: HashMap<&str, Run<'_>> = HashMap::new();
    let mut told = Vec::new();
    for one in deliveries {
        let recipient = &*one.recipient;
        if one.outcome == Outcome::Sent {
            told.extend(open.remove(recipient));
        }
        if one.outcome != Outcome::Refused || !one.of_recipient {
            continue;
        }
        let run = open.entry(recipient).or_insert(Run { first: one, last: one, count: 1 });
        let (Some(before), Some(now)) = (run.last.time, one.time) else { continue };
        let again = run.last.id != one.id || one.id.is_empty();
        if now - before < AT_ONCE || !again {
            continue;
        }
        if run.last.codes == one.codes {
            run.last = one;
            run.count += 1;
        } else {
            let other = Run { first: one, last: one, count: 1 };
            told.push(std::mem::replace(run, other));
        }
    }
    told.extend(open.into_values());
    told.retain(|run| run.count >= TOO_MANY);
    for run in told {
        let count = run.count.to_string();
        let values = [("recipient", &*run.last.recipient), ("count", &*count), ("code", &*run.last.codes)];
        findings.add(run.last.line, run.last.start, run.last.end, &values);
        findings.because(run.first.line, run.first.start, run.first.end);
    }
}
