// Wires the parts together.
import * as vscode from 'vscode';
import { FIX_ALL, INSERT, REDACT, REMOVE, apply } from './actions';
import { Asking } from './ask';
import { showDialect } from './dialect';
import { go } from './navigate';
import { Previews } from './preview';
import { openSample } from './sample';
import { Server, type State } from './server';
import { SECTION, selector } from './settings';
import { status } from './status';
import { follow, inWork } from './work';

let server: Server | undefined;

/** What other extensions, and the tests, may ask. */
export interface Api {
  serverState(): State;
}

export function activate(context: vscode.ExtensionContext): Api {
  const previews = new Previews();
  const own: Server = new Server(context.extensionPath, (command, words, answer) => asking.show(command, words, answer));
  const asking: Asking = new Asking(own, previews);
  server = own;
  const { t } = vscode.l10n;
  const commands: Record<string, (...words: string[]) => unknown> = {
    explain: (reply?: string) => asking.explain(reply),
    explainHere: () => asking.explainHere(),
    compare: (one?: string, other?: string) => asking.compare(one, other),
    insertGuidance: () => apply(own, INSERT, t('There is no failed reply here that guidance could be put to.')),
    removeGuidance: () => apply(own, REMOVE, t('There is no guidance in this document.')),
    redact: () => apply(own, REDACT, t('There are no credentials in this document.')),
    fixAll: () => apply(own, FIX_ALL, t('There is nothing here that can be put right by itself.')),
    copySwaks: () => asking.copyTestLine('swaks'),
    copyOpenssl: () => asking.copyTestLine('openssl'),
    showDialect: () => showDialect(own),
    nextFailedReply: () => go(true),
    previousFailedReply: () => go(false),
    restart: () => own.restart(),
    showOutput: () => own.output.show(),
    openSample: () => openSample(context.extensionUri),
  };
  for (const [name, run] of Object.entries(commands)) {
    const command = vscode.commands.registerCommand(`${SECTION}.${name}`, async (...words: unknown[]) => {
      try {
        // The context menu and key bindings bring arguments of their own: only text is meant for us.
        await run(...words.filter((word) => typeof word === 'string'));
      } catch (error) {
        void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
      }
    });
    context.subscriptions.push(command);
  }

  /** Whether the document in work is one of ours: menus and keys depend on it. */
  const note = (): void => {
    const document = inWork()?.document;
    const ours = document !== undefined && vscode.languages.match(selector(), document) > 0;
    void vscode.commands.executeCommand('setContext', `${SECTION}.active`, ours);
  };
  const wake = (document: vscode.TextDocument): void => {
    if (vscode.languages.match(selector(), document) > 0) {
      void own.wake();
    }
  };
  context.subscriptions.push(
    own,
    previews,
    status(own),
    follow(),
    vscode.window.onDidChangeActiveTextEditor(note),
    vscode.workspace.onDidOpenTextDocument((document) => {
      note();
      wake(document);
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => restartIf(own, true)),
    vscode.workspace.onDidChangeConfiguration((event) => {
      note();
      const names = ['server', 'documents', 'trace'];
      restartIf(own, names.some((name) => event.affectsConfiguration(`${SECTION}.${name}`)));
    }),
  );
  note();
  vscode.workspace.textDocuments.forEach(wake);
  return { serverState: () => own.state };
}

/** Starts the server again where it has been started once. */
function restartIf(server: Server, wanted: boolean): void {
  if (wanted && server.state.name !== 'stopped') {
    void server.restart();
  }
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
