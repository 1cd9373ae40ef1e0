//! Other programs: KumoMTA's `kumo.reject(550, '...')`, maddy's `reject 550 5.7.1 "..."`, keys that say that they
//! hold a reply's code or words (rspamd, Haraka and others).

use super::Place;
use super::slot::{Shape, Slot};

/// Parts of keys whose values are the words of a refusal.
const WORDS: [&str; 6] =
    ["smtp_message", "reject_message", "reject_msg", "deny_msg", "deny_message", "reject_text"];

/// Parts of keys whose values are the code of one.
const CODES: [&str; 6] =
    ["reject_code", "reply_code", "smtp_code", "deny_code", "defer_code", "response_code"];

pub(super) fn slot(place: &Place<'_>) -> Option<Slot> {
    if let Some((start, call)) = place.behind(&["kumo.reject("]) {
        let Some((code, rest)) = call.split_once(',') else { return Some(Slot::new(start, Shape::Basic)) };
        let code: u16 = code.trim().parse().ok()?;
        let begun = rest.trim_start();
        let inside = begun.strip_prefix(['"', '\''])?;
        let slot = Slot::new(place.column - inside.len(), Shape::Enhanced).usual(Some(code)).quoted();
        return (!inside.contains(['"', '\''])).then(|| slot.of(&[(code / 100) as u8]));
    }
    let before = place.before();
    // maddy: a directive of its own, its words in quotes behind.
    if let Some(reply) = before.trim_start().strip_prefix("reject ")
        && before.starts_with([' ', '\t'])
        && reply.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b' '))
    {
        return Some(Slot::new(place.column - reply.len(), Shape::Codes));
    }
    let (key, value) = before.split_once(['=', ':'])?;
    let key = key.trim().trim_matches(['"', '\'', '$', '[', ']']).to_ascii_lowercase();
    let begun = value.trim_start();
    if CODES.iter().any(|name| key.ends_with(name)) && !key.contains("http") {
        let number = begun.trim_start_matches(['"', '\'']);
        return Some(Slot::new(place.column - number.len(), Shape::Basic));
    }
    if WORDS.iter().any(|name| key.ends_with(name)) {
        let inside = begun.strip_prefix(['"', '\'']);
        let words = inside.unwrap_or(begun);
        let slot = Slot::new(place.column - words.len(), Shape::Words).of(&[5]);
        return (!words.contains(['"', '\''])).then(|| if inside.is_some() { slot.quoted() } else { slot });
    }
    begun_reply(place, &key, begun)
}

/// Names of values that may be a whole reply.
const REPLIES: [&str; 9] =
    ["message", "msg", "reply", "response", "reason", "text", "notice", "reject", "rejection"];

/// A reply that somebody has begun to write, in a file about mail: `message = 55`.
fn begun_reply(place: &Place<'_>, key: &str, value: &str) -> Option<Slot> {
    let inside = value.strip_prefix(['"', '\'']);
    let reply = inside.unwrap_or(value);
    let digits = reply.bytes().take(3).take_while(u8::is_ascii_digit).count();
    let begun = reply.starts_with(['4', '5']) && (digits == 3 || digits == reply.len());
    if !begun || !place.document.frame().mail || reply.contains(['"', '\'']) {
        return None;
    }
    let name = key.rsplit(['_', '-', '.', ' ']).next().unwrap_or(key);
    let shape = match name {
        "code" | "codes" if !key.contains("http") => Shape::Basic,
        _ if REPLIES.contains(&name) => Shape::Reply,
        _ => return None,
    };
    let slot = Slot::new(place.column - reply.len(), shape);
    Some(if inside.is_some() { slot.quoted() } else { slot })
}
