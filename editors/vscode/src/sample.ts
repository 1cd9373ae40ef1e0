// The sample of the walkthrough.
import * as vscode from 'vscode';

/** Opens a copy, so that nothing of the extension is changed. */
export async function openSample(extensionUri: vscode.Uri): Promise<void> {
  const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extensionUri, 'samples', 'session.smtp'));
  const content = new TextDecoder().decode(bytes);
  const document = await vscode.workspace.openTextDocument({ language: 'smtp-transcript', content });
  await vscode.window.showTextDocument(document);
}
