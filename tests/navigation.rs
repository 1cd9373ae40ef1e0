//! Structure and navigation over standard input and output.

#[allow(dead_code, reason = "other tests use the rest")]
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
fn tokens_come_whole_in_part_and_as_changes() {
    let mut client = open(json!({}));
    let whole = client.request("textDocument/semanticTokens/full", document(URI));
    // The code of the greeting: its line, column, length, type (number) and modifier (success).
    assert_eq!(whole["data"].as_array().expect("tokens")[..5], [0, 0, 3, 2, 1].map(Value::from));
    let mut params = document(URI);
    params["range"] = range(FAILED, 0, FAILED, 9);
    let part = client.request("textDocument/semanticTokens/range", params);
    let failed = [FAILED, 0, 3, 2, 8, 0, 4, 5, 3, 8].map(Value::from);
    assert_eq!(part["data"].as_array().expect("tokens")[..10], failed);

    let change = json!({"range": range(1, 0, 1, 0), "text": "250 ok\r\n"});
    client.change(URI, 2, json!([change]));
    client.diagnostics(URI, Some(2));
    let mut params = document(URI);
    params["previousResultId"] = whole["resultId"].clone();
    let changed = client.request("textDocument/semanticTokens/full/delta", params.clone());
    let edit = &changed["edits"][0];
    let mut data = whole["data"].as_array().expect("tokens").clone();
    let start = edit["start"].as_u64().expect("a start") as usize;
    let count = edit["deleteCount"].as_u64().expect("a count") as usize;
    data.splice(start..start + count, edit["data"].as_array().expect("tokens").clone());
    let now = client.request("textDocument/semanticTokens/full", document(URI));
    assert_eq!(now["data"], Value::Array(data));
    // What is not known any more is answered in full.
    let again = client.request("textDocument/semanticTokens/full/delta", params);
    assert_eq!(again["data"], now["data"]);
    client.close(URI);
    client.diagnostics(URI, None);
    client.finish();
}

#[test]
fn hints_say_what_a_failed_reply_means() {
    let mut client = open(json!({}));
    open_log(&mut client);
    let params = |uri: &str| {
        let mut params = document(uri);
        params["range"] = range(0, 0, 9, 0);
        params
    };
    let hints = client.request("textDocument/inlayHint", params(URI));
    assert_eq!(hints[0]["position"], json!({"line": FAILED, "character": 77}));
    assert_eq!(hints.as_array().map(Vec::len), Some(1));
    assert_eq!(client.request("textDocument/inlayHint", params(LOG_URI)), json!([]));
    let settings = json!({"smtp-lsp": {"inlayHints": {"logs": true}}});
    client.notify("workspace/didChangeConfiguration", json!({"settings": settings}));
    let hints = client.request("textDocument/inlayHint", params(LOG_URI));
    assert_eq!(hints.as_array().map(Vec::len), Some(1));
    client.finish();
}

#[test]
fn ids_and_codes_are_found_in_all_open_documents() {
    let mut client = open(json!({}));
    open_log(&mut client);
    let found = client.request("workspace/symbol", json!({"query": "4abcdefghjkz"}));
    assert_eq!(found, json!([]), "an id is another in other letters, where it is not in capitals");
    let found = client.request("workspace/symbol", json!({"query": "ABCDEF"}));
    assert_eq!(found[0]["name"], "4ABCDEFGHJKz");
    assert_eq!(found[0]["location"], json!({"uri": LOG_URI, "range": range(0, 36, 0, 48)}));
    let found = client.request("workspace/symbol", json!({"query": "550"}));
    assert_eq!(found.as_array().map(Vec::len), Some(2));
    client.finish();
}

#[test]
fn lenses_say_what_became_of_a_session_where_they_are_wanted() {
    let mut client = open(json!({}));
    assert_eq!(client.request("textDocument/codeLens", document(URI)), Value::Null);
    let settings = json!({"smtp-lsp": {"codeLens": {"enable": true}}});
    client.notify("workspace/didChangeConfiguration", json!({"settings": settings}));
    let lenses = client.request("textDocument/codeLens", document(URI));
    assert_eq!(lenses[0]["command"]["title"], "Session with mx.example.org · refused: 550 5.1.1");
    assert_eq!(lenses[0]["range"], range(0, 0, 0, 0));
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
