//! Records of deliveries in JSON, CSV and the like: values by the names that providers give them.

use std::sync::LazyLock;

use regex::Regex;

use super::{Surroundings, is_host_name};
use crate::command::Command;
use crate::document::Document;

/// How many lines before and after a code a record may spread over.
const REACH: usize = 12;

/// How much of a line is looked at, in bytes, before and after a code on it.
const LONGEST: usize = 8192;

static VALUE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r#"(?i)"(recipient|recipients|rcpt|rcpt_to|rcptto|to|email|emailaddress|mail_to|address|sender|from|mail_from|mailfrom|source|friendly_from|remote_?mta|mx[-_]?host|mx|remote_?host|smtp_?host|host|hostname|peer_?name|remotemtaip|sending_?ip|source_?ip|outbound_?ip|port)"\s*:\s*(?:\[\s*)?"?([^"\s,\]}{]{1,320})"#,
    )
    .expect("the pattern is well formed")
});

/// Reads the record round a line. The nearest value of a name counts.
pub(super) fn look(document: &Document, line: usize, found: &mut Surroundings) {
    read(&document.line(line), found);
    for distance in 1..=REACH {
        if let Some(before) = line.checked_sub(distance) {
            read(&document.line(before), found);
        }
        read(&document.line(line + distance), found);
    }
}

fn read(line: &str, found: &mut Surroundings) {
    let cut = (0..=line.len().min(LONGEST)).rev().find(|at| line.is_char_boundary(*at)).unwrap_or(0);
    for value in VALUE.captures_iter(&line[..cut]) {
        let text = value[2].trim_matches(['<', '>']);
        let place = &mut found.place;
        match value[1].to_ascii_lowercase().as_str() {
            "sender" | "from" | "mail_from" | "mailfrom" | "source" | "friendly_from" => {
                found.address(Command::Mail, text);
            }
            "sending_ip" | "sendingip" | "source_ip" | "sourceip" | "outbound_ip" | "outboundip" => {
                if text.parse::<std::net::IpAddr>().is_ok() {
                    place.ip.get_or_insert_with(|| text.to_owned());
                }
            }
            "port" => place.port = place.port.or(text.parse().ok()),
            "remotemtaip" => {
                if text.parse::<std::net::IpAddr>().is_ok() {
                    place.host.get_or_insert_with(|| text.to_owned());
                }
            }
            name if name.contains("host")
                || name.contains("mta")
                || name.starts_with("mx")
                || name.contains("peer") =>
            {
                if is_host_name(text) {
                    place.host.get_or_insert_with(|| text.to_owned());
                    found.name.get_or_insert_with(|| text.to_owned());
                }
            }
            _ => found.address(Command::Rcpt, text),
        }
    }
}
