//! Settings: from the client, from the project file, and which goes before which.

#[allow(dead_code, reason = "other tests use the rest")]
mod support;

use serde_json::{Value, json};
use support::{Client, DIALOGUE, FAILED, URI, codes, words};

/// A folder with a project file and a document in a folder of its own. Removed with the value.
struct Project(std::path::PathBuf);

impl Project {
    fn new(name: &str, file: &str) -> Project {
        let folder = std::env::temp_dir().join(format!("smtp-lsp-{name}-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("logs")).expect("a folder");
        let project = Project(folder);
        project.write(file);
        project
    }

    fn write(&self, file: &str) {
        std::fs::write(self.0.join(".smtp-lsp.toml"), file).expect("a file");
    }

    fn uri(&self, name: &str) -> String {
        format!("file://{}", self.0.join(name).display())
    }
}

impl Drop for Project {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn settings_come_with_initialize() {
    let options = json!({"diagnostics": {"enable": false}, "unheard": {"of": 1}});
    let mut client = Client::with(json!({}), json!({"initializationOptions": options}));
    client.open(URI, 1, DIALOGUE);
    assert_eq!(client.diagnostics(URI, Some(1)), [Value::Null; 0]);
    let settings = json!({"smtp-lsp": {"diagnostics": {"enable": true}}});
    client.notify("workspace/didChangeConfiguration", json!({"settings": settings}));
    assert_eq!(codes(&client.diagnostics(URI, Some(1))), ["550 5.1.1"]);
    client.finish();
}

#[test]
fn settings_are_asked_for() {
    let capabilities = json!({
        "workspace": {"configuration": true, "didChangeConfiguration": {"dynamicRegistration": true}},
    });
    let mut client = Client::with(capabilities, json!({}));
    client.answer_server("client/registerCapability", Value::Null);
    client.open(URI, 1, DIALOGUE);
    // The question comes with the first thing that the server says.
    let asked = client.answer_server("workspace/configuration", json!([{"diagnostics": {"enable": false}}]));
    assert_eq!(asked["items"][0]["section"], "smtp-lsp");
    assert_eq!(codes(&client.diagnostics(URI, Some(1))), ["550 5.1.1"]);
    assert_eq!(client.diagnostics(URI, Some(1)), [Value::Null; 0]);
    client.notify("workspace/didChangeConfiguration", json!({"settings": null}));
    client.answer_server("workspace/configuration", json!([null]));
    assert_eq!(codes(&client.diagnostics(URI, Some(1))), ["550 5.1.1"]);
    client.finish();
}

#[test]
fn wrong_settings_are_shown_to_the_user() {
    let options = json!({"diagnostics": {"max": "many"}});
    let mut client = Client::with(json!({}), json!({"initializationOptions": options, "locale": "de-AT"}));
    let shown = client.notification("window/showMessage");
    assert_eq!(shown["type"], 2);
    let message = shown["message"].as_str().expect("a message");
    assert!(message.starts_with("Die Einstellung smtp-lsp.diagnostics.max erwartet"), "{message}");
    client.finish();
}

const OWN: &str = "[[reply]]\npattern = 'user unknown'\ntitle = \"Ask the mail team.\"\n\
    text = \"They know.\"\nfixer = \"own-server\"\n";

#[cfg(unix)]
#[test]
fn a_project_file_adds_replies_and_is_read_again() {
    let project = Project::new("adds", OWN);
    let capabilities = json!({"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}}});
    let mut client = Client::with(capabilities, json!({}));
    let asked = client.answer_server("client/registerCapability", Value::Null);
    let watchers = &asked["registrations"][0]["registerOptions"]["watchers"];
    assert_eq!(watchers[0]["globPattern"], "**/.smtp-lsp.toml");
    let document = project.uri("logs/session.txt");
    client.open(&document, 1, DIALOGUE);
    let message = |diagnostics: &[Value]| diagnostics[0]["message"].as_str().expect("words").to_owned();
    let diagnostics = client.diagnostics(&document, Some(1));
    assert!(message(&diagnostics).starts_with("Ask the mail team."), "{diagnostics:?}");
    assert_eq!(diagnostics[0]["data"], json!({"cause": "recipient-unknown", "fixer": "own-server"}));
    let hover = client.hover(&document, FAILED, 1);
    assert!(words(&hover).contains("Ask the mail team.") && words(&hover).contains("They know."), "{hover}");

    project.write(&OWN.replace("Ask the mail team", "Ask nobody"));
    let changes = json!({"changes": [{"uri": project.uri(".smtp-lsp.toml"), "type": 2}]});
    client.notify("workspace/didChangeWatchedFiles", changes);
    assert!(message(&client.diagnostics(&document, Some(1))).starts_with("Ask nobody."));

    project.write("[[reply]]\npattern = '('\ntitle = \"x\"\n");
    client.notify("textDocument/didSave", json!({"textDocument": {"uri": project.uri(".smtp-lsp.toml")}}));
    let shown = client.notification("window/showMessage");
    let text = shown["message"].as_str().expect("a message");
    assert!(text.contains(".smtp-lsp.toml:2:11: pattern: The pattern is no regular expression"), "{text}");
    assert!(!message(&client.diagnostics(&document, Some(1))).starts_with("Ask"));
    client.finish();
}

#[cfg(unix)]
#[test]
fn a_project_file_sets_the_levels_of_rules_and_the_editor_goes_before_it() {
    let project = Project::new("levels", "[rules]\nsoft-bounce-on = \"error\"\n");
    let mut client = Client::with(json!({}), json!({}));
    let document = project.uri("logs/main.cf");
    client.open(&document, 1, "myhostname = mx.example.com\nsoft_bounce = yes\n");
    let diagnostics = client.diagnostics(&document, Some(1));
    assert_eq!(codes(&diagnostics), ["soft-bounce-on"]);
    assert_eq!(diagnostics[0]["severity"], 1);

    project.write("[rules]\nsoft-bounce-on = \"off\"\n");
    let changes = json!({"changes": [{"uri": project.uri(".smtp-lsp.toml"), "type": 2}]});
    client.notify("workspace/didChangeWatchedFiles", changes);
    assert_eq!(client.diagnostics(&document, Some(1)), [Value::Null; 0]);

    let settings = json!({"settings": {"smtp-lsp": {"rules": {"soft-bounce-on": "info"}}}});
    client.notify("workspace/didChangeConfiguration", settings);
    let diagnostics = client.diagnostics(&document, Some(1));
    assert_eq!(diagnostics[0]["severity"], 3);

    let file = project.uri(".smtp-lsp.toml");
    client.open_as(&file, "toml", 1, "[rules]\nmissing-quit = \"off\"\nno-such = \"off\"\n");
    let diagnostics = client.diagnostics(&file, Some(1));
    assert_eq!(codes(&diagnostics), ["project-file"]);
    assert_eq!(diagnostics[0]["range"]["start"], json!({"line": 2, "character": 0}));
    client.finish();
}

#[cfg(unix)]
#[test]
fn an_open_project_file_has_diagnostics() {
    let project = Project::new("faults", OWN);
    let mut client = Client::plain();
    let file = project.uri(".smtp-lsp.toml");
    client.open_as(&file, "toml", 1, "[[reply]]\npattern = '550 5.1.1 x'\ncause = \"gremlins\"\n");
    let diagnostics = client.diagnostics(&file, Some(1));
    assert_eq!(codes(&diagnostics), ["project-file"]);
    assert_eq!(diagnostics[0]["range"]["start"], json!({"line": 2, "character": 8}));
    client.change(&file, 2, json!([{"text": OWN}]));
    assert_eq!(client.diagnostics(&file, Some(2)), [Value::Null; 0]);
    client.finish();
}

#[test]
fn a_setting_adds_replies() {
    let replies = json!([{"pattern": "user unknown", "title": "From the setting."}, {"pattern": 7}]);
    let mut client = Client::with(json!({}), json!({"initializationOptions": {"replies": replies}}));
    let shown = client.notification("window/showMessage");
    let text = shown["message"].as_str().expect("a message");
    assert!(text.starts_with("smtp-lsp.replies[1]: pattern: "), "{text}");
    client.open(URI, 1, DIALOGUE);
    let diagnostics = client.diagnostics(URI, Some(1));
    assert!(diagnostics[0]["message"].as_str().is_some_and(|text| text.starts_with("From the setting.")));
    client.finish();
}
