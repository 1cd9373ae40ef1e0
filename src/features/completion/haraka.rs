//! Haraka plugins: what `next(DENY, "...")` and `next(DENYSOFT, "...")` say.

use super::Place;
use super::slot::{Shape, Slot};

pub(super) fn slot(place: &Place<'_>) -> Option<Slot> {
    let name = place.file_name();
    let language = place.document.language_id();
    let script = name.ends_with(".js") || name.ends_with(".mjs") || language == "javascript";
    if !script || place.text.trim_start().starts_with("//") {
        return None;
    }
    let (start, call) = place.behind(&["next("])?;
    let (verdict, rest) = call.split_once(',')?;
    let verdict = verdict.trim().trim_start_matches("constants.").to_ascii_uppercase();
    let class = match verdict.as_str() {
        "DENY" | "DENYDISCONNECT" => 5,
        "DENYSOFT" | "DENYSOFTDISCONNECT" => 4,
        _ => return None,
    };
    let begun = rest.trim_start();
    let quote = begun.chars().next().filter(|quote| matches!(quote, '"' | '\'' | '`'))?;
    let inside = &begun[1..];
    let start = start + call.len() - inside.len();
    (!inside.contains(quote)).then(|| Slot::new(start, Shape::Enhanced).of(&[class]).quoted())
}
