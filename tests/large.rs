//! Large logs in the editor: who asks is answered while the log is read, and nothing is kept of it in the end.

#[allow(dead_code, reason = "other tests use the rest")]
mod support;

use serde_json::{Value, json};
use support::Client;

/// A delivery that worked and a bounce, as Postfix writes them.
const LINES: &str = "Nov 30 23:59:59 mx1 postfix/smtp[4242]: 4ABCDEFGHJKy: to=<old@example.com>, \
    relay=mx.example.com[198.51.100.9]:25, delay=1.1, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 4XYZ)\n\
    Nov 30 23:59:59 mx1 postfix/smtp[4242]: 4ABCDEFGHJKz: to=<new@example.com>, \
    relay=mx.example.com[198.51.100.9]:25, delay=1.1, dsn=5.1.1, status=bounced (host \
    mx.example.com[198.51.100.9] said: 550 5.1.1 User unknown (in reply to RCPT TO command))\n";

const LARGE: &str = "file:///var/log/large.log";
const SMALL: &str = "file:///var/log/small.log";

fn log(bytes: usize) -> String {
    LINES.repeat(bytes / LINES.len())
}

/// A server that has read its catalog.
fn ready() -> Client {
    let mut client = Client::plain();
    client.open_as(SMALL, "log", 1, LINES);
    assert_eq!(client.diagnostics(SMALL, Some(1)).len(), 1);
    assert_ne!(client.hover(SMALL, 1, column("550")), Value::Null);
    client
}

/// Where a word stands in the bounce.
fn column(word: &str) -> u64 {
    let bounce = LINES.lines().nth(1).expect("two lines");
    bounce.find(word).expect("the word") as u64
}

#[test]
fn who_asks_is_answered_before_a_large_log_is_read() {
    let mut client = ready();
    let text = log(16_000_000);
    let lines = text.lines().count() as u64;
    client.open_as(LARGE, "log", 1, &text);
    // At the top, in the middle and near the end, none of which has been scanned.
    for line in [1, lines / 4 * 2 + 1, lines - 1] {
        let id = client.ask_hover(LARGE, line, column("550"));
        let first = client.first_of(id, "textDocument/publishDiagnostics");
        assert_eq!(first["id"], id, "the diagnostics came before the hover on line {line}");
        assert!(first["result"]["contents"]["value"].as_str().is_some_and(|text| text.contains("550")));
    }
    assert!(client.diagnostics(LARGE, Some(1)).len() > 1000);
    client.finish();
}

#[test]
fn the_scan_of_an_old_version_stops() {
    let mut client = ready();
    client.open_as(LARGE, "log", 1, &log(32_000_000));
    client.change(LARGE, 2, json!([{ "text": LINES }]));
    // Diagnostics of version 1 would be a message that nobody read.
    assert_eq!(client.diagnostics(LARGE, Some(2)).len(), 1);
    client.finish();
}

#[cfg(target_os = "linux")]
#[test]
fn a_closed_document_gives_its_memory_back() {
    let mut client = ready();
    let text = log(6_000_000);
    let mut resident = Vec::new();
    for round in 0..4 {
        client.open_as(LARGE, "log", 1, &text);
        client.diagnostics(LARGE, Some(1));
        client.close(LARGE);
        assert_eq!(client.diagnostics(LARGE, None), [] as [Value; 0]);
        // The publisher takes up one document after the other.
        client.change(SMALL, round + 2, json!([{ "text": LINES.repeat(round as usize + 2) }]));
        client.diagnostics(SMALL, Some(round + 2));
        resident.push(client.resident());
    }
    eprintln!("resident after each closing, in bytes: {resident:?}");
    let (first, last) = (resident[0], resident[resident.len() - 1]);
    assert!(last < first + first / 5, "{resident:?}");
    client.finish();
}
