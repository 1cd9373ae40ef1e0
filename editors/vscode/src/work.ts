// The document that commands are about.
import * as vscode from 'vscode';

let last: vscode.TextEditor | undefined;

/** Notes which editor is active. */
export function follow(): vscode.Disposable {
  last = vscode.window.activeTextEditor;
  return vscode.window.onDidChangeActiveTextEditor((editor) => (last = editor ?? last));
}

/** The active editor; while a preview is in front of the user, the one that was active before. */
export function inWork(): vscode.TextEditor | undefined {
  const visible = vscode.window.visibleTextEditors;
  return vscode.window.activeTextEditor ?? visible.find((editor) => editor === last) ?? visible[0];
}
