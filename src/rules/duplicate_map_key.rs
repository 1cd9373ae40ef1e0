//! A key that stands in an access map twice: the first entry counts, and postmap(1) and makemap(8) warn.

use std::collections::HashMap;

use super::Findings;
use super::map::Entry;

pub(super) fn check(entries: &[Entry], findings: &mut Findings) {
    let mut first: HashMap<&str, &Entry> = HashMap::new();
    for entry in entries {
        if let Some(known) = first.get(&*entry.key) {
            findings.add(entry.line, 0, entry.end, &[("key", &entry.key)]);
            findings.because(known.line, 0, known.end);
        } else {
            first.insert(&entry.key, entry);
        }
    }
}
