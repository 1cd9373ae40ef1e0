//! Code actions and the commands that they run, over standard input and output.

#[allow(dead_code, reason = "other tests use the rest")]
mod support;

use serde_json::{Value, json};
use support::Client;

const SESSION: &str = "=== Connected to mx.example.com.\n<-  220 mx.example.com ESMTP\n -> EHLO client.example.org\n\
    <-  250 mx.example.com\n -> MAIL FROM:<alice@example.org>\n<-  250 ok\n -> RCPT TO:<bob@example.com>\n\
    <** 550 4.1.1 No such user\n -> QUIT\n<-  221 Bye\n";

/// The refusal.
const REFUSED: u64 = 7;

/// A client that can do everything.
fn able(more: Value) -> Client {
    let capabilities = json!({
        "textDocument": {"codeAction": {
            "dataSupport": true,
            "disabledSupport": true,
            "isPreferredSupport": true,
            "resolveSupport": {"properties": ["edit"]},
            "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "source"]}},
        }},
        "workspace": {"workspaceEdit": {"documentChanges": true, "resourceOperations": ["create"]}},
        "window": {"showDocument": {"support": true}},
        "experimental": {"smtpClipboard": true, "smtpPreview": true},
    });
    Client::with(capabilities, more)
}

fn open(client: &mut Client, uri: &str, text: &str) -> Vec<Value> {
    client.open(uri, 3, text);
    client.diagnostics(uri, Some(3))
}

fn ask(uri: &str, line: u64, diagnostics: &[Value], only: Option<&str>) -> Value {
    let place = json!({"line": line, "character": 0});
    let mut context = json!({"diagnostics": diagnostics});
    if let Some(only) = only {
        context["only"] = json!([only]);
    }
    json!({"textDocument": {"uri": uri}, "range": {"start": place, "end": place}, "context": context})
}

fn actions(client: &mut Client, asked: Value) -> Vec<Value> {
    client.request("textDocument/codeAction", asked).as_array().cloned().unwrap_or_default()
}

fn named(actions: &[Value], title: &str) -> Value {
    let found = actions.iter().find(|action| action["title"] == title);
    found.unwrap_or_else(|| panic!("{title} is not among {actions:#?}")).clone()
}

/// The text after edits of one document that were made for this version.
fn applied(text: &str, edit: &Value, uri: &str, version: Option<i64>) -> String {
    let changes = edit["documentChanges"].as_array().expect("changes");
    let change = changes.iter().find(|change| change["textDocument"]["uri"] == uri).expect("a change");
    assert_eq!(change["textDocument"]["version"].as_i64(), version);
    let mut text = text.to_owned();
    let edits = change["edits"].as_array().expect("edits");
    for edit in edits.iter().rev() {
        let offset = |place: &Value| {
            let line = place["line"].as_u64().expect("a line") as usize;
            let before: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
            before + place["character"].as_u64().expect("a column") as usize
        };
        let range = offset(&edit["range"]["start"])..offset(&edit["range"]["end"]);
        text.replace_range(range, edit["newText"].as_str().expect("a text"));
    }
    text
}

/// A folder that goes with the value.
struct Folder(std::path::PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let folder = std::env::temp_dir().join(format!("smtp-lsp-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        Folder(folder)
    }

    fn uri(&self, name: &str) -> String {
        format!("file://{}", self.0.join(name).display())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn quick_fixes_belong_to_their_diagnostics() {
    let uri = "file:///etc/postfix/access";
    let text = "192.0.2.1   OK\nexample.org  550 4.7.1 Not from you\n";
    let mut client = able(json!({}));
    let shown = open(&mut client, uri, text);
    let found = actions(&mut client, ask(uri, 1, &shown, None));
    let fix = named(&found, "Replace `4.7.1` with `5.7.1`");
    assert_eq!((&fix["kind"], &fix["isPreferred"]), (&json!("quickfix"), &json!(true)));
    assert_eq!(fix["diagnostics"].as_array().map(Vec::len), Some(1));
    assert_eq!(fix["diagnostics"][0]["code"], "enhanced-class-mismatch");
    assert_eq!(applied(text, &fix["edit"], uri, Some(3)), text.replace("4.7.1", "5.7.1"));
    let silence = named(&found, "Silence enhanced-class-mismatch here");
    assert_eq!(silence["isPreferred"], Value::Null);
    let silenced = applied(text, &silence["edit"], uri, Some(3));
    assert_eq!(silenced.lines().nth(1), Some("# smtp-lsp: ignore=enhanced-class-mismatch"));
    // What inserts guidance mends the refusal, not the finding.
    let guidance = named(&found, "Insert fix guidance for 550 4.7.1");
    assert_ne!(guidance["diagnostics"][0]["code"], "enhanced-class-mismatch");
    client.finish();
}

#[test]
fn everything_safe_is_fixed_at_once() {
    let uri = "file:///etc/postfix/access";
    let text =
        "a.example  550 4.7.1 Not from you\nb.example  450 5.7.1 Come back later\nc.example  550 5.7.1 No\n";
    let mut client = able(json!({}));
    open(&mut client, uri, text);
    // Also where the cursor stands on none of them, as when a file is saved.
    let found = actions(&mut client, ask(uri, 2, &[], Some("source.fixAll")));
    let [all] = &found[..] else { panic!("{found:?}") };
    assert_eq!(all["kind"], "source.fixAll.smtp-lsp");
    assert!(all.get("edit").is_none(), "it is worked out when it is chosen");
    let all = client.request("codeAction/resolve", all.clone());
    let fixed = applied(text, &all["edit"], uri, Some(3));
    assert_eq!(fixed, text.replace("550 4.7.1", "550 5.7.1").replace("450 5.7.1", "450 4.7.1"));
    // Nothing is left to be fixed then.
    client.change(uri, 4, json!([{"text": fixed}]));
    let rules = client.diagnostics(uri, Some(4));
    assert!(rules.iter().all(|one| one["code"] != "enhanced-class-mismatch"), "{rules:?}");
    assert_eq!(actions(&mut client, ask(uri, 2, &[], Some("source.fixAll"))), [Value::Null; 0]);
    client.finish();
}

#[test]
fn a_text_that_has_changed_is_not_edited() {
    let uri = "file:///tmp/session.txt";
    let mut client = able(json!({}));
    open(&mut client, uri, SESSION);
    let all =
        named(&actions(&mut client, ask(uri, 0, &[], Some("source"))), "Redact credentials in the document");
    client.change(uri, 4, json!([{"text": "550 something else\n"}]));
    client.diagnostics(uri, Some(4));
    const CONTENT_MODIFIED: i64 = -32801;
    assert_eq!(client.request_error("codeAction/resolve", all.clone()), CONTENT_MODIFIED);
    client.close(uri);
    client.diagnostics(uri, None);
    assert_eq!(client.request_error("codeAction/resolve", all), CONTENT_MODIFIED);
    client.finish();
}

#[test]
fn what_cannot_be_done_says_why() {
    let uri = "file:///tmp/event.json";
    let text =
        "{\"event\": \"bounce\", \"email\": \"b@example.com\", \"reason\": \"550 5.1.1 no such user\"}\n";
    let mut client = able(json!({}));
    open(&mut client, uri, text);
    let insert = named(&actions(&mut client, ask(uri, 0, &[], None)), "Insert fix guidance for 550 5.1.1");
    assert_eq!(insert["disabled"], json!({"reason": "A file of this format takes no comments"}));
    assert!(insert.get("edit").is_none());
    client.finish();
    // Who cannot show a reason is not offered it at all.
    let literals = json!({"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}});
    let mut client = Client::with(json!({"textDocument": {"codeAction": literals}}), json!({}));
    open(&mut client, uri, text);
    let found = actions(&mut client, ask(uri, 0, &[], None));
    assert!(found.iter().all(|action| action["disabled"].is_null()));
    assert!(
        !found.iter().any(|action| action["title"].as_str().is_some_and(|title| title.contains("Insert")))
    );
    client.finish();
}

#[cfg(unix)]
#[test]
fn a_rule_is_silenced_in_the_project() {
    let folder = Folder::new("silence");
    let (uri, file) = (folder.uri("session.txt"), folder.uri(".smtp-lsp.toml"));
    let mut client = able(json!({"rootUri": folder.uri("")}));
    let shown = open(&mut client, &uri, SESSION);
    assert!(shown.iter().any(|one| one["code"] == "enhanced-class-mismatch"), "{shown:?}");
    let title = "Silence enhanced-class-mismatch in the project";
    let silence = named(&actions(&mut client, ask(&uri, REFUSED, &shown, None)), title);
    assert_eq!(silence["edit"]["documentChanges"][0]["kind"], "create");
    assert_eq!(silence["edit"]["documentChanges"][0]["uri"], file);
    let text = applied("", &silence["edit"], &file, None);
    assert_eq!(text, "[rules]\nenhanced-class-mismatch = \"off\"\n");
    // The client writes the file and says so; the finding goes.
    std::fs::write(folder.0.join(".smtp-lsp.toml"), text).expect("a file");
    client.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": file, "type": 1}]}));
    let shown = client.diagnostics(&uri, Some(3));
    assert!(shown.iter().all(|one| one["code"] != "enhanced-class-mismatch"), "{shown:?}");
    client.finish();
}

#[cfg(unix)]
#[test]
fn an_open_project_file_is_edited_as_it_is_in_the_editor() {
    let folder = Folder::new("silence-open");
    let (uri, file) = (folder.uri("session.txt"), folder.uri(".smtp-lsp.toml"));
    std::fs::write(folder.0.join(".smtp-lsp.toml"), "").expect("a file");
    let mut client = able(json!({"rootUri": folder.uri("")}));
    let text = "# Not saved yet.\n[rules]\n";
    open(&mut client, &file, text);
    let shown = open(&mut client, &uri, SESSION);
    let title = "Silence enhanced-class-mismatch in the project";
    let silence = named(&actions(&mut client, ask(&uri, REFUSED, &shown, None)), title);
    let after = applied(text, &silence["edit"], &file, Some(3));
    assert_eq!(after, "# Not saved yet.\n[rules]\nenhanced-class-mismatch = \"off\"\n");
    client.finish();
}

#[test]
fn a_conversation_is_copied_as_a_test_line() {
    let uri = "file:///tmp/session.txt";
    let mut client = able(json!({}));
    open(&mut client, uri, SESSION);
    let copy = named(&actions(&mut client, ask(uri, REFUSED, &[], None)), "Copy as a test line for swaks");
    assert_eq!(copy["command"]["command"], "smtp.copyTestLine");
    let run = json!({"command": "smtp.copyTestLine", "arguments": copy["command"]["arguments"]});
    let line = client.request("workspace/executeCommand", run);
    assert_eq!(
        line,
        json!({"text": "swaks --server mx.example.com:25 --ehlo client.example.org --from alice@example.org \
            --to bob@example.com --quit-after RCPT"})
    );
    let openssl = json!({"command": "smtp.copyTestLine", "arguments": [uri, REFUSED, "openssl"]});
    let line = client.request("workspace/executeCommand", openssl.clone());
    assert!(line["text"].as_str().is_some_and(|text| text.starts_with("openssl s_client ")), "{line}");
    for wrong in
        [json!([]), json!([uri, "7", "swaks"]), json!([uri, 7, "telnet"]), json!(["no uri", 7, "swaks"])]
    {
        let run = json!({"command": "smtp.copyTestLine", "arguments": wrong});
        assert_eq!(client.request_error("workspace/executeCommand", run), -32602);
    }
    let elsewhere = json!({"command": "smtp.copyTestLine", "arguments": ["file:///not/open", 7, "swaks"]});
    assert_eq!(client.request("workspace/executeCommand", elsewhere), Value::Null);
    client.finish();
    // Without a clipboard the line is shown.
    let mut client = Client::plain();
    open(&mut client, uri, SESSION);
    client.request("workspace/executeCommand", openssl);
    let message = client.notification("window/showMessage");
    assert!(message["message"].as_str().is_some_and(|text| text.starts_with("openssl ")), "{message}");
    client.finish();
}

#[test]
fn explanations_are_shown_where_the_client_drops_them() {
    let run = json!({"command": "smtp.explain", "arguments": ["550 5.1.1 User unknown"]});
    let mut client = Client::plain();
    let answer = client.request("workspace/executeCommand", run.clone());
    assert_eq!(client.notification("window/showMessage")["message"], answer["plain"]);
    let compare = json!({"command": "smtp.compare", "arguments": ["550", "553"]});
    let answer = client.request("workspace/executeCommand", compare);
    assert_eq!(client.notification("window/showMessage")["message"], answer["plain"]);
    client.finish();
    let mut client = able(json!({}));
    let answer = client.request("workspace/executeCommand", run);
    assert!(answer["markdown"].is_string());
    // What is shown would have come before the next answer.
    let id = client.ask("workspace/executeCommand", json!({"command": "smtp.codes", "arguments": []}));
    assert_eq!(client.first_of(id, "window/showMessage")["id"], id);
    client.finish();
}

#[test]
fn references_are_opened_where_the_client_can() {
    let uri = "file:///tmp/session.txt";
    let mut client = able(json!({}));
    open(&mut client, uri, SESSION);
    let found = actions(&mut client, ask(uri, REFUSED, &[], None));
    let page = found.iter().find(|action| action["command"]["command"] == "smtp.openReference");
    let command = page.expect("a page to read")["command"].clone();
    let url = command["arguments"][0].clone();
    assert!(url.as_str().is_some_and(|url| url.starts_with("https://")), "{url}");
    let run = json!({"command": "smtp.openReference", "arguments": [url]});
    assert_eq!(client.request("workspace/executeCommand", run.clone()), json!({"uri": url}));
    let asked = client.answer_server("window/showDocument", json!({"success": true}));
    assert_eq!(asked, json!({"uri": url, "external": true}));
    let wrong = json!({"command": "smtp.openReference", "arguments": ["file:///etc/passwd"]});
    assert_eq!(client.request_error("workspace/executeCommand", wrong), -32602);
    client.finish();
    let mut client = Client::plain();
    client.request("workspace/executeCommand", run);
    assert_eq!(client.notification("window/showMessage")["message"], url);
    client.finish();
}

#[test]
fn clients_of_old_have_commands() {
    let uri = "file:///tmp/session.txt";
    let mut client = Client::plain();
    open(&mut client, uri, SESSION);
    let found = actions(&mut client, ask(uri, REFUSED, &[], None));
    let commands: Vec<_> = found.iter().map(|one| one["command"].as_str().expect("a command")).collect();
    assert!(commands.contains(&"smtp.explain") && commands.contains(&"smtp.copyTestLine"), "{commands:?}");
    client.finish();
}
