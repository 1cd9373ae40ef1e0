//! Structure and navigation over standard input and output.

mod support;

use serde_json::{Value, json};
use support::Client;

const URI: &str = "file:///tmp/session.txt";
const LOG_URI: &str = "file:///tmp/mail.log";

const DIALOGUE: &str = "220 mx.example.org ESMTP Postfix\r\n\
    EHLO a.example.com\r\n\
    250-mx.example.org\r\n\
    250 SIZE 1000\r\n\
    MAIL FROM:<a@example.com>\r\n\
    250 2.1.0 Ok\r\n\
    RCPT TO:<b@example.org>\r\n\
    550 5.1.1 <b@example.org>: unknown, see https://mx.example.org/x and RFC 5321\r\n\
    QUIT\r\n\
    221 2.0.0 Bye\r\n";

const LOG: &str = "Nov 30 23:59:58 mx postfix/qmgr[9]: 4ABCDEFGHJKz: from=<a@example.com>, size=9, nrcpt=1 (queue active)\n\
    Nov 30 23:59:59 mx postfix/smtp[4242]: 4ABCDEFGHJKz: to=<b@example.org>, relay=mx.example.com[198.51.100.9]:25, \
    delay=1.1, dsn=5.1.1, status=bounced (host mx.example.com[198.51.100.9] said: 550 5.1.1 unknown (in reply to RCPT TO command))\n";

/// The failed reply.
const FAILED: u64 = 7;

fn open(capabilities: Value) -> Client {
    let mut client = Client::with(capabilities, json!({}));
    client.open(URI, 1, DIALOGUE);
    client.diagnostics(URI, Some(1));
    client
}

fn open_log(client: &mut Client) {
    client.open(LOG_URI, 1, LOG);
    client.diagnostics(LOG_URI, Some(1));
}

fn document(uri: &str) -> Value {
    json!({"textDocument": {"uri": uri}})
}

fn at(uri: &str, line: u64, character: u64) -> Value {
    json!({"textDocument": {"uri": uri}, "position": {"line": line, "character": character}})
}

fn range(line: u64, from: u64, end: u64, to: u64) -> Value {
    json!({"start": {"line": line, "character": from}, "end": {"line": end, "character": to}})
}

#[test]
fn symbols_have_levels_where_the_client_shows_them() {
    let nested = json!({"textDocument": {"documentSymbol": {"hierarchicalDocumentSymbolSupport": true}}});
    let mut client = open(nested);
    let symbols = client.request("textDocument/documentSymbol", document(URI));
    assert_eq!(symbols[0]["name"], "Session with mx.example.org");
    assert_eq!(symbols[0]["range"], range(0, 0, 9, 13));
    assert_eq!(symbols[0]["children"][2]["name"], "Mail from <a@example.com>");
    assert_eq!(symbols[0]["children"][2]["children"][1]["range"], range(6, 0, 7, 77));
    client.finish();

    let mut client = open(json!({}));
    open_log(&mut client);
    let symbols = client.request("textDocument/documentSymbol", document(LOG_URI));
    assert_eq!(symbols[1]["name"], "b@example.org · bounced: 550 5.1.1");
    assert_eq!(symbols[1]["containerName"], "4ABCDEFGHJKz");
    assert_eq!(symbols[1]["location"]["uri"], LOG_URI);
    client.finish();
}

#[test]
fn sessions_fold() {
    let mut client = open(json!({}));
    let folds = client.request("textDocument/foldingRange", document(URI));
    let lines = |fold: &Value| (fold["startLine"].as_u64(), fold["endLine"].as_u64());
    let lines: Vec<_> = folds.as_array().expect("folds").iter().map(lines).collect();
    assert_eq!(lines, [(Some(0), Some(9)), (Some(2), Some(3)), (Some(4), Some(7))]);
    client.finish();
}

#[test]
fn a_reply_is_defined_by_its_command() {
    let mut client = open(json!({}));
    let found = client.request("textDocument/definition", at(URI, FAILED, 1));
    assert_eq!(found, json!({"uri": URI, "range": range(6, 0, 6, 23)}));
    assert_eq!(client.request("textDocument/definition", at(URI, 0, 1)), Value::Null);
    client.finish();

    let mut client = open(json!({"textDocument": {"definition": {"linkSupport": true}}}));
    open_log(&mut client);
    let found = client.request("textDocument/definition", at(LOG_URI, 1, 0));
    assert_eq!(found[0]["targetSelectionRange"], range(0, 36, 0, 48));
    client.finish();
}

#[test]
fn codes_are_referred_to_in_all_open_documents() {
    let mut client = open(json!({}));
    open_log(&mut client);
    let mut params = at(URI, FAILED, 1);
    params["context"] = json!({"includeDeclaration": true});
    let found = client.request("textDocument/references", params);
    assert_eq!(found[0], json!({"uri": URI, "range": range(FAILED, 0, FAILED, 3)}));
    assert_eq!(found[1]["uri"], LOG_URI);
    assert_eq!(found.as_array().map(Vec::len), Some(2));
    let shown = client.request("textDocument/documentHighlight", at(URI, 6, 2));
    assert_eq!(shown[0]["range"], range(6, 0, 6, 23));
    assert_eq!(shown[1]["range"]["start"], json!({"line": FAILED, "character": 0}));
    client.finish();
}

#[test]
fn the_selection_grows() {
    let mut client = open(json!({}));
    let position = json!({"line": FAILED, "character": 5});
    let params = json!({"textDocument": {"uri": URI}, "positions": [position]});
    let found = client.request("textDocument/selectionRange", params);
    assert_eq!(found[0]["range"], range(FAILED, 4, FAILED, 9));
    assert_eq!(found[0]["parent"]["parent"]["range"], range(6, 0, FAILED, 77));
    client.finish();
}

#[test]
fn links_tell_their_host() {
    let mut client = open(json!({}));
    let links = client.request("textDocument/documentLink", document(URI));
    assert_eq!(links[0]["target"], "https://mx.example.org/x");
    assert_eq!(links[0]["tooltip"], "Open the page at mx.example.org");
    assert_eq!(links[1]["target"], "https://www.rfc-editor.org/rfc/rfc5321");
    assert_eq!(links.as_array().map(Vec::len), Some(2));
    client.finish();
}

#[test]
fn documents_that_are_not_open_have_nothing() {
    let mut client = Client::plain();
    for method in ["documentSymbol", "foldingRange", "documentLink"] {
        let found = client.request(&format!("textDocument/{method}"), document(URI));
        assert_eq!(found, Value::Null, "{method}");
    }
    for method in ["definition", "documentHighlight"] {
        let found = client.request(&format!("textDocument/{method}"), at(URI, 0, 0));
        assert_eq!(found, Value::Null, "{method}");
    }
    client.finish();
}
