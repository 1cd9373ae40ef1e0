// Code actions for the whole document, as commands.
import * as vscode from 'vscode';
import { CodeActionRequest, CodeActionResolveRequest, CodeActionTriggerKind, type CodeAction } from 'vscode-languageclient/node';
import type { Server } from './server';
import { inWork } from './work';

export const INSERT = 'source.insertGuidance.smtp-lsp';
export const REMOVE = 'source.removeGuidance.smtp-lsp';
export const FIX_ALL = 'source.fixAll.smtp-lsp';
export const REDACT = 'source.redact.smtp-lsp';

/** Applies the action of a kind to the active document; `nothing` is said where there is none. */
export async function apply(server: Server, kind: string, nothing: string): Promise<void> {
  const editor = inWork();
  if (editor === undefined) {
    return;
  }
  const client = await server.ready();
  if (client === undefined) {
    return;
  }
  const document = editor.document;
  const version = document.version;
  const answers = await client.sendRequest(CodeActionRequest.type, {
    textDocument: client.code2ProtocolConverter.asTextDocumentIdentifier(document),
    range: { start: { line: 0, character: 0 }, end: { line: document.lineCount, character: 0 } },
    context: { diagnostics: [], only: [kind], triggerKind: CodeActionTriggerKind.Invoked },
  });
  const actions = (answers ?? []).filter(
    (action): action is CodeAction => 'kind' in action && (action.kind === kind || action.kind?.startsWith(`${kind}.`) === true),
  );
  let action = actions.find((action) => action.disabled === undefined);
  if (action === undefined) {
    void vscode.window.showInformationMessage(actions[0]?.disabled?.reason ?? nothing);
    return;
  }
  if (action.edit === undefined) {
    action = await client.sendRequest(CodeActionResolveRequest.type, action);
  }
  if (action.edit === undefined) {
    void vscode.window.showInformationMessage(nothing);
    return;
  }
  const edit = await client.protocol2CodeConverter.asWorkspaceEdit(action.edit);
  if (document.version !== version || !(await vscode.workspace.applyEdit(edit))) {
    void vscode.window.showWarningMessage(vscode.l10n.t('The document has changed meanwhile. Try again.'));
  }
}
