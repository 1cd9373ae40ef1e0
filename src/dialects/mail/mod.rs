//! Mail messages (RFC 5322, MIME): bounces, and mails that quote replies.
//!
//! A bounce has readable text, a part with the fields of the delivery status (RFC 3464) and the returned
//! message. In the returned message nothing is a reply, whatever it looks like. A message that is no
//! bounce is read as prose.

mod encoded;
mod header;
mod text;

use super::reader::Line;
use super::state::Part;
use super::words::{head, starts_with};
use super::{Dialect, State};

/// Bits of [`State::form`] in a mail message.
mod bits {
    /// The message is a report of a mail system.
    pub const BOUNCE: u32 = 1;
    /// The part is encoded in base64.
    pub const BASE64: u32 = 1 << 1;
    /// A line of the header was seen.
    pub const BEGUN: u32 = 1 << 2;
    /// The field of the header that goes on, four bits.
    pub const FIELD: u32 = 0xF << 4;
}

pub(super) fn read(line: &mut Line<'_>, state: &mut State) {
    if begins_in_mbox(line) {
        *state = State { mail: state.mail, ..State::default() };
        return;
    }
    if line.text.starts_with("--") && edge(line, state) {
        return;
    }
    match state.part {
        Part::Header | Part::Fields => header::read(line, state),
        Part::Text => text::read(line, state),
        Part::Status => header::read_status(line, state),
        Part::Base64 => encoded::read_base64(line, state),
        Part::Opaque => {}
    }
}

/// The line with which a message in an mbox begins (RFC 4155): `From user@host Tue Mar 02 09:44:33 1999`.
fn begins_in_mbox(line: &Line<'_>) -> bool {
    let text = line.text;
    if !text.starts_with("From ") || text.len() > 200 {
        return false;
    }
    let mut words = text.split_ascii_whitespace().skip(1);
    let Some(first) = words.next() else { return false };
    let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let dated =
        words.any(|word| days.contains(&word)) && text.bytes().filter(|byte| *byte == b':').count() >= 2;
    if first.is_empty() || !dated {
        return false;
    }
    let before = line.before();
    before.is_empty() || before.ends_with("\n\n") || before.ends_with("\r\n\r\n") || before.ends_with("\r\r")
}

/// The hash of a boundary; never 0.
fn hash(boundary: &str) -> u16 {
    let sum =
        boundary.bytes().fold(0x811c_9dc5_u32, |sum, byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    ((sum >> 16) ^ sum) as u16 | 1
}

/// Remembers a boundary that a header declares.
fn declare(state: &mut State, boundary: &str) {
    let free = state.boundaries.iter().position(|known| *known == 0).unwrap_or(state.boundaries.len() - 1);
    state.boundaries[free] = hash(boundary);
}

/// A line that begins or closes a body part (RFC 2046 section 5.1.1).
fn edge(line: &Line<'_>, state: &mut State) -> bool {
    let name = line.text[2..].trim_end();
    if name.is_empty() || name.len() > 200 {
        return false;
    }
    let level = |name: &str| state.boundaries.iter().position(|known| *known != 0 && *known == hash(name));
    if let Some(level) = level(name) {
        begin_part(state, level + 1);
        return true;
    }
    if let Some(level) = name.strip_suffix("--").and_then(level) {
        state.boundaries[level..].fill(0);
        begin_part(state, level);
        state.part = Part::Opaque;
        return true;
    }
    // A boundary that no header declared: headers are cut off, or were edited.
    let readable = matches!(state.part, Part::Text | Part::Status | Part::Base64);
    if readable && !name.contains([' ', '\t']) && name.bytes().any(|byte| byte.is_ascii_alphanumeric()) {
        let after = line.after();
        if starts_with(after, "content-") {
            declare(state, name);
            let level = state.boundaries.iter().filter(|known| **known != 0).count();
            begin_part(state, level);
            return true;
        }
    }
    false
}

/// The header of a part begins, inside of `level` multiparts.
fn begin_part(state: &mut State, level: usize) {
    let level = level.min(state.boundaries.len());
    state.boundaries[level..].fill(0);
    state.part = Part::Fields;
    state.coming = Part::Text;
    state.quoted_printable = false;
    state.form &= bits::BOUNCE;
    state.open = 0;
    state.wrapped = false;
    state.command = None;
}

/// Whether the message is a report of a mail system.
fn is_bounce(state: &State) -> bool {
    state.form & bits::BOUNCE != 0
}

/// The name of a header field that begins on this line, and where its value begins.
fn field(text: &str) -> Option<(&str, usize)> {
    let colon = memchr::memchr(b':', head(text, 80).as_bytes())?;
    let name = text[..colon].trim_end();
    let fine = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_graphic());
    fine.then_some((name, colon + 1))
}

/// The dialect of what is found here.
const DIALECT: Dialect = Dialect::Bounce;
