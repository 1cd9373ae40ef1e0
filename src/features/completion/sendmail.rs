//! Sendmail: the access database and mailer table (`ERROR:5.7.1:550 text`), messages of FEATUREs, rules with
//! `$#error` (cf/README).

use super::Place;
use super::slot::{Shape, Slot, class_of};

pub(super) fn slot(place: &Place<'_>) -> Option<Slot> {
    let before = place.before();
    let lower = before.to_ascii_lowercase();
    if let Some(at) = lower.rfind("error:") {
        let named = lower[..at].ends_with(|c: char| c.is_whitespace() || c == '`' || c == '"');
        return named.then(|| error(place, at + "error:".len()));
    }
    if before.contains("$#error") {
        if let Some((start, rest)) = place.behind(&["$: \"", "$: "]) {
            let class = before.split_once("$@ ").and_then(|(_, code)| class_of(code.split(' ').next()?));
            let slot = Slot::new(start, Shape::Reply).of(&class.map_or(vec![5, 4], |class| vec![class]));
            return (!rest.contains('"')).then(|| slot.quoted());
        }
        let (start, _) = place.behind(&["$@ "])?;
        return Some(Slot::new(start, Shape::Codes)).and_then(|slot| only_enhanced(place, slot));
    }
    if before.trim_start().starts_with("FEATURE(") {
        let (start, inside) = place.behind(&["`\"", ",\"", ", \""])?;
        return (!inside.contains('"')).then(|| Slot::new(start, Shape::Reply).quoted());
    }
    // define(`confREJECT_MSG', `550 text')
    if before.trim_start().starts_with("define(`conf") && before.contains("_MSG'") {
        let (start, inside) = place.behind(&["', `\"", "', `", "',`\"", "',`"])?;
        return (!inside.contains(['"', '\''])).then(|| Slot::new(start, Shape::Reply).quoted());
    }
    // `To:bob@example.com   550 text`
    let key = before.find([' ', '\t'])?;
    let value = before[key..].trim_start();
    let tagged = before[..key].contains([':', '.', '@']) && !before.starts_with([' ', '\t', 'R', 'K', 'D']);
    let tagged = tagged || ["Connect:", "From:", "To:", "Spam:"].iter().any(|tag| before.starts_with(tag));
    let begun = value.is_empty() || value.starts_with(|c: char| c.is_ascii_digit());
    (tagged && begun).then(|| Slot::new(place.column - value.len(), Shape::Reply))
}

/// What stands behind `ERROR:`, quoted or not.
pub(super) fn error(place: &Place<'_>, start: usize) -> Slot {
    if place.text[start..].starts_with('"') {
        return Slot::new(start + 1, Shape::Error).quoted();
    }
    let slot = Slot::new(start, Shape::Error);
    if place.text[start..place.column].contains('"') { slot.quoted() } else { slot }
}

/// A place for an enhanced code alone.
fn only_enhanced(place: &Place<'_>, slot: Slot) -> Option<Slot> {
    let written = place.text.get(slot.start..place.column)?;
    let partial = written.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    partial.then_some(Slot { shape: Shape::Error, ..slot })
}
