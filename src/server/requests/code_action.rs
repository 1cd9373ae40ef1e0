//! `textDocument/codeAction` and `codeAction/resolve`.

use std::collections::HashMap;

use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{
    CodeAction, CodeActionDisabled, CodeActionKind, CodeActionOrCommand, CodeActionParams,
    CodeActionResponse, Command, Diagnostic, DocumentChanges, NumberOrString, OneOf,
    OptionalVersionedTextDocumentIdentifier, TextDocumentEdit, TextEdit, Uri, WorkspaceEdit,
};

use crate::catalog::ui;
use crate::features::actions::{Action, COPY, Mended, What, Whole, actions};
use crate::features::guidance::Edit;
use crate::rules;
use crate::server::projects::{self, Target};
use crate::server::requests::settled;
use crate::server::shared::{Shared, Snapshot};
use crate::server::{convert, diagnostics, guard};

pub(crate) async fn answer(shared: &Shared, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
    let Some(snapshot) = shared.snapshot(&params.text_document.uri) else { return Ok(None) };
    let project = projects::target(shared, &snapshot.uri);
    let snapshot = settled(shared, snapshot).await?;
    let list = guard::in_background("codeAction", move || list(&snapshot, project.as_ref(), &params)).await?;
    Ok((!list.is_empty()).then_some(list))
}

/// Works out the edit of an action that was left open. Where the text has changed since, or was closed, nobody
/// knows whether it is still wanted.
pub(crate) async fn resolve(shared: &Shared, mut action: CodeAction) -> Result<CodeAction> {
    let uri = action.data.as_ref().and_then(|data| data["uri"].as_str()?.parse::<Uri>().ok());
    let whole = action.data.as_ref().and_then(|data| Whole::from_id(data["whole"].as_str()?));
    let (Some(uri), Some(whole)) = (uri, whole) else { return Ok(action) };
    let version = action.data.as_ref().and_then(|data| data["version"].as_i64());
    let snapshot = shared.snapshot(&uri).filter(|snapshot| version == Some(i64::from(snapshot.version)));
    let Some(snapshot) = snapshot else {
        let mut error = Error::content_modified();
        error.message = ui(shared.settings().language).actions.stale.into();
        return Err(error);
    };
    let snapshot = settled(shared, snapshot).await?;
    action.edit = Some(
        guard::in_background("codeAction/resolve", move || {
            let edits = whole.edits(&snapshot.document, &snapshot.settings.of_features());
            workspace_edit(&snapshot, edits)
        })
        .await?,
    );
    Ok(action)
}

fn list(snapshot: &Snapshot, project: Option<&Target>, params: &CodeActionParams) -> CodeActionResponse {
    let text = snapshot.document.text();
    let asked = convert::range(params.range);
    let encoding = snapshot.peer.encoding;
    let line = |position| text.line_of(text.offset(position, encoding));
    let lines = line(asked.start)..line(asked.end) + 1;
    let found = actions(&snapshot.document, lines, &snapshot.settings.of_features());
    found.into_iter().filter_map(|action| convert_one(snapshot, project, params, action)).collect()
}

fn convert_one(
    snapshot: &Snapshot,
    project: Option<&Target>,
    params: &CodeActionParams,
    action: Action,
) -> Option<CodeActionOrCommand> {
    let only = params.context.only.as_deref();
    let command = |name: &str, arguments: Vec<Value>| Command {
        title: action.title.clone(),
        command: name.to_owned(),
        arguments: Some(arguments),
    };
    let command = match &action.what {
        What::Command { name, arguments } => {
            Some(command(name, arguments.iter().cloned().map(Value::String).collect()))
        }
        What::Copy(line, program) => {
            Some(command(COPY, vec![json!(snapshot.uri.as_str()), json!(line), json!(program.name())]))
        }
        _ => None,
    };
    if !snapshot.peer.action_literals {
        // Such a client knows commands only.
        return command.map(CodeActionOrCommand::Command);
    }
    let kind = match action.what {
        What::Edit(_) | What::Silence(_) => Some(CodeActionKind::QUICKFIX),
        // They belong to no line: a menu of sources shows them, the lightbulb of a line does not.
        What::Whole(whole @ (Whole::Redact | Whole::FixAll)) => Some(CodeActionKind::from(whole.kind())),
        // They are about the whole document, but belong to the menu of a line too.
        What::Whole(_) if wants(only, &CodeActionKind::QUICKFIX) => Some(CodeActionKind::QUICKFIX),
        What::Whole(whole) => Some(CodeActionKind::from(whole.kind())),
        What::Command { .. } | What::Copy(..) => None,
    };
    let wanted = kind.as_ref().map_or(only.is_none(), |kind| wants(only, kind));
    if !wanted || (action.disabled.is_some() && !snapshot.peer.disabled_actions) {
        return None;
    }
    let mut converted = CodeAction {
        title: action.title.clone(),
        kind,
        diagnostics: action.mends.map(|mends| mended(&params.context.diagnostics, &mends)),
        is_preferred: action.preferred.then_some(true),
        disabled: action.disabled.map(|reason| CodeActionDisabled { reason: reason.to_owned() }),
        command,
        ..CodeAction::default()
    };
    match action.what {
        What::Edit(_) if action.disabled.is_some() => {}
        What::Edit(edits) => converted.edit = Some(workspace_edit(snapshot, edits)),
        What::Whole(whole) if snapshot.peer.resolves_edits => {
            let (uri, version) = (snapshot.uri.as_str(), snapshot.version);
            converted.data = Some(json!({ "uri": uri, "whole": whole.id(), "version": version }));
        }
        What::Whole(whole) => {
            let edits = whole.edits(&snapshot.document, &snapshot.settings.of_features());
            converted.edit = Some(workspace_edit(snapshot, edits));
        }
        What::Silence(rule) => converted.edit = Some(project?.silence(rule, &snapshot.peer)?),
        What::Command { .. } | What::Copy(..) => {}
    }
    Some(CodeActionOrCommand::CodeAction(converted))
}

/// Whether a client that wants only some kinds wants this one. Kinds are trees: `source` holds
/// `source.fixAll`.
fn wants(only: Option<&[CodeActionKind]>, kind: &CodeActionKind) -> bool {
    let holds = |wanted: &CodeActionKind| {
        let rest = kind.as_str().strip_prefix(wanted.as_str());
        rest.is_some_and(|rest| wanted.as_str().is_empty() || rest.is_empty() || rest.starts_with('.'))
    };
    only.is_none_or(|only| only.iter().any(holds))
}

/// Our own diagnostics among those that the client shows there: those of a rule, or all that are no rule's.
fn mended(shown: &[Diagnostic], mends: &Mended) -> Vec<Diagnostic> {
    let ours = |diagnostic: &&Diagnostic| {
        let Some(NumberOrString::String(code)) = &diagnostic.code else { return false };
        diagnostic.source.as_deref() == Some(diagnostics::SOURCE)
            && mends.lines.contains(&(diagnostic.range.start.line as usize))
            && mends.rule.map_or(rules::rule(code).is_none(), |rule| code == rule)
    };
    shown.iter().filter(ours).cloned().collect()
}

fn workspace_edit(snapshot: &Snapshot, edits: Vec<Edit>) -> WorkspaceEdit {
    let text = snapshot.document.text();
    let encoding = snapshot.peer.encoding;
    let edits = edits.into_iter().map(|edit| TextEdit {
        range: tower_lsp::ls_types::Range {
            start: convert::to_position(text, edit.line, edit.column, encoding),
            end: convert::to_position(text, edit.end_line, edit.end_column, encoding),
        },
        new_text: edit.text,
    });
    if snapshot.peer.document_changes {
        let text_document = OptionalVersionedTextDocumentIdentifier {
            uri: snapshot.uri.clone(),
            version: Some(snapshot.version),
        };
        let edits = edits.map(OneOf::Left).collect();
        return WorkspaceEdit {
            document_changes: Some(DocumentChanges::Edits(vec![TextDocumentEdit { text_document, edits }])),
            ..WorkspaceEdit::default()
        };
    }
    WorkspaceEdit {
        changes: Some(HashMap::from([(snapshot.uri.clone(), edits.collect())])),
        ..WorkspaceEdit::default()
    }
}
