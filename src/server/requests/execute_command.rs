//! `workspace/executeCommand`: the commands that need no document.

use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{ExecuteCommandParams, LSPAny};

use crate::server::shared::Shared;
use crate::server::{answers, hooks};

/// Explains a code or a whole reply: `["550 5.7.1 Relay access denied"]`.
const EXPLAIN: &str = "smtp.explain";
/// Compares two codes: `["214", "530"]`.
const COMPARE: &str = "smtp.compare";

/// All commands; each answers `{"markdown": ..., "plain": ...}`.
pub(crate) const COMMANDS: &[&str] = &[EXPLAIN, COMPARE];

pub(crate) async fn answer(shared: &Shared, params: ExecuteCommandParams) -> Result<Option<LSPAny>> {
    let settings = shared.settings();
    let words = params.arguments.iter().map(Value::as_str).collect::<Option<Vec<_>>>();
    let answered = match (params.command.as_str(), words.as_deref()) {
        (EXPLAIN, Some([reply])) => answers::explain(reply, &settings),
        (EXPLAIN, _) => return Err(takes(EXPLAIN, "one string, a code or a reply")),
        (COMPARE, Some([one, other])) => answers::compare(one, other, &settings),
        (COMPARE, _) => return Err(takes(COMPARE, "two strings, both codes")),
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

fn takes(command: &str, what: &str) -> Error {
    Error::invalid_params(format!("{command} takes {what}"))
}
