//! Completion over standard input and output.

#[allow(dead_code, reason = "other tests use the rest")]
mod support;

use serde_json::{Value, json};
use support::Client;

const URI: &str = "file:///etc/postfix/access";
const TEXT: &str = "192.0.2.1   OK\nexample.org  550 5.\ngrüße.example  4\n";

fn open(client: &mut Client, uri: &str, text: &str) {
    client.open(uri, 1, text);
    client.diagnostics(uri, Some(1));
}

fn at(uri: &str, line: u64, character: u64) -> Value {
    json!({"textDocument": {"uri": uri}, "position": {"line": line, "character": character}})
}

fn range(line: u64, from: u64, to: u64) -> Value {
    json!({"start": {"line": line, "character": from}, "end": {"line": line, "character": to}})
}

fn item<'a>(list: &'a Value, label: &str) -> &'a Value {
    assert_eq!(list["isIncomplete"], false);
    let items = list["items"].as_array().expect("items");
    items.iter().find(|item| item["label"] == label).unwrap_or_else(|| panic!("no {label} in {items:#?}"))
}

#[test]
fn codes_are_offered_with_their_documentation() {
    let mut client = Client::with(json!({}), json!({"locale": "de"}));
    open(&mut client, URI, TEXT);
    let list = client.request("textDocument/completion", at(URI, 1, 19));
    let offered = item(&list, "5.1.1");
    assert_eq!(offered["textEdit"], json!({"range": range(1, 17, 19), "newText": "5.1.1"}));
    assert_eq!(offered["filterText"], "5.1.1");
    assert_eq!(offered["insertTextFormat"], 1);
    // Short words come at once, long ones when they are asked for, both in the reader's language.
    assert!(offered["detail"].as_str().is_some_and(|title| !title.is_empty()), "{offered}");
    assert_eq!((&offered["documentation"], &offered["labelDetails"]), (&Value::Null, &Value::Null));
    let resolved = client.request("completionItem/resolve", offered.clone());
    assert_eq!(resolved["documentation"]["kind"], "plaintext");
    let words = resolved["documentation"]["value"].as_str().expect("words");
    assert!(words.starts_with("5.1.1: ") && words.contains("Empfänger"), "{words}");
    // The order is ours, whatever the labels are.
    let sorted: Vec<_> = list["items"].as_array().expect("items").iter().map(|i| &i["sortText"]).collect();
    assert!(sorted.windows(2).all(|pair| pair[0].as_str() < pair[1].as_str()));
    client.finish();
}

#[test]
fn what_the_client_can_show_is_used() {
    let item_capabilities = json!({
        "snippetSupport": true,
        "labelDetailsSupport": true,
        "documentationFormat": ["markdown", "plaintext"],
    });
    let capabilities = json!({"textDocument": {"completion": {"completionItem": item_capabilities}}});
    let mut client = Client::with(capabilities, json!({"locale": "en"}));
    let uri = "file:///tmp/session.txt";
    open(
        &mut client,
        uri,
        "S: 220 mx.example.com ESMTP\nC: EHLO a.example.org\nS: 250 mx.example.com\nC: ma\n",
    );
    let list = client.request("textDocument/completion", at(uri, 3, 5));
    let offered = item(&list, "MAIL FROM:<");
    assert_eq!(offered["textEdit"], json!({"range": range(3, 3, 5), "newText": "MAIL FROM:<$1>$0"}));
    assert_eq!(offered["insertTextFormat"], 2);
    assert!(offered["labelDetails"]["description"].is_string() && offered["detail"].is_null(), "{offered}");
    let resolved = client.request("completionItem/resolve", offered.clone());
    assert_eq!(resolved["documentation"]["kind"], "markdown");
    client.finish();
}

#[test]
fn columns_are_those_of_the_client() {
    let mut client = Client::with(json!({}), json!({}));
    open(&mut client, URI, TEXT);
    let list = client.request("textDocument/completion", at(URI, 2, 16));
    assert_eq!(item(&list, "450")["textEdit"]["range"], range(2, 15, 16));
    client.finish();
}

#[test]
fn a_default_is_selected() {
    let mut client = Client::with(json!({}), json!({}));
    let uri = "file:///etc/postfix/main.cf";
    open(&mut client, uri, "myhostname = mx.example.org\nreject_code = \n");
    let list = client.request("textDocument/completion", at(uri, 1, 14));
    assert_eq!(list["items"][0]["label"], "554");
    assert_eq!(list["items"][0]["preselect"], true);
    client.finish();
}

#[test]
fn elsewhere_there_is_nothing() {
    let mut client = Client::with(json!({}), json!({}));
    for (uri, text) in [
        ("file:///tmp/notes.md", "The code 550 "),
        (
            "file:///var/log/mail.log",
            "Nov 23 10:00:00 mx postfix/smtpd[1]: NOQUEUE: reject: RCPT from x[192.0.2.1]: 550 ",
        ),
        ("file:///tmp/event.json", "{\"smtp_code\": 5"),
    ] {
        open(&mut client, uri, text);
        let list = client.request("textDocument/completion", at(uri, 0, text.len() as u64));
        assert_eq!(list, json!({"isIncomplete": false, "items": []}), "{uri}");
    }
    let list = client.request("textDocument/completion", at("file:///not/open", 0, 0));
    assert_eq!(list, Value::Null);
    let other = json!({"label": "x", "data": {"subject": "no such thing"}});
    assert_eq!(client.request("completionItem/resolve", other.clone()), other);
    client.finish();
}

/// Every code that the labelled configurations of the recognition tests set up, taken for one that is being
/// written: how many of them are offered where they stand. What only matches replies is none of them.
#[test]
fn codes_are_offered_where_configurations_have_them() {
    use smtp_lsp::catalog::Language;
    use smtp_lsp::document::{Document, DocumentOptions};
    use smtp_lsp::features::completion::completion;
    let fixtures = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recognition");
    for (folder, floor) in
        [("postfix-config", 77), ("exim-config", 38), ("opensmtpd-config", 21), ("sendmail-config", 38)]
    {
        let mut offered = 0;
        for file in std::fs::read_dir(fixtures.join(folder)).expect("fixtures") {
            let text = std::fs::read_to_string(file.expect("a file").path()).expect("a text");
            let (head, marked): (Vec<&str>, Vec<&str>) =
                text.lines().partition(|line| line.starts_with("%% "));
            let name = head.iter().find_map(|line| line.strip_prefix("%% file: ")).expect("a name");
            let clean = marked.join("\n").replace(['⟦', '⟧'], "");
            let document = Document::new(name, "", &clean, &DocumentOptions::default());
            for (line, marked) in marked.iter().enumerate() {
                let mut column = 0;
                for (index, piece) in marked.split(['⟦', '⟧']).enumerate() {
                    if index % 2 == 1 {
                        let found = completion(&document, line, column + 1, Language::En);
                        let comment = ["#", "dnl "].iter().any(|mark| marked.starts_with(mark));
                        assert!(!comment || found.items.is_empty(), "{name}: {marked}");
                        offered += usize::from(found.items.iter().any(|item| item.text == piece));
                    }
                    column += piece.len();
                }
            }
        }
        assert!(offered >= floor, "{folder}: only {offered}");
    }
}
