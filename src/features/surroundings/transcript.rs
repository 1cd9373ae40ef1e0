//! Transcripts: where the client connected to, and what it said before the reply.

use std::sync::LazyLock;

use regex::Regex;

use super::{Surroundings, is_host_name};
use crate::command::Command;
use crate::document::Document;
use crate::session::{Exchange, Session};

/// How many lines before the first exchange may tell of the connection.
const REACH: usize = 12;

/// `Trying 192.0.2.1:25...`, `Connected to mx.example.com.`, `Connected to x (192.0.2.1) port 25`,
/// `Connecting to x [192.0.2.1]:25`, `connect: ('x', 25)`, `opening to x:587`, `Connection opened: x:25`.
static TARGET: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r#"(?:(?i:\btrying|\bconnected to|\bconnecting to|\bopening to|\bestablished to|\bconnection opened:|\bconnect:(?: to)?)|-connect)[\s('"\[]{0,4}((?:[A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z0-9-]*[A-Za-z0-9]|localhost)['")\]]*(?:\s?[\[(][0-9A-Fa-f.:]+[\])])?(?:(?::|, ?| port )([0-9]{1,5})\b)?"#,
    )
    .expect("the pattern is well formed")
});

/// Reads the session up to the exchange with this index, and the lines before its start.
pub(super) fn look(document: &Document, session: &Session, index: usize, found: &mut Surroundings) {
    let first = session.exchanges.first().map_or(0, Exchange::line);
    for line in (first.saturating_sub(REACH)..first).rev() {
        target(&document.line(line), found);
    }
    let standing = session.standing(index);
    if let Some(name) = standing.hello.and_then(server_name).or(standing.greeting.and_then(server_name)) {
        found.place.host.get_or_insert_with(|| name.clone());
        found.name = Some(name);
    }
    let exchange = &session.exchanges[index.min(session.exchanges.len().saturating_sub(1))];
    // Before STARTTLS the client introduced itself too.
    let hello = standing.hello.and_then(|hello| hello.sent.as_ref()).or(exchange.sent.as_ref());
    if let Some(hello) =
        hello.filter(|sent| matches!(sent.command, Command::Ehlo | Command::Helo | Command::Lhlo))
    {
        let name = hello.parameters().split_ascii_whitespace().next().unwrap_or("");
        found.place.helo = is_host_name(name).then(|| name.to_owned());
    }
    let envelope = [exchange].into_iter().chain(standing.mail).chain(standing.mail_refused);
    for said in envelope.filter_map(|exchange| exchange.sent.as_ref()) {
        if let Some(address) = said.address() {
            found.address(said.command, address);
        }
    }
    // At the end of the data no single recipient is meant; the first serves for a test.
    let recipient = standing.accepted.first().or(standing.refused.first());
    if let Some(address) = recipient.and_then(|rcpt| rcpt.sent.as_ref()).and_then(|sent| sent.address()) {
        found.address(Command::Rcpt, address);
    }
}

fn target(line: &str, found: &mut Surroundings) {
    if line.len() > 1024 {
        return;
    }
    let Some(target) = TARGET.captures(line) else { return };
    let host = &target[1];
    // A name says more than an address; swaks and telnet give the address first or last.
    let better = found.place.host.as_deref().is_none_or(|known| !is_host_name(known) && is_host_name(host));
    if better {
        found.place.host = Some(host.to_owned());
    }
    if let Some(port) = target.get(2).and_then(|port| port.as_str().parse().ok()) {
        found.place.port.get_or_insert(port);
    }
}

/// The server's name: the first word of its greeting or of its reply to EHLO (RFC 5321 sections 4.2 and
/// 4.1.1.1).
fn server_name(exchange: &Exchange) -> Option<String> {
    let text = &exchange.answer.as_ref()?.lines.first()?.text;
    let name = text.split_ascii_whitespace().next()?.trim_end_matches(['.', ',']);
    is_host_name(name).then(|| name.to_owned())
}
