//! What the peculiarities of real clients ask of the server. The files in `clients/` hold what those clients said in
//! `initialize`, captured from runs of the programs that their names tell; only paths and process ids were replaced.

#[allow(dead_code, reason = "other tests use the rest")]
mod support;

use serde_json::{Value, json};
use support::Client;

const URI: &str = "file:///tmp/mail/session.smtp";

/// A refused MAIL, behind characters whose columns differ: 😀 is four bytes, two UTF-16 units, one UTF-32 unit.
const SESSION: &str = "220 mx.example.com ESMTP Postfix\n\
    EHLO client.example.org\n\
    250-mx.example.com\n\
    250 STARTTLS\n\
    MAIL FROM:<alice@example.org>\n\
    530 5.7.0 Must issue a STARTTLS command first\n\
    QUIT\n\
    221 2.0.0 Bye\n\
    \n\
    Nov 30 23:59:59 m😀1 postfix/smtp[42]: 4DbRkW3zLnzGq: to=<bob@example.com>, relay=mx.example.com[192.0.2.25]:25, \
    delay=1.1, dsn=5.1.1, status=bounced (host mx.example.com[192.0.2.25] said: 550 5.1.1 <bob@example.com>: User \
    unknown (in reply to RCPT TO command))\n";

/// The line of the reply 530.
const REFUSED: u64 = 5;
/// The line of the log.
const LOGGED: u64 = 9;

/// A real client that has shaken hands, and what the server has answered to `initialize`.
struct Real {
    client: Client,
    capabilities: Value,
    /// Whether the server asks it for its configuration.
    configured: bool,
    /// Whether the server registers itself for changes.
    registers: bool,
}

impl Real {
    /// Starts a client as it was captured, in an environment with this `LC_ALL`.
    fn start(name: &str, locale: &str) -> Real {
        let file = format!("{}/tests/clients/{name}.json", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}"));
        let params: Value = serde_json::from_str(&text).expect("what was captured is JSON");
        let mut client = Client::start_in(locale);
        let capabilities = client.request("initialize", params.clone())["capabilities"].clone();
        client.notify("initialized", json!({}));
        let workspace = &params["capabilities"]["workspace"];
        Real {
            client,
            capabilities,
            configured: workspace["configuration"] == true,
            registers: ["didChangeConfiguration", "didChangeWatchedFiles"]
                .iter()
                .any(|name| workspace[name]["dynamicRegistration"] == true),
        }
    }

    /// Opens the session and answers what the server asks meanwhile, with `configuration`.
    fn open(&mut self, configuration: &Value) {
        self.client.open_as(URI, "smtp-transcript", 1, SESSION);
        if self.capabilities.get("diagnosticProvider").is_some() {
            // Such a client asks at once, and the server has its questions with its first answer.
            self.pull();
        }
        if self.registers {
            self.client.answer_server("client/registerCapability", Value::Null);
        }
        if self.configured {
            self.client.answer_server("workspace/configuration", json!([configuration]));
        }
    }

    /// The diagnostics that the client asks for.
    fn pull(&mut self) -> Vec<Value> {
        let answer = self.client.request("textDocument/diagnostic", json!({"textDocument": {"uri": URI}}));
        answer["items"].as_array().expect("a full report").clone()
    }

    /// The code actions of the refused line.
    fn actions(&mut self) -> Vec<Value> {
        let place = json!({"line": REFUSED, "character": 1});
        let params = json!({"textDocument": {"uri": URI}, "range": {"start": place, "end": place},
            "context": {"diagnostics": []}});
        self.client.request("textDocument/codeAction", params).as_array().expect("actions").clone()
    }
}

fn codes(diagnostics: &[Value]) -> Vec<&str> {
    diagnostics.iter().filter_map(|one| one["code"].as_str()).collect()
}

fn at(diagnostics: &[Value], code: &str) -> (Value, Value) {
    let found =
        diagnostics.iter().find(|one| one["code"] == code).unwrap_or_else(|| panic!("{diagnostics:?}"));
    (found["range"]["start"].clone(), found["range"]["end"].clone())
}

/// The column of the code in the log: so many bytes are before it, and the 😀 among them.
fn column(less: u64) -> Value {
    let line = SESSION.lines().nth(LOGGED as usize).expect("the log");
    let bytes = line.find("550 5.1.1").expect("the code") as u64;
    json!({"line": LOGGED, "character": bytes - less})
}

const UTF8: u64 = 0;
const UTF16: u64 = 2;

fn hover(real: &mut Real) -> (String, String) {
    let contents = real.client.hover(URI, REFUSED, 1)["contents"].clone();
    let part = |name: &str| contents[name].as_str().unwrap_or("").to_owned();
    (part("kind"), part("value"))
}

/// Neovim before 0.10 cannot ask for diagnostics: they are sent to it. It counts in UTF-16 and says nothing of that.
#[test]
fn neovim_before_0_10_is_sent_diagnostics() {
    let mut real = Real::start("neovim-0.7.2", "C");
    assert_eq!(real.capabilities["positionEncoding"], "utf-16");
    assert_eq!(real.capabilities.get("diagnosticProvider"), None);
    real.open(&Value::Null);
    let diagnostics = real.client.diagnostics(URI, Some(1));
    assert_eq!(codes(&diagnostics), ["530 5.7.0", "550 5.1.1"]);
    assert_eq!(at(&diagnostics, "550 5.1.1").0, column(UTF16));
    real.client.finish();
}

/// Neovim 0.10 asks for diagnostics and cannot be told to ask again: a change of the settings must not make the server
/// send it what it cannot take. Its empty tables of options and settings arrive as `[]`.
#[test]
fn neovim_0_10_asks_for_diagnostics_and_cannot_be_refreshed() {
    let mut real = Real::start("neovim-0.10.4", "C");
    assert_eq!(real.capabilities["positionEncoding"], "utf-16");
    real.open(&json!([]));
    assert_eq!(codes(&real.pull()), ["530 5.7.0", "550 5.1.1"]);
    assert_eq!(at(&real.pull(), "550 5.1.1").0, column(UTF16));
    real.client.notify("workspace/didChangeConfiguration", json!({"settings": {"smtp-lsp": []}}));
    real.client.answer_server("workspace/configuration", json!([{"diagnostics": {"enable": false}}]));
    assert_eq!(real.pull(), [Value::Null; 0]);
    // A request to refresh, or published diagnostics, would be found unread.
    real.client.finish();
}

/// Neovim 0.12 takes bytes as columns, and asks again for diagnostics when it is told to.
#[test]
fn neovim_0_12_counts_bytes_and_is_refreshed() {
    let mut real = Real::start("neovim-0.12.4", "C");
    assert_eq!(real.capabilities["positionEncoding"], "utf-8");
    real.open(&json!([]));
    assert_eq!(at(&real.pull(), "550 5.1.1").0, column(UTF8));
    real.client.notify("workspace/didChangeConfiguration", json!({"settings": {"smtp-lsp": []}}));
    real.client.answer_server("workspace/configuration", json!([{"language": "de"}]));
    real.client.answer_server("workspace/diagnostic/refresh", Value::Null);
    let (kind, text) = hover(&mut real);
    assert!(kind == "markdown" && text.contains("Wer es beheben kann"), "{text}");
    real.client.finish();
}

/// Helix names no language: that of the environment holds. It shows neither the link of a diagnostic nor the places
/// that belong to it, so the message names the lines and the hover has the link. It has no pull diagnostics.
#[test]
fn helix_has_the_language_of_the_environment_and_everything_in_the_texts() {
    let mut real = Real::start("helix-25.01.1", "de_DE.UTF-8");
    assert_eq!(real.capabilities["positionEncoding"], "utf-8");
    real.open(&Value::Null);
    let diagnostics = real.client.diagnostics(URI, Some(1));
    assert_eq!(at(&diagnostics, "550 5.1.1").0, column(UTF8));
    let message = diagnostics[0]["message"].as_str().expect("a message");
    assert!(message.contains("(Zeile 4)") && message.contains("Wer es beheben kann"), "{message}");
    assert_eq!(diagnostics[0].get("relatedInformation"), None);
    let (kind, text) = hover(&mut real);
    assert!(kind == "markdown" && text.contains("](https://"), "{text}");
    real.client.finish();
}

/// Eglot of Emacs 28 takes plain text, cannot resolve code actions and wants places beside a diagnostic as little: its
/// actions come with their edits.
#[test]
fn eglot_gets_plain_text_and_whole_actions() {
    let mut real = Real::start("eglot-1.9-emacs-28.2", "C");
    assert_eq!(real.capabilities["positionEncoding"], "utf-16");
    real.open(&Value::Null);
    let diagnostics = real.client.diagnostics(URI, Some(1));
    assert_eq!(at(&diagnostics, "550 5.1.1").0, column(UTF16));
    assert_eq!(diagnostics[0].get("relatedInformation"), None);
    let (kind, text) = hover(&mut real);
    assert!(kind == "plaintext" && !text.contains("**") && !text.contains('`'), "{text}");
    let actions = real.actions();
    assert!(!actions.is_empty());
    for action in actions {
        assert!(action.get("edit").is_some() || action.get("command").is_some(), "{action}");
    }
    real.client.finish();
}

/// kak-lsp counts bytes, shows related places, and takes only places, not links, as definitions.
#[test]
fn kak_lsp_counts_bytes_and_shows_related_places() {
    let mut real = Real::start("kak-lsp-22.0.0", "C");
    assert_eq!(real.capabilities["positionEncoding"], "utf-8");
    real.open(&Value::Null);
    let diagnostics = real.client.diagnostics(URI, Some(1));
    assert_eq!(at(&diagnostics, "550 5.1.1").0, column(UTF8));
    let place = json!({"textDocument": {"uri": URI}, "position": {"line": REFUSED, "character": 1}});
    let found = real.client.request("textDocument/definition", place);
    assert_eq!(
        (&found["uri"], &found["range"]["start"]["line"]),
        (&json!(URI), &json!(REFUSED - 1)),
        "{found}"
    );
    real.client.finish();
}

/// VS Code insists on UTF-16, names its display language, and asks for diagnostics.
#[test]
fn vscode_counts_utf16_names_its_language_and_asks_for_diagnostics() {
    let mut real = Real::start("vscode-1.139.1", "de_DE.UTF-8");
    assert_eq!(real.capabilities["positionEncoding"], "utf-16");
    real.open(&json!({"language": "auto", "dialect": "auto", "rules": {}}));
    let diagnostics = real.pull();
    assert_eq!(at(&diagnostics, "550 5.1.1").0, column(UTF16));
    // The display language goes before that of the environment.
    let (kind, text) = hover(&mut real);
    assert!(kind == "markdown" && text.contains("Who can fix it"), "{text}");
    let href = diagnostics[0]["codeDescription"]["href"].as_str().unwrap_or("");
    assert!(href.starts_with("https://"), "{diagnostics:?}");
    real.client.finish();
}
