//! OpenSMTPD: filters of smtpd.conf that refuse: `reject "550 ..."`, `disconnect "421 ..."` (smtpd.conf(5)).

use super::Place;
use super::slot::{Shape, Slot};

pub(super) fn slot(place: &Place<'_>) -> Option<Slot> {
    let (start, inside) = place.behind(&["reject \"", "reject '", "disconnect \"", "disconnect '"])?;
    let filter = place.text.trim_start().starts_with("filter") || place.text.starts_with([' ', '\t']);
    let usual = place.before()[..start - 2].ends_with("disconnect").then_some(421);
    (filter && !inside.contains(['"', '\''])).then(|| Slot::new(start, Shape::Reply).usual(usual).quoted())
}
