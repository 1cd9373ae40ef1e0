//! Postfix: parameters of main.cf and master.cf that hold codes (postconf(5)), access tables (access(5)), header
//! and body checks (header_checks(5)), `error:` and `retry:` in transport tables (transport(5), error(8)).

use super::Place;
use super::sendmail;
use super::slot::{FOOTER, Shape, Slot};
use crate::catalog;

pub(super) fn slot(place: &Place<'_>) -> Option<Slot> {
    let name = place.file_name();
    let main = name.starts_with("main.cf") || name.starts_with("master.cf") || name.ends_with(".cf");
    match parameter(place) {
        found @ Some(_) => found,
        None if main => inline(place),
        None => table(place, &name),
    }
}

/// `name = value`, in master.cf `-o name=value`.
fn parameter(place: &Place<'_>) -> Option<Slot> {
    let before = place.before();
    let (left, value) = before.split_at(before.rfind('=')?);
    let value = &value[1..];
    let start = place.column - value.trim_start().len();
    let name = left.trim_end().rsplit([' ', '\t', '{', ',']).next()?;
    if name == FOOTER {
        return Some(Slot::new(start, Shape::Footer));
    }
    if name == "default_rbl_reply" {
        return behind_rbl_code(place, start);
    }
    let known = catalog::parameter(name).map(|parameter| parameter.default);
    // Newer versions may have more of them.
    let of_codes = ["_reject_code", "_defer_code", "_reply_code"].iter().any(|end| name.ends_with(end));
    let default = known.or(of_codes.then_some(None))?;
    if known.is_some() && default.is_none() {
        return None;
    }
    let mut slot = Slot::new(start, Shape::Basic).usual(default);
    if name.ends_with("_defer_code") || name == "defer_code" {
        slot.classes = vec![4];
    }
    if name.starts_with("unverified_") {
        // Address verification may take the address all the same (postconf(5)).
        slot.extra = vec![250];
    }
    Some(slot)
}

/// `check_client_access inline:{{192.0.2.1 = 550 5.7.1 text}}`.
fn inline(place: &Place<'_>) -> Option<Slot> {
    let (_, inside) = place.behind(&["inline:{"])?;
    let access = place.before().contains("_access");
    let pair = inside.rsplit(['{', ',']).next()?;
    let (_, value) = pair.split_once('=')?;
    let start = place.column - value.trim_start().len();
    (access && !pair.contains('}')).then(|| value_slot(place, start)).flatten()
}

/// The right-hand side of a lookup table.
fn table(place: &Place<'_>, name: &str) -> Option<Slot> {
    let start = value_start(place.text)?;
    if place.column < start {
        return None;
    }
    let stem = name.split('.').next().unwrap_or(name);
    let value = &place.text[start..place.column];
    let behind = |mark: &str| {
        let begins = value.get(..mark.len()).is_some_and(|head| head.eq_ignore_ascii_case(mark));
        begins.then_some(start + mark.len())
    };
    if stem == "transport" || stem.starts_with("transport_") {
        let error = behind("error:").map(|start| Slot::new(start, Shape::Enhanced).of(&[5]));
        return error.or_else(|| Some(Slot::new(behind("retry:")?, Shape::Enhanced).of(&[4])));
    }
    if let Some(start) = behind("ERROR:") {
        return Some(sendmail::error(place, start));
    }
    if stem.ends_with("_checks") {
        // RFC 3463's class is 5: the message is refused for good (header_checks(5)).
        return Some(Slot::new(behind("REJECT ")?, Shape::Enhanced).of(&[5]));
    }
    if stem.ends_with("status_filter") {
        return Some(Slot::new(start, Shape::Enhanced).of(&[5, 4, 2]));
    }
    if stem.starts_with("rbl_reply") {
        return behind_rbl_code(place, start);
    }
    let others = [
        "virtual",
        "relocated",
        "canonical",
        "generic",
        "sender_canonical",
        "recipient_canonical",
        "dnsbl_reply",
        "postscreen_access",
        "aliases",
        "relay_domains",
        "sasl_passwd",
        "vmailbox",
        "relay_recipients",
    ];
    (!others.contains(&stem)).then(|| value_slot(place, start)).flatten()
}

/// What an access table gives: `550 5.7.1 text`, `REJECT 5.7.1 text`, `DEFER_IF_PERMIT 4.7.1 text`.
fn value_slot(place: &Place<'_>, start: usize) -> Option<Slot> {
    let value = place.text.get(start..place.column)?;
    let Some((action, rest)) = value.split_once([' ', '\t']) else {
        return Some(Slot::new(start, Shape::Reply)).filter(|_| !value.starts_with(char::is_alphabetic));
    };
    let behind = place.column - rest.len();
    match action.to_ascii_uppercase().as_str() {
        "REJECT" => Some(Slot::new(behind, Shape::Enhanced).of(&[5])),
        "DEFER" | "DEFER_IF_PERMIT" | "DEFER_IF_REJECT" => Some(Slot::new(behind, Shape::Enhanced).of(&[4])),
        _ => Some(Slot::new(start, Shape::Reply)),
    }
}

/// `$rbl_code 5.7.1 text`: the parameter `maps_rbl_reject_code` sets the code.
fn behind_rbl_code(place: &Place<'_>, start: usize) -> Option<Slot> {
    let value = place.text.get(start..place.column)?;
    let rest = value.strip_prefix("$rbl_code ").or_else(|| value.strip_prefix("$$rbl_code "))?;
    Some(Slot::new(place.column - rest.len(), Shape::Enhanced).of(&[5]))
}

/// The column behind a table's key and the blanks after it. A key may be a pattern that holds blanks.
fn value_start(text: &str) -> Option<usize> {
    if text.starts_with([' ', '\t', '#']) {
        return None;
    }
    let pattern = text.strip_prefix('!').unwrap_or(text);
    let key = if pattern.starts_with('/') {
        let opened = text.len() - pattern.len() + 1;
        let mut escaped = false;
        let close = text[opened..].bytes().position(|b| {
            let ends = b == b'/' && !escaped;
            escaped = b == b'\\' && !escaped;
            ends
        })?;
        let flags = text[opened + close + 1..].bytes().take_while(u8::is_ascii_alphabetic).count();
        opened + close + 1 + flags
    } else {
        text.find([' ', '\t'])?
    };
    let blanks = text[key..].len() - text[key..].trim_start_matches([' ', '\t']).len();
    let conditional = matches!(text.get(..3), Some("if " | "end"));
    (blanks > 0 && !conditional).then_some(key + blanks)
}
