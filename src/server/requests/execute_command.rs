//! `workspace/executeCommand`: the commands of the server.

use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{ExecuteCommandParams, LSPAny, Uri};

use crate::features::actions::{COMPARE, EXPLAIN};
use crate::server::requests::settled;
use crate::server::shared::Shared;
use crate::server::{answers, hooks, projects};

/// Lists all codes: `[]`. Answers `[{"code": "550", "title": ...}]`.
const CODES: &str = "smtp.codes";
/// Tells which dialects an open document is read in, most codes first: `["file:///session.txt"]`. Answers
/// `[{"name": "swaks", "title": ..., "codes": 7}]`, or null where the document is not open.
const DIALECT: &str = "smtp.dialect";

/// All commands.
pub(crate) const COMMANDS: &[&str] = &[EXPLAIN, COMPARE, CODES, DIALECT];

/// [`EXPLAIN`] takes a code, a whole reply or the id of a rule: `["550 5.7.1 Relay access denied"]`; [`COMPARE`] two of them.
/// Both answer `{"markdown": ..., "plain": ...}`.
pub(crate) async fn answer(shared: &Shared, params: ExecuteCommandParams) -> Result<Option<LSPAny>> {
    let settings = shared.settings();
    let own = || projects::options(shared, None).0.own;
    let words = params.arguments.iter().map(Value::as_str).collect::<Option<Vec<_>>>();
    let answered = match (params.command.as_str(), words.as_deref()) {
        (EXPLAIN, Some([reply])) => answers::explain(reply, &own(), &settings),
        (EXPLAIN, _) => return Err(takes(EXPLAIN, "one string, a code or a reply")),
        (COMPARE, Some([one, other])) => answers::compare(one, other, &own(), &settings),
        (COMPARE, _) => return Err(takes(COMPARE, "two strings, both codes")),
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
        Ok(text) => Ok(Some(json!({ "markdown": text.markdown, "plain": text.plain }))),
        Err(why) => Err(Error::invalid_params(why)),
    }
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
