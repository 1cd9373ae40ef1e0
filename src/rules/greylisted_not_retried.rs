//! A mail that was greylisted and not tried again, although the log goes on for hours (RFC 6647 section 2:
//! greylisting rests on the client's retry; RFC 5321 section 4.5.4.1).

use std::collections::HashMap;

use super::Findings;
use super::delivery::{Delivery, Outcome};
use crate::document::Document;

/// So many seconds later every queue has tried again.
const LONG: i64 = 4 * 60 * 60;

/// More than so many are not looked after: something is cut out of the log.
const MOST: usize = 20;

pub(super) fn check(document: &Document, deliveries: &[Delivery], findings: &mut Findings) {
    // A log that shows no later delivery that went well may have lost its retries to a filter.
    let last_sent =
        deliveries.iter().filter(|one| one.outcome == Outcome::Sent).filter_map(|one| one.time).max();
    let Some(last_sent) = last_sent else { return };
    let mut last: HashMap<(&str, &str), &Delivery> = HashMap::new();
    for one in deliveries {
        last.insert((&*one.id, &*one.recipient), one);
    }
    let waited = |one: &&Delivery| one.time.is_some_and(|time| last_sent - time >= LONG);
    let mut waiting: Vec<_> = last.into_values().filter(|one| one.greylisted).filter(waited).collect();
    if waiting.len() > MOST {
        return;
    }
    waiting.sort_by_key(|one| one.line);
    for one in waiting {
        // Any later word on the mail says that it was not forgotten.
        let forgotten =
            one.id.is_empty() || document.lines_with(&one.id, one.line + 1..document.line_count()).is_empty();
        if forgotten {
            let hours = (last_sent - one.time.unwrap_or(last_sent)) / 3600;
            let values = [("recipient", &*one.recipient), ("hours", &*hours.to_string())];
            findings.add(one.line, one.start, one.end, &values);
        }
    }
}
