//! Exim: `message =` in ACLs, `:fail:` and `:defer:` in redirections (Exim specification, chapters 44.19 and 22.7).

use super::Place;
use super::slot::{Shape, Slot};
use crate::rules::{acl_verb, acl_verb_of};

pub(super) fn slot(place: &Place<'_>) -> Option<Slot> {
    if let Some((start, rest)) = place.behind(&[":fail:", ":defer:"]) {
        let class = if place.before()[..start].ends_with(":fail:") { 5 } else { 4 };
        let blanks = rest.len() - rest.trim_start().len();
        return Some(Slot::new(start + blanks, Shape::Reply).of(&[class]));
    }
    let before = place.before();
    let condition = before.trim_start();
    let condition = match acl_verb(condition) {
        Some(verb) => condition[verb.len()..].trim_start(),
        None => condition,
    };
    let value = condition.strip_prefix("message")?.trim_start().strip_prefix('=')?.trim_start();
    let (value, quoted) = match value.strip_prefix('"') {
        Some(value) => (value, true),
        None => (value, false),
    };
    // The code's first digit must be the one that the verb gives; with others the message speaks of success.
    let verb = acl_verb_of(place.document, place.line).map(|(_, verb)| verb);
    let classes: &[u8] = match verb {
        Some("deny" | "drop" | "require") => &[5],
        Some("defer") => &[4],
        Some(_) => return None,
        None => &[5, 4],
    };
    let slot = Slot::new(place.column - value.len(), Shape::Reply).of(classes);
    Some(if quoted { slot.quoted() } else { slot })
}
