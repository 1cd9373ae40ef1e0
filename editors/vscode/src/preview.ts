// Answers of the server as Markdown previews beside the document.
import * as vscode from 'vscode';
import { inWork } from './work';

const SCHEME = 'smtp-lsp';
/** The built-in preview of Markdown as an editor. */
const PREVIEW = 'vscode.markdown.preview.editor';
/** Previews that were closed are forgotten after so many others. */
const KEPT = 50;

export class Previews implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changes = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changes.event;
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.path) ?? '';
  }

  /** Opens `markdown` under a title beside the document in work. */
  async open(title: string, markdown: string): Promise<void> {
    // The title becomes a file name, and shows on the tab.
    const path = `/${title.replace(/[\\/\s]+/g, ' ').trim().slice(0, 60)}.md`;
    const uri = vscode.Uri.from({ scheme: SCHEME, path });
    this.texts.delete(path);
    this.texts.set(path, asPage(markdown));
    for (const oldest of [...this.texts.keys()].slice(0, -KEPT)) {
      this.texts.delete(oldest);
    }
    this.changes.fire(uri);
    // In the column beside the document, by its number: "to the side" is beside whatever is active, and that may
    // be another preview, which gets the focus back when a quick pick closes.
    const viewColumn = (inWork()?.viewColumn ?? vscode.ViewColumn.One) + 1;
    try {
      await vscode.commands.executeCommand('vscode.openWith', uri, PREVIEW, { viewColumn, preview: false });
    } catch {
      // The built-in Markdown extension is switched off: the source is readable as well.
      const document = await vscode.workspace.openTextDocument(uri);
      await vscode.window.showTextDocument(document, { viewColumn, preview: false });
    }
  }

  dispose(): void {
    this.registration.dispose();
    this.changes.dispose();
  }
}

/** Bold lines, the headings of a hover, as headings of a page. */
export function asPage(markdown: string): string {
  const [first = '', ...rest] = markdown.split('\n');
  const heading = (line: string, level: string): string => line.replace(/^\*\*([^*]+)\*\*(.*)$/, `${level} $1$2`);
  return [heading(first, '##'), ...rest.map((line) => (/^\*\*[^*]+\*\*$/.test(line) ? `\n${heading(line, '###')}\n` : line))].join('\n');
}
