//! What a line says beside the code: the queue id, and the host that answered.

use crate::dialects::Dialect;

/// How far before and after the code its line is looked at, in bytes.
const REACH: usize = 2048;

/// What stands on the line of an occurrence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Context<'a> {
    /// The host that answered.
    pub host: Option<&'a str>,
    /// The queue id of the message.
    pub queue_id: Option<&'a str>,
}

impl<'a> Context<'a> {
    /// Reads the line around the byte `at` of `text`.
    pub fn of(text: &'a str, at: usize, dialect: Dialect) -> Context<'a> {
        let line = line_around(text, at);
        match dialect {
            Dialect::PostfixLog | Dialect::SendmailLog => {
                Context { host: relay(line).or_else(|| quoted_host(line)), queue_id: after_process(line) }
            }
            Dialect::EximLog => {
                Context { host: quoted_host(line).or_else(|| exim_host(line)), queue_id: exim_id(line) }
            }
            _ => Context { host: quoted_host(line), queue_id: None },
        }
    }
}

fn line_around(text: &str, at: usize) -> &str {
    let bytes = text.as_bytes();
    let breaks = |b: &u8| matches!(b, b'\n' | b'\r');
    let first = at.saturating_sub(REACH);
    let mut start = bytes[first..at].iter().rposition(breaks).map_or(first, |end| first + end + 1);
    let last = (at + REACH).min(bytes.len());
    let mut end = bytes[at..last].iter().position(breaks).map_or(last, |end| at + end);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[start..end]
}

/// The host of `relay=mx.example.com[192.0.2.1]:25`.
fn relay(line: &str) -> Option<&str> {
    let (_, rest) = line.split_once("relay=")?;
    host(rest).filter(|host| *host != "none" && *host != "local")
}

/// The host of `host mx.example.com[192.0.2.1] said` or `host mx.example.com [192.0.2.1]:`.
fn quoted_host(line: &str) -> Option<&str> {
    let (_, rest) = line.split_once("host ")?;
    host(rest).filter(|host| rest[host.len()..].trim_start().starts_with('['))
}

/// The host of a delivery in Exim's log: `== a@b.example R=r T=t H=mx.example.com [192.0.2.1]`. On lines of
/// a reception H is the client.
fn exim_host(line: &str) -> Option<&str> {
    [" == ", " ** ", " => ", " -> "].iter().any(|mark| line.contains(mark)).then_some(())?;
    host(line.split_once(" H=")?.1)
}

fn host(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || "-._".contains(c))).unwrap_or(text.len());
    Some(text[..end].trim_end_matches('.')).filter(|host| !host.is_empty())
}

/// The queue id of `postfix/smtp[123]: 4F1KxN2Qz1z9r: to=` and `sendmail[123]: 0A1B2C3D012345: to=`.
fn after_process(line: &str) -> Option<&str> {
    let (_, rest) = line.split_once("]: ")?;
    let (id, _) = rest.split_once(": ")?;
    let shaped = (5..=20).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric());
    (shaped && id != "NOQUEUE" && id.bytes().any(|b| b.is_ascii_digit())).then_some(id)
}

/// The message id of `2025-01-02 03:04:05 1tTrIE-0005Mz-Qf == ...`: 6-6-2 characters, since Exim 4.97 6-11-4.
fn exim_id(line: &str) -> Option<&str> {
    line.split_ascii_whitespace().take(8).find(|word| {
        let lengths = word.split('-').map(str::len);
        (lengths.clone().eq([6, 6, 2]) || lengths.eq([6, 11, 4]))
            && word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(dialect: Dialect, line: &str, host: Option<&str>, queue_id: Option<&str>) {
        let text = format!("before\n{line}\nafter");
        let at = 7 + line.find("550").unwrap();
        assert_eq!(Context::of(&text, at, dialect), Context { host, queue_id });
    }

    #[test]
    fn postfix_names_queue_and_relay() {
        check(
            Dialect::PostfixLog,
            "Jan  2 03:04:05 mx postfix/smtp[123]: 4F1KxN2Qz1z9r: to=<b@c.example>, \
             relay=mx.c.example[192.0.2.1]:25, status=bounced (host mx.c.example[192.0.2.1] said: 550 no)",
            Some("mx.c.example"),
            Some("4F1KxN2Qz1z9r"),
        );
        check(
            Dialect::PostfixLog,
            "Jan  2 03:04:05 mx postfix/smtpd[123]: NOQUEUE: reject: RCPT from x[192.0.2.1]: 550 no",
            None,
            None,
        );
    }

    #[test]
    fn exim_names_message_and_host() {
        check(
            Dialect::EximLog,
            "2025-01-02 03:04:05 1tTrIE-0005Mz-Qf ** b@c.example R=r T=t H=mx.c.example [192.0.2.1]: 550 no",
            Some("mx.c.example"),
            Some("1tTrIE-0005Mz-Qf"),
        );
        check(
            Dialect::EximLog,
            "2025-01-02 03:04:05 1tTrIE-00000005Mz1-0Qf2 == b@c.example: host mx.c.example [192.0.2.1]: 550",
            Some("mx.c.example"),
            Some("1tTrIE-00000005Mz1-0Qf2"),
        );
        check(
            Dialect::EximLog,
            "2025-01-02 03:04:05 H=client.example [192.0.2.1] rejected RCPT <x@y.example>: 550 no",
            None,
            None,
        );
    }
}
