//! Log lines of mail servers and clients.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Surroundings, is_address, is_host_name};
use crate::command::Command;

/// A pattern that is part of the program.
fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("the pattern is well formed")
}

/// `host x[192.0.2.1]:25 said`, `relay=x[192.0.2.1]:25`, `relay=x. [192.0.2.1]`, `H=x [192.0.2.1]:25`.
static PEER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:\bhost |\brelay=|\bH=|\bto )([A-Za-z0-9][A-Za-z0-9._-]*)\s?\[([0-9A-Fa-f.:]+)\](?::([0-9]{1,5})\b)?",
    )
});
/// OpenSMTPD: `relay="192.0.2.1 (x)"`.
static OPENSMTPD: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"\b(?:relay|host)="?([0-9A-Fa-f.:]+) \(([A-Za-z0-9._-]+)\)"#));
/// msmtp: `host=x tls=on`.
static MSMTP: LazyLock<Regex> = LazyLock::new(|| pattern(r"\bhost=([A-Za-z0-9._-]+) (?:tls|auth|from)="));
/// The client of an incoming connection: `RCPT from x[192.0.2.1]:`, `H=(x) [192.0.2.1]`, `client=x[192.0.2.1]`.
static CLIENT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:\bfrom |\bclient=|\bH=|\brelay=)[A-Za-z0-9._-]*\s?(?:\([^)]{0,255}\) ?)?\[([0-9A-Fa-f.:]+)\]",
    )
});
static HELO: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:\bhelo=<([^>\s]{1,255})>|\bH=[A-Za-z0-9._-]*\s?\(([^)\s]{1,255})\))"));
static SENDER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i:\bfrom=<|\bF=<|\bMAIL FROM:\s?<|\bfrom=|\bsender=)([^<>\s,;]+@[^<>\s,;]+)")
});
static RECIPIENT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i:\bto=<|\bRCPT TO:\s?<|\brejected RCPT <?|\brecipients?=|\bto=|(?-i: \*\* | == | => | -> )|\bfor )([^<>\s,;]+@[^<>\s,;:]+)",
    )
});
/// Postfix and Sendmail put the queue id after the process, Exim after the time.
static QUEUE_ID: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:\]: |\] )([0-9A-Za-z]{8,20}): |(?:^| )([0-9A-Za-z]{6}-[0-9A-Za-z]{6,11}-[0-9A-Za-z]{2,4})(?: |:)|\bsmtpd\[[0-9]+\]: ([0-9a-f]{16}) ",
    )
});

/// How much of a line is looked at, in bytes: what stands round a reply stands near its start.
const LONGEST: usize = 4096;

/// Reads what a log line tells besides the reply.
pub(super) fn look(line: &str, found: &mut Surroundings) {
    let cut = (0..=line.len().min(LONGEST)).rev().find(|at| line.is_char_boundary(*at)).unwrap_or(0);
    let line = &line[..cut];
    if incoming(line) {
        if let Some(client) = CLIENT.captures(line) {
            found.place.ip = Some(client[1].to_owned());
        }
        if let Some(helo) = HELO.captures(line) {
            found.place.helo = helo.get(1).or(helo.get(2)).map(|name| name.as_str().to_owned());
        }
    } else {
        server(line, found);
    }
    if let Some(sender) = SENDER.captures(line) {
        found.address(Command::Mail, &sender[1]);
    }
    if let Some(recipient) = RECIPIENT.captures(line).filter(|recipient| is_address(&recipient[1])) {
        found.address(Command::Rcpt, &recipient[1]);
    }
    found.queue_id = queue_id(line);
}

/// The queue id of a log line.
pub(super) fn queue_id(line: &str) -> Option<String> {
    queue_id_at(line).map(|at| line[at].to_owned())
}

/// Where the queue id of a log line stands, in bytes.
pub(in crate::features) fn queue_id_at(line: &str) -> Option<Range<usize>> {
    let id = QUEUE_ID.captures(line)?;
    let id = id.get(1).or(id.get(2)).or(id.get(3))?;
    // Words such as "warning: " stand there too.
    id.as_str().bytes().any(|b| b.is_ascii_digit()).then(|| id.range())
}

/// Where the recipient that a log line speaks of stands, in bytes.
pub(in crate::features) fn recipient_at(line: &str) -> Option<Range<usize>> {
    let recipient = RECIPIENT.captures(line)?.get(1)?;
    is_address(recipient.as_str()).then(|| recipient.range())
}

/// Where the sender that a log line speaks of stands, in bytes.
pub(in crate::features) fn sender_at(line: &str) -> Option<Range<usize>> {
    Some(SENDER.captures(line)?.get(1)?.range())
}

/// Whether the line tells of a client that came to this server, and not of a server that was asked.
fn incoming(line: &str) -> bool {
    let server_signs = ["relay=", " said: ", "remote mail server", " refused to talk to me", "smtpstatus="];
    let client_signs =
        ["reject: ", "reject_warning: ", "rejected ", "smtpd[", "reject=", "authenticator failed"];
    !server_signs.iter().any(|sign| line.contains(sign) && !line.contains("reject="))
        && client_signs.iter().any(|sign| line.contains(sign))
}

fn server(line: &str, found: &mut Surroundings) {
    if let Some(peer) = OPENSMTPD.captures(line) {
        found.name = Some(peer[2].to_owned());
        found.place.host = Some(peer[2].to_owned());
        return;
    }
    if let Some(peer) = MSMTP.captures(line) {
        found.place.host = Some(peer[1].to_owned());
        found.name = is_host_name(&peer[1]).then(|| peer[1].to_owned());
        return;
    }
    // The host that answered is named next to its words; the relay may be another that was tried.
    let Some(peer) = PEER.captures_iter(line).last() else { return };
    let name = peer[1].trim_end_matches('.');
    // Sendmail shortens long names by dots that no name has.
    let whole = !name.contains("..");
    if is_host_name(name) && whole {
        found.name = Some(name.to_owned());
        found.place.host = Some(name.to_owned());
    } else {
        found.place.host = Some(peer[2].to_owned());
    }
    let mut same = PEER.captures_iter(line).filter(|other| other[2] == peer[2]);
    found.place.port = same.find_map(|other| other.get(3)?.as_str().parse().ok());
}
