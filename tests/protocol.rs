//! The life of the server, and messages that no client should send.

#[allow(dead_code, reason = "other tests use the rest")]
mod support;

use serde_json::{Value, json};
use support::{Client, DIALOGUE, FAILED, URI, codes, words};

fn replace(line: u64, from: u64, to: u64, text: &str) -> Value {
    json!([{"range": {"start": {"line": line, "character": from}, "end": {"line": line, "character": to}}, "text": text}])
}

#[test]
fn the_handshake_says_what_can_be_done() {
    let mut client = Client::start();
    let result = client.request("initialize", json!({"capabilities": {}, "clientInfo": {"name": "test"}}));
    assert_eq!(result["serverInfo"]["name"], "smtp-lsp");
    let capabilities = &result["capabilities"];
    assert_eq!(capabilities["positionEncoding"], "utf-16");
    assert_eq!(capabilities["hoverProvider"], true);
    assert_eq!(capabilities["textDocumentSync"]["change"], 2);
    assert!(capabilities.get("diagnosticProvider").is_none());
    client.notify("initialized", json!({}));
    client.finish();
}

#[test]
fn requests_before_initialize_and_after_shutdown_are_refused() {
    let mut client = Client::start();
    let params = json!({"textDocument": {"uri": URI}, "position": {"line": 0, "character": 0}});
    assert_eq!(client.request_error("textDocument/hover", params.clone()), -32002);
    assert_eq!(client.request_error("shutdown", Value::Null), -32002);
    client.open(URI, 1, DIALOGUE);
    client.request("initialize", json!({"capabilities": {}}));
    assert_eq!(client.request_error("initialize", json!({"capabilities": {}})), -32600);
    client.notify("initialized", json!({}));
    // What was opened before is as unknown as what never was.
    assert_eq!(client.request("textDocument/hover", params.clone()), Value::Null);
    assert_eq!(client.request_error("textDocument/nonsense", json!({})), -32601);
    assert_eq!(client.request("shutdown", Value::Null), Value::Null);
    assert_eq!(client.request_error("textDocument/hover", params), -32600);
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_status(), Some(0));
}

#[test]
fn exit_without_shutdown_is_told_by_the_status() {
    let mut client = Client::plain();
    client.notify("exit", Value::Null);
    assert_eq!(client.exit_status(), Some(1));

    let mut client = Client::start();
    client.send(&json!({"jsonrpc": "2.0", "method": "exit"}));
    assert_eq!(client.exit_status(), Some(1));
}

#[test]
fn the_end_of_input_ends_the_server() {
    let mut client = Client::plain();
    client.close_input();
    assert_eq!(client.exit_status(), Some(1));

    let mut client = Client::plain();
    client.request("shutdown", Value::Null);
    client.close_input();
    assert_eq!(client.exit_status(), Some(0));
}

#[test]
fn requests_in_flight_are_cancelled() {
    let mut client = Client::plain();
    let sleeping: Vec<i64> = (0..20)
        .map(|_| client.ask("workspace/executeCommand", json!({"command": "smtp.test.sleep"})))
        .collect();
    for id in sleeping.iter().rev() {
        client.notify("$/cancelRequest", json!({"id": id}));
    }
    for id in sleeping {
        assert_eq!(client.answer(id), Err(-32800));
    }
    // What is answered already cannot be cancelled, and is answered once.
    client.open(URI, 1, DIALOGUE);
    let quick: Vec<i64> = (0..20).map(|_| client.ask_hover(URI, FAILED, 0)).collect();
    for id in &quick {
        client.notify("$/cancelRequest", json!({"id": id}));
    }
    client.notify("$/cancelRequest", json!({"id": 4711}));
    for id in quick {
        let _ = client.answer(id);
    }
    client.diagnostics(URI, Some(1));
    client.finish();
}

#[test]
fn a_panic_is_answered_and_survived() {
    let mut client = Client::plain();
    client.open(URI, 1, DIALOGUE);
    assert_eq!(
        client.request_error("workspace/executeCommand", json!({"command": "smtp.test.panic"})),
        -32603
    );
    client.change(URI, 2, replace(FAILED, 3, 3, "!"));
    client.change(URI, 3, replace(0, 0, 0, "smtp-lsp-test-panic"));
    client.change(URI, 4, replace(0, 0, 19, ""));
    client.change(URI, 5, replace(FAILED, 0, 4, "554"));
    assert_eq!(codes(&client.diagnostics(URI, Some(5))), ["554 5.1.1"]);
    client.finish();
}

#[test]
fn five_hundred_notifications_wait_for_nobody() {
    // Each asks the client something that it does not answer, and it does not even read.
    let mut client = Client::deaf();
    let capabilities = json!({"workspace": {"configuration": true}});
    let id = client.ask("initialize", json!({"capabilities": capabilities}));
    client.notify("initialized", json!({}));
    for number in 0..500 {
        client.notify("workspace/didChangeConfiguration", json!({"settings": null}));
        client.open(&format!("file:///tmp/{number}.txt"), 1, DIALOGUE);
    }
    let hover = client.ask_hover("file:///tmp/499.txt", FAILED, 0);
    let mut client = client.listening();
    client.answer(id).expect("a handshake");
    assert!(words(&client.answer(hover).expect("a hover")).contains("550"));
    for number in 0..500 {
        client.diagnostics(&format!("file:///tmp/{number}.txt"), Some(1));
    }
    for _ in 0..501 {
        client.answer_server("workspace/configuration", json!([null]));
    }
    client.finish();
}

#[test]
fn what_is_no_message_is_answered_and_left_behind() {
    let mut client = Client::plain();
    client.send_body(b"{");
    assert_eq!(client.complaint(), -32700);
    client.send_body(b"\xff\xfe");
    assert_eq!(client.complaint(), -32700);
    client.send_body(b"");
    assert_eq!(client.complaint(), -32700);
    client.send_body(b"[]");
    assert_eq!(client.complaint(), -32600);
    client.send_body(br#"{"jsonrpc":"2.0"}"#);
    assert_eq!(client.complaint(), -32600);
    client.send_bytes(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assert_eq!(client.complaint(), -32700);
    client.send_body(br#"{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":5}}"#);
    client.send_body(br#"{"jsonrpc":"2.0","method":"textDocument/didOpen"}"#);
    client.send_body(br#"{"jsonrpc":"2.0","id":77777,"result":null}"#);
    assert_eq!(client.request_error("textDocument/hover", json!({"position": "here"})), -32602);
    assert_eq!(client.request_error("textDocument/hover", Value::Null), -32602);
    client.send_bytes(b"Content-Length: many\r\n\r\n");
    assert_eq!(client.complaint(), -32700);
    client.open(URI, 1, DIALOGUE);
    assert_eq!(codes(&client.diagnostics(URI, Some(1))), ["550 5.1.1"]);
    client.finish();
}
