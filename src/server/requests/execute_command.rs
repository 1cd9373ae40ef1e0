//! `workspace/executeCommand`: the commands of the server.

use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{ExecuteCommandParams, LSPAny, MessageType, ShowDocumentParams, Uri};

use crate::features::actions::{COMPARE, COPY, EXPLAIN, OPEN};
use crate::features::testline::{Program, test_line};
use crate::server::guard;
use crate::server::notifications::did_change_configuration::tell;
use crate::server::requests::settled;
use crate::server::shared::Shared;
use crate::server::{answers, hooks, projects};

/// Lists all codes: `[]`. Answers `[{"code": "550", "title": ...}]`.
const CODES: &str = "smtp.codes";
/// Tells which dialects an open document is read in, most codes first: `["file:///session.txt"]`. Answers
/// `[{"name": "swaks", "title": ..., "codes": 7}]`, or null where the document is not open.
const DIALECT: &str = "smtp.dialect";

/// All commands.
pub(crate) const COMMANDS: &[&str] = &[EXPLAIN, COMPARE, COPY, OPEN, CODES, DIALECT];

/// [`EXPLAIN`] takes a code, a whole reply or the id of a rule: `["550 5.7.1 Relay access denied"]`; [`COMPARE`] two of them.
/// Both answer `{"markdown": ..., "plain": ...}`, and show it where the client does not. [`COPY`] takes the URI of an open document, a line (0-based) and
/// `swaks` or `openssl`; it answers `{"text": ...}`, or null where there is no conversation to repeat. [`OPEN`]
/// takes an `https` address and answers `{"uri": ...}`.
pub(crate) async fn answer(shared: &Shared, params: ExecuteCommandParams) -> Result<Option<LSPAny>> {
    if params.command == COPY {
        return copy(shared, &params.arguments).await;
    }
    let settings = shared.settings();
    let own = || projects::options(shared, None).0.own;
    let words = params.arguments.iter().map(Value::as_str).collect::<Option<Vec<_>>>();
    let answered = match (params.command.as_str(), words.as_deref()) {
        (EXPLAIN, Some([reply])) => answers::explain(reply, &own(), &settings),
        (EXPLAIN, _) => return Err(takes(EXPLAIN, "one string, a code or a reply")),
        (COMPARE, Some([one, other])) => answers::compare(one, other, &own(), &settings),
        (COMPARE, _) => return Err(takes(COMPARE, "two strings, both codes")),
        (OPEN, Some([url])) => return open(shared, url),
        (OPEN, _) => return Err(takes(OPEN, "one string, an https address")),
        (CODES, Some([])) => return Ok(Some(answers::codes(&settings))),
        (CODES, _) => return Err(takes(CODES, "nothing")),
        (DIALECT, Some([uri])) => return dialect(shared, uri).await,
        (DIALECT, _) => return Err(takes(DIALECT, "one string, the URI of a document")),
        (name, _) => {
            return match hooks::command(name).await {
                Some(()) => Ok(None),
                None => Err(Error::invalid_params(format!("there is no command {name}"))),
            };
        }
    };
    match answered {
        Ok(text) => {
            // Most clients drop what a command answers.
            if !shared.peer().previews {
                tell(shared, MessageType::INFO, vec![text.plain.clone()]);
            }
            Ok(Some(json!({ "markdown": text.markdown, "plain": text.plain })))
        }
        Err(why) => Err(Error::invalid_params(why)),
    }
}

/// Makes a test line. A client that cannot put it on the clipboard has it shown.
async fn copy(shared: &Shared, arguments: &[Value]) -> Result<Option<LSPAny>> {
    const TAKES: &str = "the URI of a document, a line and a program, swaks or openssl";
    let wrong = || takes(COPY, TAKES);
    let [uri, line, program] = arguments else { return Err(wrong()) };
    let uri = uri.as_str().and_then(|uri| uri.parse::<Uri>().ok()).ok_or_else(wrong)?;
    let line = line.as_u64().and_then(|line| usize::try_from(line).ok()).ok_or_else(wrong)?;
    let program = program.as_str().and_then(Program::from_name).ok_or_else(wrong)?;
    let Some(snapshot) = shared.snapshot(&uri) else { return Ok(None) };
    let snapshot = settled(shared, snapshot).await?;
    let copies = snapshot.peer.copies;
    let text = guard::in_background(COPY, move || {
        test_line(&snapshot.document, line, program, snapshot.settings.language)
    })
    .await?;
    if let Some(text) = text.as_ref().filter(|_| !copies) {
        tell(shared, MessageType::INFO, vec![text.clone()]);
    }
    Ok(text.map(|text| json!({ "text": text })))
}

/// Opens a page where the client can, else shows its address.
fn open(shared: &Shared, url: &str) -> Result<Option<LSPAny>> {
    let uri = url.parse::<Uri>().ok().filter(|_| url.starts_with("https://"));
    let uri = uri.ok_or_else(|| takes(OPEN, "one string, an https address"))?;
    if shared.peer().shows_documents {
        let client = shared.client.clone();
        let page = ShowDocumentParams { uri, external: Some(true), take_focus: None, selection: None };
        tokio::spawn(async move {
            if let Err(error) = client.show_document(page).await {
                tracing::warn!(%error, "the client does not open a page");
            }
        });
    } else {
        tell(shared, MessageType::INFO, vec![url.to_owned()]);
    }
    Ok(Some(json!({ "uri": url })))
}

async fn dialect(shared: &Shared, uri: &str) -> Result<Option<LSPAny>> {
    let uri: Uri = uri.parse().map_err(|_| takes(DIALECT, "one string, the URI of a document"))?;
    let Some(snapshot) = shared.snapshot(&uri) else { return Ok(None) };
    let snapshot = settled(shared, snapshot).await?;
    Ok(Some(answers::dialects(&snapshot.document, &snapshot.settings)))
}

fn takes(command: &str, what: &str) -> Error {
    Error::invalid_params(format!("{command} takes {what}"))
}
