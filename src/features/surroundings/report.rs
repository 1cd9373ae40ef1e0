//! Delivery reports: the fields of RFC 3464 and the sentences before them.

use std::ops::Range;

use super::{Surroundings, is_address, is_host_name, log};
use crate::command::Command;
use crate::document::Document;

/// How far a paragraph is followed, in lines.
const REACH: usize = 24;

/// Reads the paragraph or the block of fields that the reply stands in, and the one before it.
pub(super) fn look(document: &Document, lines: Range<usize>, found: &mut Surroundings) {
    let start = block_start(document, lines.start);
    let end = (lines.end..lines.end + REACH)
        .find(|line| document.line(*line).trim().is_empty())
        .unwrap_or(lines.end + REACH);
    let before = start.saturating_sub(1);
    read(document, start..end, found);
    // The address often stands in a paragraph of its own, and the fields of the message before those of
    // the recipient.
    read(document, block_start(document, before)..before, found);
}

/// The first line of the block without empty lines that `line` belongs to.
fn block_start(document: &Document, line: usize) -> usize {
    let first = line.saturating_sub(REACH);
    (first..line).rev().find(|line| document.line(*line).trim().is_empty()).map_or(first, |empty| empty + 1)
}

fn read(document: &Document, lines: Range<usize>, found: &mut Surroundings) {
    for line in lines {
        let content = document.line(line);
        let text = content.trim();
        if let Some((name, value)) = field(text) {
            match name.as_str() {
                "final-recipient" | "original-recipient" | "x-failed-recipients" => {
                    found.address(Command::Rcpt, value.trim_matches(['<', '>']));
                }
                "x-postfix-sender" | "sender" => found.address(Command::Mail, value),
                "remote-mta" if is_host_name(value) => {
                    found.name.get_or_insert_with(|| value.to_owned());
                    found.place.host.get_or_insert_with(|| value.to_owned());
                }
                _ => {}
            }
            continue;
        }
        let address = text.trim_start_matches('<').trim_end_matches(':').trim_end_matches('>');
        if is_address(address) {
            found.address(Command::Rcpt, address);
        } else if let Some((address, _)) = text.strip_prefix('<').and_then(|rest| rest.split_once(">: ")) {
            found.address(Command::Rcpt, address);
        }
        let mut said = Surroundings::default();
        log::look(text, &mut said);
        found.name = found.name.take().or(said.name);
        found.place.host = found.place.host.take().or(said.place.host);
        found.place.port = found.place.port.or(said.place.port);
        found.place.sender = found.place.sender.take().or(said.place.sender);
        found.place.recipient = found.place.recipient.take().or(said.place.recipient);
    }
}

/// A field of a report: its name in lower case and its value without the type (`rfc822;`, `dns;`).
fn field(line: &str) -> Option<(String, &str)> {
    let (name, value) = line.split_once(':')?;
    let well_formed = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let value = value.rsplit_once(';').map_or(value, |(_, value)| value);
    (well_formed && name.contains('-') || name == "Sender").then(|| (name.to_ascii_lowercase(), value.trim()))
}
