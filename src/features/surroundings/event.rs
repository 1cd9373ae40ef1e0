//! Records of deliveries in JSON, CSV and the like: values by the names that providers give them.

use std::sync::LazyLock;

use regex::Regex;

use super::{Surroundings, is_host_name};
use crate::command::Command;
use crate::document::Document;

/// How many lines before and after a code a record may spread over.
const REACH: usize = 12;

/// How much of the code's own line is looked at before and after it, and of every other line, in bytes. A
/// whole file of records may stand on one line.
const LONGEST: usize = 4096;

static VALUE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r#"(?i)"(recipient|recipients|rcpt|rcpt_to|rcptto|to|email|emailaddress|mail_to|address|sender|from|mail_from|mailfrom|source|friendly_from|remote_?mta|mx[-_]?host|mx|remote_?host|smtp_?host|host|hostname|peer_?name|remotemtaip|sending_?ip|source_?ip|outbound_?ip|port)"\s*:\s*(?:\[\s*)?"?([^"\s,\]}{]{1,320})"#,
    )
    .expect("the pattern is well formed")
});

/// Reads the record round a code. The nearest value of a name counts.
pub(super) fn look(document: &Document, line: usize, column: usize, found: &mut Surroundings) {
    read(&document.line(line), column, found);
    for distance in 1..=REACH {
        if let Some(before) = line.checked_sub(distance) {
            read(&document.line(before), 0, found);
        }
        read(&document.line(line + distance), 0, found);
    }
}

/// Reads the values near a column, the nearest first.
fn read(line: &str, column: usize, found: &mut Surroundings) {
    let inside = |at: usize| at.min(line.len());
    let boundary = |at: usize| (0..=inside(at)).rev().find(|at| line.is_char_boundary(*at)).unwrap_or(0);
    let start = boundary(column.saturating_sub(LONGEST));
    let near = &line[start..boundary(column + LONGEST)];
    let mut values: Vec<_> = VALUE.captures_iter(near).collect();
    let distance = |at: usize| (start + at).abs_diff(column);
    values.sort_by_key(|value| value.get(2).map_or(usize::MAX, |value| distance(value.start())));
    for value in values {
        take(&value[1], value[2].trim_matches(['<', '>']), found);
    }
}

/// Takes a value by its name, unless a nearer one has been taken.
fn take(name: &str, text: &str, found: &mut Surroundings) {
    let is_address = || text.parse::<std::net::IpAddr>().is_ok();
    let place = &mut found.place;
    match name.to_ascii_lowercase().as_str() {
        "sender" | "from" | "mail_from" | "mailfrom" | "source" | "friendly_from" => {
            found.address(Command::Mail, text);
        }
        "sending_ip" | "sendingip" | "source_ip" | "sourceip" | "outbound_ip" | "outboundip"
            if is_address() =>
        {
            place.ip.get_or_insert_with(|| text.to_owned());
        }
        "port" => place.port = place.port.or(text.parse().ok()),
        "remotemtaip" if is_address() => {
            place.host.get_or_insert_with(|| text.to_owned());
        }
        name if name.ends_with("ip") => {}
        name if ["host", "mta", "mx", "peer"].iter().any(|part| name.contains(part)) => {
            if is_host_name(text) {
                place.host.get_or_insert_with(|| text.to_owned());
                found.name.get_or_insert_with(|| text.to_owned());
            }
        }
        _ => found.address(Command::Rcpt, text),
    }
}
