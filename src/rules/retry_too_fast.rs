//! A mail that is tried again within seconds, several times, after it was put off (RFC 5321 section 4.5.4.1:
//! at least 30 minutes are recommended).

use std::collections::HashMap;

use super::Findings;
use super::delivery::{Delivery, Outcome};
use crate::document::Document;

/// A retry within so many seconds is too fast. At the same second it is no retry, but the same recipient by
/// another alias.
const FAST: std::ops::Range<i64> = 2..60;

/// So many fast retries in a row are no hand that flushed the queue.
const IN_A_ROW: usize = 2;

/// The attempts for a mail and a recipient.
struct Run<'a> {
    last: &'a Delivery,
    fast: usize,
    seconds: i64,
    told: bool,
}

pub(super) fn check(_: &Document, deliveries: &[Delivery], findings: &mut Findings) {
    let mut open: HashMap<(&str, &str), Run<'_>> = HashMap::new();
    for one in deliveries.iter().filter(|one| !one.id.is_empty()) {
        let key = (&*one.id, &*one.recipient);
        if one.outcome != Outcome::Deferred {
            open.remove(&key);
            continue;
        }
        let run = open.entry(key).or_insert(Run { last: one, fast: 0, seconds: 0, told: false });
        let passed = run.last.time.zip(one.time).map(|(before, now)| now - before);
        match passed {
            Some(0..2) => continue,
            Some(seconds) if FAST.contains(&seconds) => {
                run.fast += 1;
                run.seconds = seconds;
            }
            _ => run.fast = 0,
        }
        if run.fast >= IN_A_ROW && !run.told {
            run.told = true;
            let values = [("recipient", &*one.recipient), ("seconds", &*run.seconds.to_string())];
            findings.add(one.line, one.start, one.end, &values);
            findings.because(run.last.line, run.last.start, run.last.end);
        }
        run.last = one;
    }
}
