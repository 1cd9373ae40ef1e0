//! Which replies are spoken of: of those that hang together, one.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::ops::Range;

use crate::code::Class;
use crate::dialects::{Family, Role};
use crate::document::Document;
use crate::features::reply::Reply;

/// How many lines replies that hang together may go on, before and after a line.
const REACH: usize = 64;

/// The replies to speak of whose codes stand on some lines, in the order of the text.
pub(crate) fn units_on(document: &Document, lines: Range<usize>) -> Vec<Reply> {
    let codes = document.occurrences_in(lines);
    let failed = codes.iter().filter(|code| code.code.class().is_failure()).map(|code| code.line);
    units(document, failed)
}

/// All replies of the document to speak of.
pub(crate) fn all_units(document: &Document) -> Vec<Reply> {
    let mut lines: Vec<_> = document.failed(usize::MAX).iter().map(|start| start.line).collect();
    for class in [Class::PermanentNegative, Class::TransientNegative] {
        let set = document.replies(class, &[Role::Setting], usize::MAX);
        lines.extend(set.iter().map(|start| start.line));
    }
    lines.sort_unstable();
    units(document, lines.into_iter())
}

/// The replies to speak of on some lines, each once.
fn units(document: &Document, lines: impl Iterator<Item = usize>) -> Vec<Reply> {
    let mut told = HashSet::new();
    let mut units = Vec::new();
    let mut last = usize::MAX;
    for line in lines {
        if std::mem::replace(&mut last, line) != line
            && let Some(unit) = unit_of(document, line)
            && told.insert((unit.first().line, unit.first().start))
        {
            units.push(unit);
        }
    }
    units
}

/// The reply to speak of among those with a code on the line and those that hang together with them: on a
/// line that another one is on as well. It is the one that tells most of the worst.
pub(super) fn unit_of(document: &Document, line: usize) -> Option<Reply> {
    let mut replies = Reply::on(document, line);
    let begin = |reply: &Reply| (reply.first().line, reply.first().start);
    let mut known: HashSet<_> = replies.iter().map(begin).collect();
    let mut read = line..line + 1;
    let bounds = line.saturating_sub(REACH)..line + REACH;
    loop {
        let first = replies.iter().map(|reply| reply.lines().start).min()?.max(bounds.start);
        let end = replies.iter().map(|reply| reply.lines().end).max()?.min(bounds.end);
        if read.start <= first && end <= read.end {
            break;
        }
        // A reply of several lines shares them with others.
        for line in (first..read.start).chain(read.end..end) {
            replies.extend(Reply::on(document, line).into_iter().filter(|reply| known.insert(begin(reply))));
        }
        read = first.min(read.start)..end.max(read.end);
    }
    replies.into_iter().filter(is_told).min_by_key(rank)
}

/// Whether a reply is a failure that happened or is set up, and not one that a sentence or a test speaks of.
fn is_told(reply: &Reply) -> bool {
    let spoken_of =
        matches!(reply.role(), Role::Expected | Role::Mention) || reply.dialect().family() == Family::Prose;
    reply.worst().is_failure() && !spoken_of
}

/// The lower, the more a reply is to be spoken of among those that it hangs together with.
fn rank(reply: &Reply) -> impl Ord + use<> {
    let class = Reverse(reply.worst());
    // The range of a diagnostic covers all lines of its reply.
    let lines = Reverse(reply.lines().len());
    let field = reply.role() == Role::Field;
    let first = reply.first();
    (class, lines, field, reply.basic.is_none(), reply.enhanced.is_none(), first.line, first.start)
}
