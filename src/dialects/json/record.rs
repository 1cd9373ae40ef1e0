//! The record round a value: is it about mail, and is it about HTTP?

use super::super::State;
use super::super::evidence::{Level, names_other_protocol, speaks_of_mail};
use super::super::lexicon;
use super::super::reader::Line;
use super::names::Kind;

/// How much of the document round a value is looked at, on either side, in bytes.
const NEAR: usize = 1500;

/// What stands round a value in its record.
pub struct Record<'a> {
    /// The members of the record before the value.
    before: &'a str,
    /// What follows it, maybe of other records as well.
    after: &'a str,
    /// The names of the objects that hold the value, innermost first.
    parents: [&'a str; 3],
    /// How much the record speaks for mail.
    pub level: Level,
}

impl<'a> Record<'a> {
    /// What stands round the bytes `from..to` of the line.
    pub fn around(line: &Line<'a>, state: &State, from: usize, to: usize) -> Record<'a> {
        let left = line.left(from, NEAR);
        let right = line.right(to, NEAR);
        // The braces that nothing closes: the first holds the object's own members.
        let mut depth = 0u32;
        let mut before = left;
        let mut parents = [""; 3];
        let mut level = 0;
        for (at, byte) in left.bytes().enumerate().rev() {
            match byte {
                b'}' => depth += 1,
                b'{' if depth == 0 => {
                    if level == 0 {
                        before = &left[at + 1..];
                    }
                    let outer = left[..at].trim_end_matches(['[', ' ', '\n', '\r', '\t', ':', '"', '\'']);
                    parents[level] = super::super::words::last_word(outer).0;
                    level += 1;
                    if level == parents.len() {
                        break;
                    }
                }
                b'{' => depth -= 1,
                _ => {}
            }
        }
        let mut depth = 0u32;
        let mut end = right.len();
        for (at, byte) in right.bytes().enumerate() {
            match byte {
                b'{' => depth += 1,
                b'}' if depth == 0 => {
                    end = at;
                    break;
                }
                b'}' => depth -= 1,
                _ => {}
            }
        }
        let after = &right[..end];
        let mail = speaks_of_mail(before) || speaks_of_mail(after) || speaks_of_mail(parents[0]);
        let wide = line.frame.mail || state.mail || speaks_of_mail(left) || speaks_of_mail(right);
        let level = if mail {
            Level::Line
        } else if wide {
            Level::Document
        } else {
            Level::Unknown
        };
        Record { before, after, parents, level }
    }

    pub fn has(&self, needle: &str) -> bool {
        let find = |text: &str| memchr::memmem::find(text.as_bytes(), needle.as_bytes()).is_some();
        find(self.before) || find(self.after)
    }

    /// Whether the record tells of HTTP, whose statuses look the same.
    pub fn is_http(&self) -> bool {
        let foreign = |parent: &&str| {
            let parent = parent.to_ascii_lowercase();
            ["http", "request", "webhook", "ftp", "rtsp", "sip"].iter().any(|part| parent.contains(part))
        };
        self.parents.iter().any(foreign)
            || names_other_protocol(self.before)
            || names_other_protocol(self.after)
            || [
                "\"url\"",
                "\"uri\"",
                "\"method\"",
                "\"http",
                "\"user_agent\"",
                "\"userAgent\"",
                "\"user-agent\"",
                "\"path\":\"/",
                "\"path\": \"/",
                "\"referer",
                "\"request\"",
                "statusText",
                "\"endpoint\"",
                "\"verb\"",
            ]
            .iter()
            .any(|mark| self.has(mark))
    }

    /// Whether it names SMTP itself, not only mail.
    pub fn is_smtp(&self) -> bool {
        let near = |text: &str| {
            let lower = text.to_ascii_lowercase();
            ["smtp", "dsn", "enhanced", "\"mx", "rcpt", "bounce", "diagnostic", "lmtp", "starttls", "queue"]
                .iter()
                .any(|part| lower.contains(part))
        };
        near(self.before) || near(self.after) || self.parents.iter().any(|parent| near(parent))
    }
}

/// Whether a number or a string that is nothing but a basic code counts.
pub fn counts(record: &Record<'_>, kind: Kind, code: u16, name: &str) -> bool {
    let reply = super::super::words::ends_with(name, "reply");
    match kind {
        Kind::Never | Kind::Any => false,
        Kind::Certain => {
            !record.is_http()
                || !lexicon::is_shared_with_http(code)
                || super::super::words::starts_with(name, "smtp")
        }
        Kind::General => {
            lexicon::is_plausible(code)
                && !matches!(code, 200 | 400 | 403)
                && record.level >= Level::Document
                && !record.is_http()
                && (!lexicon::is_shared_with_http(code)
                    || reply
                    || record.is_smtp()
                    || record.has(&format!("{code} "))
                    || record.has(&format!("{code}-")))
        }
    }
}
