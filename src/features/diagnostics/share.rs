//! What is told where there is not room for all: the worst, whether replies or rules tell it.

use super::{Diagnostic, Placed, Severity};
use crate::document::Document;
use crate::rules::LARGE;

/// How many findings of rules are looked for where so many replies are told. In a large document with many
/// refusals, all of it would be looked at for little.
pub(super) fn room(document: &Document, replies: usize, max: usize) -> usize {
    if document.text().len() > LARGE { max.saturating_sub(replies) } else { max }
}

/// Leaves the `max` worst; of equals, replies first and then in the order of the text. Answers how many went.
pub(super) fn share(replies: &mut Vec<Placed>, ruled: &mut Vec<Diagnostic>, max: usize) -> usize {
    let all = replies.len() + ruled.len();
    if all <= max {
        return 0;
    }
    let mut worst: Vec<(Severity, bool, usize)> =
        replies.iter().enumerate().map(|(at, one)| (one.draft().rank(0).0, false, at)).collect();
    worst.extend(ruled.iter().enumerate().map(|(at, one)| (one.severity, true, at)));
    worst.sort_unstable();
    let mut kept = vec![false; all];
    let first_rule = replies.len();
    for (_, rule, at) in worst.into_iter().take(max) {
        kept[if rule { first_rule + at } else { at }] = true;
    }
    let mut keep = kept.into_iter();
    replies.retain(|_| keep.next() == Some(true));
    ruled.retain(|_| keep.next() == Some(true));
    all - max
}
