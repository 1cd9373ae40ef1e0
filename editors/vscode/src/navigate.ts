// From one failed reply to the next.
import * as vscode from 'vscode';
import { isFailure, step } from './order';
import { inWork } from './work';

/** What the server names its diagnostics. */
const SOURCE = 'smtp';

/** Moves the cursor to the next failed reply of the active document, or to the one before. */
export async function go(forward: boolean): Promise<void> {
  const editor = inWork();
  if (editor === undefined) {
    return;
  }
  const failed = vscode.languages
    .getDiagnostics(editor.document.uri)
    .filter((diagnostic) => diagnostic.source === SOURCE && isFailure(diagnostic.code))
    .map((diagnostic) => diagnostic.range.start);
  const place = step(failed, editor.selection.active, forward);
  if (place === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no failed reply in this document.'));
    return;
  }
  if (editor !== vscode.window.activeTextEditor) {
    await vscode.window.showTextDocument(editor.document, editor.viewColumn);
  }
  editor.selection = new vscode.Selection(place, place);
  editor.revealRange(new vscode.Range(place, place), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
