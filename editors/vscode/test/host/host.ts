// Tests of the extension by VS Code's own interface, in its extension host.
import { strict as assert } from 'node:assert';
import { readFileSync, readdirSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import type { Api } from '../../src/extension';
import { isFailure } from '../../src/order';

const tests: [string, () => Promise<void>][] = [];
function test(name: string, run: () => Promise<void>): void {
  tests.push([name, run]);
}

/** How long to wait for a condition, in milliseconds: long enough for a machine with much else to do. */
const LIMIT = 60_000;

async function until<T>(what: string, get: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (const start = Date.now(); Date.now() - start < LIMIT; ) {
    const value = await get();
    if (value) {
      return value;
    }
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`timed out: ${what}`);
}

/** Waits until `get` answers what is expected; fails with what it answers instead. */
async function becomes<T>(expected: T, get: () => T | Promise<T>): Promise<void> {
  let seen = await get();
  for (const start = Date.now(); !isDeepStrictEqual(seen, expected) && Date.now() - start < LIMIT; ) {
    await new Promise((done) => setTimeout(done, 50));
    seen = await get();
  }
  assert.deepEqual(seen, expected);
}

let api: Api;

async function open(name: string): Promise<vscode.TextEditor> {
  const folder = vscode.workspace.workspaceFolders![0]!.uri;
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, name)), {
    viewColumn: vscode.ViewColumn.One,
    preview: false,
  });
}

function diagnosticsOf(editor: vscode.TextEditor): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(editor.document.uri).filter((one) => one.source === 'smtp');
}

function codeOf(diagnostic: vscode.Diagnostic): string {
  const code = diagnostic.code;
  return String(typeof code === 'object' ? code.value : code);
}

/** The codes of the failed replies that are reported; what rules find is another matter. */
function failuresOf(editor: vscode.TextEditor): string[] {
  return diagnosticsOf(editor).map(codeOf).filter(isFailure).sort();
}

/** Waits until just these failed replies are reported. */
async function fails(editor: vscode.TextEditor, expected: string[]): Promise<void> {
  await becomes(expected, () => failuresOf(editor));
}

/** The failed replies of the sample. */
const SAMPLE = ['452 4.2.2', '530 5.7.0', '550 5.1.1'];

async function hoverAt(document: vscode.TextDocument, text: string): Promise<string> {
  const position = document.positionAt(document.getText().indexOf(text) + 1);
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, position);
  return hovers.flatMap((hover) => hover.contents.map((part) => (typeof part === 'string' ? part : part.value))).join('\n');
}

function tabs(): string[] {
  return vscode.window.tabGroups.all.flatMap((group) => group.tabs.map((tab) => tab.label));
}

async function closePreviews(): Promise<void> {
  const others = vscode.window.tabGroups.all.flatMap((group) => group.tabs).filter((tab) => !(tab.input instanceof vscode.TabInputText));
  await vscode.window.tabGroups.close(others);
}

/** The servers that this extension host has started. */
function serverProcesses(): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => {
      try {
        // pid (name) state parent ...
        const [, name, parent] = /\((.*)\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
        return name === 'smtp-lsp' && Number(parent) === process.pid;
      } catch {
        return false;
      }
    });
}

test('languages are told by name', async () => {
  assert.equal((await open('session.smtp')).document.languageId, 'smtp-transcript');
  assert.equal((await open('mail.log')).document.languageId, 'mail-log');
});

test('failed replies are diagnosed, in transcripts, logs and configurations', async () => {
  await fails(await open('session.smtp'), SAMPLE);
  await fails(await open('mail.log'), ['550 5.1.1']);
  await fails(await open('access'), ['554 5.7.1']);
});

test('a number that is no reply is left alone', async () => {
  await fails(await open('session.smtp'), SAMPLE);
  const editor = await open('notes.txt');
  assert.equal(await hoverAt(editor.document, '550'), '');
  assert.deepEqual(diagnosticsOf(editor), []);
});

test('a hover explains the reply', async () => {
  const { document } = await open('session.smtp');
  const hover = await until('a hover', () => hoverAt(document, '530 5.7.0'));
  assert.match(hover, /530/);
  assert.match(hover, /STARTTLS/);
});

test('guidance is inserted for all, inserted twice changes nothing, and is removed without a trace', async () => {
  const editor = await open('session.smtp');
  const before = editor.document.getText();
  await vscode.commands.executeCommand('smtp-lsp.insertGuidance');
  const after = editor.document.getText();
  assert.equal(after.match(/^# smtp-lsp: /gm)?.length! >= 3, true, after);
  await fails(editor, SAMPLE);
  await vscode.commands.executeCommand('smtp-lsp.insertGuidance');
  assert.equal(editor.document.getText(), after);
  await vscode.commands.executeCommand('smtp-lsp.removeGuidance');
  assert.equal(editor.document.getText(), before);
});

test('credentials are redacted, and the rest stays', async () => {
  await vscode.commands.executeCommand('smtp-lsp.openSample');
  const editor = vscode.window.activeTextEditor!;
  const before = editor.document.getText().split('\n');
  assert.ok(before.some((line) => line.includes('AGFsaWNl')));
  await vscode.commands.executeCommand('smtp-lsp.redact');
  const after = editor.document.getText().split('\n');
  assert.deepEqual(after.filter((line, at) => line !== before[at]).length, 1, after.join('\n'));
  assert.ok(!after.some((line) => line.includes('AGFsaWNl')));
});

test('what rules find is put right where that is safe', async () => {
  const editor = await open('client_access');
  const before = editor.document.getText();
  await until('the finding', () => diagnosticsOf(editor).map(codeOf).includes('enhanced-class-mismatch'));
  await vscode.commands.executeCommand('smtp-lsp.fixAll');
  assert.equal(editor.document.getText(), before.replace('4.7.1', '5.7.1'));
  await until('the end of the finding', () => !diagnosticsOf(editor).map(codeOf).includes('enhanced-class-mismatch'));
});

test('a setting turns a rule off', async () => {
  const editor = await open('client_access');
  const told = (): boolean => diagnosticsOf(editor).map(codeOf).includes('enhanced-class-mismatch');
  await until('the finding', told);
  await vscode.workspace.getConfiguration('smtp-lsp').update('rules', { 'enhanced-class-mismatch': 'off' }, true);
  await until('its end', () => !told());
});

test('a conversation is copied as a test line, by a command and by a code action', async () => {
  const editor = await open('session.smtp');
  const at = editor.document.positionAt(editor.document.getText().indexOf('530 5.7.0'));
  editor.selection = new vscode.Selection(at, at);
  await vscode.commands.executeCommand('smtp-lsp.copySwaks');
  assert.match(await vscode.env.clipboard.readText(), /^swaks .*mx\.example\.com/);
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider', editor.document.uri, new vscode.Range(at, at),
  );
  const copy = actions.find((action) => action.command?.command === 'smtp.copyTestLine' && action.title.includes('openssl'));
  assert.ok(copy, JSON.stringify(actions));
  await vscode.commands.executeCommand(copy.command!.command, ...copy.command!.arguments!);
  assert.match(await vscode.env.clipboard.readText(), /openssl s_client .*mx\.example\.com/);
});

test('a failed reply offers guidance as a quick fix', async () => {
  const { document } = await open('session.smtp');
  const at = document.positionAt(document.getText().indexOf('530 5.7.0'));
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider', document.uri, new vscode.Range(at, at), vscode.CodeActionKind.QuickFix.value,
  );
  assert.ok(actions.some((action) => action.edit !== undefined || action.command !== undefined), JSON.stringify(actions));
});

test('the cursor goes from one failed reply to the next and round again', async () => {
  const editor = await open('session.smtp');
  await fails(editor, SAMPLE);
  editor.selection = new vscode.Selection(0, 0, 0, 0);
  const codes: string[] = [];
  for (const command of ['next', 'next', 'next', 'next', 'previous']) {
    await vscode.commands.executeCommand(`smtp-lsp.${command}FailedReply`);
    const at = editor.selection.active;
    codes.push(editor.document.getText(new vscode.Range(at, at.translate(0, 3))));
  }
  assert.deepEqual(codes, ['530', '452', '550', '530', '550']);
});

test('explanations and comparisons open beside', async () => {
  await open('session.smtp');
  await vscode.commands.executeCommand('smtp-lsp.explain', '530');
  await until('a preview of 530', () => tabs().some((label) => label.includes('530')));
  await vscode.commands.executeCommand('smtp-lsp.compare', '214', '530');
  const label = await until('a comparison', () => tabs().find((label) => label.includes('214')));
  const group = vscode.window.tabGroups.all.find((group) => group.tabs.some((tab) => tab.label === label));
  assert.equal(group?.viewColumn, vscode.ViewColumn.Two);
  await closePreviews();
});

test('two codes in the selection are compared without a question', async () => {
  const editor = await open('session.smtp');
  const text = editor.document.getText();
  editor.selection = new vscode.Selection(
    editor.document.positionAt(text.indexOf('214 2.0.0')), editor.document.positionAt(text.indexOf('Must issue')),
  );
  await vscode.commands.executeCommand('smtp-lsp.compare');
  await until('a comparison', () => tabs().some((label) => label.includes('214 2.0.0') && label.includes('530 5.7.0')));
  await closePreviews();
});

test('the reply under the cursor is explained', async () => {
  const editor = await open('session.smtp');
  const at = editor.document.positionAt(editor.document.getText().indexOf('550 5.1.1'));
  editor.selection = new vscode.Selection(at, at);
  await vscode.commands.executeCommand('smtp-lsp.explainHere');
  await until('a preview of 550', () => tabs().some((label) => label.includes('550 5.1.1')));
  await closePreviews();
});

test('the sample of the walkthrough opens as a copy', async () => {
  await vscode.commands.executeCommand('smtp-lsp.openSample');
  const editor = vscode.window.activeTextEditor!;
  assert.equal(editor.document.uri.scheme, 'untitled');
  assert.equal(editor.document.languageId, 'smtp-transcript');
  await fails(editor, SAMPLE);
});

test('a setting keeps the server out of some documents', async () => {
  const configuration = vscode.workspace.getConfiguration('smtp-lsp');
  const languages = configuration.get<string[]>('documents.languages')!;
  await configuration.update('documents.languages', languages.filter((language) => language !== 'mail-log'), true);
  const editor = await open('mail.log');
  await until('no diagnostics', () => api.serverState().name === 'running' && diagnosticsOf(editor).length === 0);
  assert.equal(await hoverAt(editor.document, '550 5.1.1'), '');
  await configuration.update('documents.languages', undefined, true);
  await fails(editor, ['550 5.1.1']);
});

test('the language of the answers follows the setting', async () => {
  const { document } = await open('session.smtp');
  const configuration = vscode.workspace.getConfiguration('smtp-lsp');
  await configuration.update('language', 'de', true);
  await until('a German hover', async () => /Wer es beheben kann/.test(await hoverAt(document, '530 5.7.0')));
  await configuration.update('language', undefined, true);
  await until('an English hover', async () => /Who can fix it/.test(await hoverAt(document, '530 5.7.0')));
});

test('a server that crashes is started again, until it has crashed too often', async () => {
  const { document } = await open('session.smtp');
  for (let crash = 1; crash <= 5; crash++) {
    const [pid] = await until(`server process ${crash}`, () => {
      const pids = api.serverState().name === 'running' ? serverProcesses() : [];
      return pids.length === 1 ? pids : undefined;
    });
    process.kill(pid!, 'SIGKILL');
    await until('its end', () => !serverProcesses().includes(pid!));
  }
  const state = await until('the server is given up', () => (api.serverState().name === 'failed' ? api.serverState() : undefined));
  assert.match(JSON.stringify(state), /too often/);
  assert.deepEqual(serverProcesses(), []);
  await vscode.commands.executeCommand('smtp-lsp.restart');
  assert.equal(api.serverState().name, 'running');
  assert.match(await until('a hover', () => hoverAt(document, '530 5.7.0')), /530/);
});

test('without a server the state says so, and commands do not fail', async () => {
  const configuration = vscode.workspace.getConfiguration('smtp-lsp');
  const before = configuration.inspect<string>('server.path')?.globalValue;
  await configuration.update('server.path', '/nowhere/smtp-lsp', true);
  await until('a missing server', () => api.serverState().name === 'missing');
  await vscode.commands.executeCommand('smtp-lsp.explain', '530');
  assert.equal(api.serverState().name, 'missing');
  await configuration.update('server.path', before, true);
  await until('a server', () => api.serverState().name === 'running');
});

/** Every test begins with the documents and settings as they were, whatever the one before it has left. */
async function begin(): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('smtp-lsp');
  for (const name of ['language', 'rules', 'documents.languages']) {
    if (configuration.inspect(name)?.globalValue !== undefined) {
      await configuration.update(name, undefined, true);
    }
  }
  for (const document of vscode.workspace.textDocuments.filter((one) => one.isDirty)) {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
}

export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension<Api>('smtp-lsp.smtp-lsp');
  assert.ok(extension, 'the extension is there');
  api = await extension.activate();
  const failed: string[] = [];
  for (const [name, body] of tests) {
    try {
      await begin();
      await body();
      console.log(`test: ok      ${name}`);
    } catch (error) {
      failed.push(name);
      console.log(`test: FAILED  ${name}\n${error instanceof Error ? error.stack : String(error)}\n${JSON.stringify(api.serverState())} ${serverProcesses().join()}`);
    }
  }
  console.log(`test: ${tests.length - failed.length} of ${tests.length} passed in VS Code ${vscode.version}`);
  if (failed.length > 0) {
    throw new Error(`${failed.length} failed`);
  }
}
