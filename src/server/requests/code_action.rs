//! `textDocument/codeAction` and `codeAction/resolve`.

use std::collections::HashMap;
use std::ops::Range;

use serde_json::{Value, json};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, CodeActionResponse, Command,
    Diagnostic, DocumentChanges, NumberOrString, OneOf, OptionalVersionedTextDocumentIdentifier,
    TextDocumentEdit, TextEdit, Uri, WorkspaceEdit,
};

use crate::features::actions::{Action, What, Whole, actions};
use crate::features::guidance::Edit;
use crate::server::requests::settled;
use crate::server::shared::{Shared, Snapshot};
use crate::server::{convert, diagnostics, guard};

pub(crate) async fn answer(shared: &Shared, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
    let Some(snapshot) = shared.snapshot(&params.text_document.uri) else { return Ok(None) };
    let snapshot = settled(shared, snapshot).await?;
    let list = guard::in_background("codeAction", move || list(&snapshot, &params)).await?;
    Ok((!list.is_empty()).then_some(list))
}

/// Works out the edit of an action that was left open.
pub(crate) async fn resolve(shared: &Shared, mut action: CodeAction) -> Result<CodeAction> {
    let uri = action.data.as_ref().and_then(|data| data["uri"].as_str()?.parse::<Uri>().ok());
    let whole = action.data.as_ref().and_then(|data| Whole::from_id(data["whole"].as_str()?));
    let (Some(uri), Some(whole)) = (uri, whole) else { return Ok(action) };
    let Some(snapshot) = shared.snapshot(&uri) else { return Ok(action) };
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

fn list(snapshot: &Snapshot, params: &CodeActionParams) -> CodeActionResponse {
    let text = snapshot.document.text();
    let asked = convert::range(params.range);
    let encoding = snapshot.peer.encoding;
    let line = |position| text.line_of(text.offset(position, encoding));
    let lines = line(asked.start)..line(asked.end) + 1;
    let found = actions(&snapshot.document, lines, &snapshot.settings.of_features());
    found.into_iter().filter_map(|action| convert_one(snapshot, params, action)).collect()
}

fn convert_one(
    snapshot: &Snapshot,
    params: &CodeActionParams,
    action: Action,
) -> Option<CodeActionOrCommand> {
    let only = params.context.only.as_deref();
    let command = |name: &str, arguments: &[String]| {
        let arguments = arguments.iter().cloned().map(Value::String).collect();
        Command { title: action.title.clone(), command: name.to_owned(), arguments: Some(arguments) }
    };
    if !snapshot.peer.action_literals {
        // Such a client knows commands only.
        let What::Command { name, arguments } = &action.what else { return None };
        return Some(CodeActionOrCommand::Command(command(name, arguments)));
    }
    let kind = match action.what {
        What::Edit(_) => Some(CodeActionKind::QUICKFIX),
        // They are about the whole document, but belong to the menu of a line too.
        // It belongs to no line: a menu of sources shows it, the lightbulb of a line does not.
        What::Whole(Whole::Redact) => Some(CodeActionKind::from(Whole::Redact.kind())),
        What::Whole(_) if wants(only, &CodeActionKind::QUICKFIX) => Some(CodeActionKind::QUICKFIX),
        What::Whole(whole) => Some(CodeActionKind::from(whole.kind())),
        What::Command { .. } => None,
    };
    let wanted = kind.as_ref().map_or(only.is_none(), |kind| wants(only, kind));
    if !wanted {
        return None;
    }
    let mut converted = CodeAction {
        title: action.title.clone(),
        kind,
        diagnostics: action.mends.map(|lines| mended(&params.context.diagnostics, &lines)),
        ..CodeAction::default()
    };
    match action.what {
        What::Edit(edits) => converted.edit = Some(workspace_edit(snapshot, edits)),
        What::Whole(whole) if snapshot.peer.resolves_edits => {
            converted.data = Some(json!({ "uri": snapshot.uri.as_str(), "whole": whole.id() }));
        }
        What::Whole(whole) => {
            let edits = whole.edits(&snapshot.document, &snapshot.settings.of_features());
            converted.edit = Some(workspace_edit(snapshot, edits));
        }
        What::Command { name, ref arguments } => converted.command = Some(command(name, arguments)),
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

/// Our own diagnostics among those that the client shows there.
fn mended(shown: &[Diagnostic], lines: &Range<usize>) -> Vec<Diagnostic> {
    let ours = |diagnostic: &&Diagnostic| {
        diagnostic.source.as_deref() == Some(diagnostics::SOURCE)
            && matches!(&diagnostic.code, Some(NumberOrString::String(_)))
            && lines.contains(&(diagnostic.range.start.line as usize))
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
