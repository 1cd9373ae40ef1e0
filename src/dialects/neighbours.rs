//! Prefixes of a dialogue's lines that only the lines before and after them make such.

use super::marks::{self, Prefix};
use super::reader::Line;
use super::{Dialect, State};

/// A prefix that only the lines before and after make one.
pub(super) fn by_neighbours((line, state): (&Line<'_>, &State), left: &str, code: u16) -> Option<Prefix> {
    if state.open == code && goes_on_in_log(line, left) {
        return Some(Prefix::Mark(if state.dialect == Dialect::None {
            Dialect::Dialogue
        } else {
            state.dialect
        }));
    }
    by_process(line, left)
}

/// Whether the line before begins as this one does: loggers put the same header before each line of a reply, and
/// the direction before the first alone. Its digits are the time's.
fn goes_on_in_log(line: &Line<'_>, left: &str) -> bool {
    let before = line.before().lines().next_back().unwrap_or("");
    let before = &before.as_bytes()[marks::container(before)..];
    // Exim: `12345   SMTP<< 250-mx.example.net`, `12345          250 HELP`.
    let quotes = [' ', '\t', '>', '|'];
    let pid = left.trim_start_matches(quotes).trim_end();
    if left.ends_with("   ") && pid.len() >= 3 && pid.bytes().all(|byte| byte.is_ascii_digit()) {
        return before.iter().position(u8::is_ascii_digit).is_some_and(|at| {
            before[at..].starts_with(pid.as_bytes())
                && before[..at].iter().all(|byte| quotes.contains(&char::from(*byte)))
        });
    }
    left.ends_with([' ', '\t'])
        && left.trim().len() > 3
        && before.len() > left.len()
        && before
            .iter()
            .zip(left.as_bytes())
            .all(|(past, now)| past == now || past.is_ascii_digit() && now.is_ascii_digit())
}

/// The log of qpsmtpd, whose lines begin with a process id: `24254 250 ok`, where `24254 dispatching ...` or a
/// plug-in's line of the same process is near.
fn by_process(line: &Line<'_>, left: &str) -> Option<Prefix> {
    let pid = left.strip_suffix(' ')?.rsplit(' ').next()?;
    if !(3..=8).contains(&pid.len()) || !pid.bytes().all(|byte| byte.is_ascii_digit()) || left.len() > 48 {
        return None;
    }
    let near = [line.before(), line.after()];
    ["dispatching ", "Accepted connection ", "Connection from "]
        .iter()
        .any(|mark| {
            let mark = format!("{pid} {mark}");
            near.iter().any(|text| memchr::memmem::find(text.as_bytes(), mark.as_bytes()).is_some())
        })
        .then_some(Prefix::Mark(Dialect::Dialogue))
}
