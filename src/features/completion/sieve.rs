//! Sieve: `reject "..."` and `ereject "..."` (RFC 5429). The server chooses the codes; words only are written.

use super::Place;
use super::slot::{Shape, Slot};

pub(super) fn slot(place: &Place<'_>) -> Option<Slot> {
    let name = place.file_name();
    let sieve =
        [".sieve", ".siv"].iter().any(|end| name.ends_with(end)) || place.document.language_id() == "sieve";
    let (start, inside) = place.behind(&["reject \""])?;
    (sieve && !inside.contains('"')).then(|| Slot::new(start, Shape::Words).of(&[5]).quoted())
}
