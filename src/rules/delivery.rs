//! What a log tells of deliveries to other servers: who, what became of it, when.
//!
//! Only the lines by which a server sums up one attempt for one recipient count. What a server refused to
//! others is not its delivery.

use std::sync::{Arc, LazyLock};

use regex::Regex;

use crate::catalog::{Question, find};
use crate::code::Class;
use crate::dialects::{Dialect, Family};
use crate::document::{Document, Placed};

/// How much of a line is read, in bytes.
const LONGEST: usize = 4096;

/// What became of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The server took the mail.
    Sent,
    /// It did not, for now.
    Deferred,
    /// It did not, for good.
    Refused,
}

/// One attempt to deliver to one recipient. Lines count from 0; columns are bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The line.
    pub line: usize,
    /// The first column of the code that decides.
    pub start: usize,
    /// The column after it, or after the enhanced code that follows.
    pub end: usize,
    /// The queue id; empty where the program has none.
    pub id: Arc<str>,
    /// The recipient, in lower case.
    pub recipient: Arc<str>,
    /// What became of it.
    pub outcome: Outcome,
    /// The codes, as they are written.
    pub codes: Arc<str>,
    /// Seconds from some day on; `None` where the line shows no date. A log without years ends with the year.
    pub time: Option<i64>,
    /// Whether the server says that it greylists.
    pub greylisted: bool,
    /// Whether it is the recipient whom the server refuses, and not the sender, the client or the content.
    pub of_recipient: bool,
}

/// Group 1 is the queue id, group 2 the recipient, group 3 what became of it.
static POSTFIX: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"\]: ([0-9A-Za-z]{6,20}): to=<([^<>]+@[^<>]+)>,.{0,600}? status=(sent|deferred|bounced) ")
});
static EXIM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r" ([0-9A-Za-z]{6}-[0-9A-Za-z]{6,11}-[0-9A-Za-z]{2,4}) (?:[=-]>|==|\*\*) (?:[^\s<>@]+ <)?([^\s<>@]+@[^\s<>@:]+)",
    )
});
static EXIM_FLAG: LazyLock<Regex> = LazyLock::new(|| pattern(r"-[0-9A-Za-z]{2,4} ([=-]>|==|\*\*) "));
static SENDMAIL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"\]: ([0-9A-Za-z]{12,18}): to=<?([^<>,\s]+@[^<>,\s]+)>?,.{0,600}?\bdsn=([245])\.")
});
static OPENSMTPD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"mta delivery evpid=([0-9a-f]+) .{0,400}?\bto=<([^<>]+@[^<>]+)> .{0,600}?result="(Ok|TempFail|PermFail)""#,
    )
});
static MSMTP: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"\bhost=\S+ .{0,400}?()\brecipients=([^\s,]+@[^\s,]+) .{0,2000}?(exitcode=EX_[A-Z]+)")
});

static TIME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^\[?(?:([0-9]{4})-([0-9]{2})-([0-9]{2})[T ]|([A-Z][a-z]{2}) {1,2}([0-9]{1,2}) )([0-9]{2}):([0-9]{2}):([0-9]{2})",
    )
});

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("the pattern is well formed")
}

/// The deliveries that some lines tell of.
pub(super) fn on_lines(document: &Document, lines: std::ops::Range<usize>) -> Vec<Delivery> {
    let codes = document.occurrences_in(lines);
    let same_line = codes.chunk_by(|one, other| one.line == other.line);
    same_line.filter_map(|codes| read(&document.line(codes[0].line), codes)).collect()
}

/// What a line tells, which has these codes.
fn read(line: &str, codes: &[Placed]) -> Option<Delivery> {
    let first = codes.iter().find(|code| code.dialect.family() == Family::Log)?;
    let cut = (0..=line.len().min(LONGEST)).rev().find(|at| line.is_char_boundary(*at))?;
    let line = &line[..cut];
    let found = match first.dialect {
        Dialect::PostfixLog => POSTFIX.captures(line)?,
        Dialect::EximLog => EXIM.captures(line)?,
        Dialect::SendmailLog => SENDMAIL.captures(line)?,
        Dialect::OpensmtpdLog => OPENSMTPD.captures(line)?,
        Dialect::MsmtpLog => MSMTP.captures(line)?,
        _ => return None,
    };
    let word = match first.dialect {
        Dialect::EximLog => EXIM_FLAG.captures(line)?.get(1)?.as_str(),
        _ => found.get(3)?.as_str(),
    };
    let outcome = match word {
        "sent" | "=>" | "->" | "2" | "Ok" | "exitcode=EX_OK" => Outcome::Sent,
        "deferred" | "==" | "4" | "TempFail" | "exitcode=EX_TEMPFAIL" => Outcome::Deferred,
        "bounced" | "**" | "5" | "PermFail" => Outcome::Refused,
        // msmtp: the last code decides.
        _ => Outcome::Refused,
    };
    if not_tried(line) {
        return None;
    }
    let class = match outcome {
        Outcome::Sent => Class::PositiveCompletion,
        Outcome::Deferred => Class::TransientNegative,
        Outcome::Refused => Class::PermanentNegative,
    };
    // The reply's own code is worth more than the field that sums it up.
    let telling = |code: &&Placed| code.code.class() == class;
    let basic = codes.iter().filter(telling).rfind(|code| code.code.basic().is_some());
    let shown = basic.or(codes.iter().rfind(telling))?;
    let enhanced = codes.iter().find(|code| code.start == shown.end + 1 && code.code.enhanced().is_some());
    let written = [Some(shown), enhanced.filter(|_| basic.is_some())];
    let written: Vec<_> = written.into_iter().flatten().map(|code| code.code.to_string()).collect();
    let words = line.to_ascii_lowercase();
    let question = Question {
        basic: basic.and_then(|code| code.code.basic()),
        enhanced: enhanced.unwrap_or(shown).code.enhanced(),
        text: line.get(shown.start..shown.text_end.min(line.len())).unwrap_or(""),
        command: shown.command,
        host: None,
    };
    let of_recipient = outcome == Outcome::Refused && {
        let cause = find(&question).cause;
        cause.starts_with("recipient-") || cause == "mailbox-full"
    };
    Some(Delivery {
        line: shown.line,
        start: shown.start,
        end: enhanced.filter(|_| basic.is_some()).map_or(shown.end, |code| code.end),
        id: found.get(1).map_or("", |id| id.as_str()).into(),
        recipient: found.get(2)?.as_str().to_ascii_lowercase().into(),
        outcome,
        codes: written.join(" ").into(),
        time: seconds(line),
        of_recipient,
        greylisted: outcome == Outcome::Deferred
            && ["greylist", "graylist", "grey-list", "gray-list", "grey list"]
                .iter()
                .any(|word| words.contains(word)),
    })
}

/// Whether the program says that it did not even try, but goes by what it remembers.
fn not_tried(line: &str) -> bool {
    ["retry time not reached", "delivery temporarily suspended", "retry timeout exceeded", "(-51)", "(-53)"]
        .iter()
        .any(|words| line.contains(words))
}

/// The time that a line begins with, in seconds.
fn seconds(line: &str) -> Option<i64> {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let found = TIME.captures(line)?;
    let number = |group: usize| found.get(group)?.as_str().parse::<i64>().ok();
    let (year, month, day) = match number(1) {
        Some(year) => (year, number(2)?, number(3)?),
        // A leap year has all days.
        None => {
            let name = found.get(4)?.as_str();
            (2000, MONTHS.iter().position(|month| *month == name)? as i64 + 1, number(5)?)
        }
    };
    // Days of the proleptic Gregorian calendar, counted from a March.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day;
    Some(((days * 24 + number(6)?) * 60 + number(7)?) * 60 + number(8)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::DocumentOptions;

    fn one(line: &str) -> Option<Delivery> {
        let document = Document::new("mail.log", "", &format!("{line}\n"), &DocumentOptions::default());
        on_lines(&document, 0..1).pop()
    }

    #[test]
    fn deliveries_of_several_programs_are_read() {
        for (line, id, recipient, outcome, codes) in [
            (
                "Nov 23 16:50:02 mx postfix/smtp[8]: 131179A80CC: to=<B@example.com>, relay=mx.example.com[192.0.2.1]:25, delay=1, dsn=4.2.0, status=deferred (host mx.example.com[192.0.2.1] said: 450 4.2.0 Greylisted (in reply to RCPT TO command))",
                "131179A80CC",
                "b@example.com",
                Outcome::Deferred,
                "450 4.2.0",
            ),
            (
                "2026-11-23 17:07:45 1xVXW5-0002XK-1i ** nobody@example.com R=dnslookup T=remote_smtp H=mx.example.com [192.0.2.1]: SMTP error from remote mail server after RCPT TO:<nobody@example.com>: 550 5.1.1 No such user",
                "1xVXW5-0002XK-1i",
                "nobody@example.com",
                Outcome::Refused,
                "550 5.1.1",
            ),
            (
                "2026-11-23 17:07:45 1xVXW5-0002XK-1i => bob@example.com R=dnslookup T=remote_smtp H=mx.example.com [192.0.2.1] C=\"250 2.0.0 Ok: queued\"",
                "1xVXW5-0002XK-1i",
                "bob@example.com",
                Outcome::Sent,
                "250 2.0.0",
            ),
            (
                "Nov 23 16:50:02 mx sendmail[99]: 5ANGo2xY000099: to=<bob@example.com>, ctladdr=<a@example.org> (1000/1000), delay=00:00:01, xdelay=00:00:01, mailer=esmtp, pri=120000, relay=mx.example.com. [192.0.2.1], dsn=5.1.1, stat=User unknown",
                "5ANGo2xY000099",
                "bob@example.com",
                Outcome::Refused,
                "5.1.1",
            ),
        ] {
            let found = one(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!(
                (&*found.id, &*found.recipient, found.outcome, &*found.codes),
                (id, recipient, outcome, codes),
                "{line}"
            );
            assert!(found.time.is_some(), "{line}");
        }
    }

    #[test]
    fn what_was_not_tried_or_came_from_others_is_no_delivery() {
        for line in [
            "2026-11-23 17:07:45 1xVXW5-0002XK-1i == a@example.com R=dnslookup T=remote_smtp defer (-53): retry time not reached for any host for 'example.com'",
            "Nov 23 16:50:02 mx postfix/smtpd[8]: NOQUEUE: reject: RCPT from c.example.net[192.0.2.9]: 550 5.1.1 <b@example.com>: Recipient address rejected: User unknown; from=<a@example.net> to=<b@example.com> proto=ESMTP helo=<c.example.net>",
            "Nov 23 16:50:02 mx postfix/error[8]: 131179A80CC: to=<b@example.com>, relay=none, delay=1, dsn=4.4.1, status=deferred (delivery temporarily suspended: connect to mx.example.com[192.0.2.1]:25: Connection refused)",
        ] {
            assert_eq!(one(line), None);
        }
    }

    #[test]
    fn times_count_days() {
        let passed = |one: &str, other: &str| seconds(other).unwrap() - seconds(one).unwrap();
        assert_eq!(passed("Feb 28 23:59:59 mx x", "Mar  1 00:00:00 mx x"), 86_401);
        assert_eq!(passed("2026-12-31 23:59:59 x", "2027-01-01T00:00:01+01:00 x"), 2);
        assert_eq!(seconds("16:45:04.430692 connect"), None);
    }
}
