// Explanations and comparisons.
import * as vscode from 'vscode';
import { ExecuteCommandRequest, type LanguageClient } from 'vscode-languageclient/node';
import { codeAt, codesIn, replyAt } from './codes';
import type { Previews } from './preview';
import type { Server } from './server';
import { inWork } from './work';

export const EXPLAIN = 'smtp.explain';
export const COMPARE = 'smtp.compare';
const CODES = 'smtp.codes';

const COPY = 'smtp.copyTestLine';

interface Answer {
  readonly markdown: string;
}

interface Code {
  readonly code: string;
  readonly title: string;
}

export class Asking {
  constructor(
    private readonly server: Server,
    private readonly previews: Previews,
  ) {}

  /** Explains a code or a reply; asks for it where none is given. */
  async explain(reply?: string): Promise<void> {
    const client = await this.server.ready();
    if (client === undefined) {
      return;
    }
    const { t } = vscode.l10n;
    const given = reply ?? (await pick(client, t('Explain an SMTP code'), codeUnderCursor()));
    if (given !== undefined) {
      await this.run(client, EXPLAIN, [given]);
    }
  }

  /** Explains what is selected, or the reply under the cursor; asks where there is none. */
  async explainHere(): Promise<void> {
    const editor = inWork();
    const client = await this.server.ready();
    if (client === undefined) {
      return;
    }
    const selected = editor?.document.getText(editor.selection).trim() ?? '';
    const at = editor?.selection.active;
    const line = at === undefined ? '' : editor!.document.lineAt(at.line).text;
    const reply = selected !== '' ? selected : replyAt(line, at?.character ?? 0);
    if (reply === undefined) {
      return this.explain();
    }
    // Text behind a code helps where it is a reply's; where it is not, the code alone is what is meant.
    const code = selected !== '' ? codesIn(selected)[0] : codeAt(line, at?.character ?? 0);
    try {
      await this.show(EXPLAIN, [reply], await ask(client, EXPLAIN, [reply]));
    } catch (error) {
      if (code === undefined || code === reply) {
        throw error;
      }
      await this.run(client, EXPLAIN, [code]);
    }
  }

  /** Compares two codes: those given, those of the selection, or those that the user chooses. */
  async compare(one?: string, other?: string): Promise<void> {
    const client = await this.server.ready();
    if (client === undefined) {
      return;
    }
    const { t } = vscode.l10n;
    let [first, second] = one === undefined ? selectedCodes() : [one, other];
    // One code alone is a proposal: the cursor stands on it by chance more often than not.
    if (one === undefined && second === undefined) {
      first = await pick(client, t('Compare an SMTP code'), first ?? codeUnderCursor());
    }
    if (first !== undefined) {
      second ??= await pick(client, t('Compare {0} with', first), undefined);
    }
    if (first !== undefined && second !== undefined) {
      await this.run(client, COMPARE, [first, second]);
    }
  }

  /** Puts a line on the clipboard that repeats the conversation under the cursor with `program`. */
  async copyTestLine(program: 'swaks' | 'openssl'): Promise<void> {
    const editor = inWork();
    const client = await this.server.ready();
    if (editor === undefined || client === undefined) {
      return;
    }
    const uri = client.code2ProtocolConverter.asUri(editor.document.uri);
    const words = [uri, editor.selection.active.line, program];
    await this.show(COPY, words.map(String), await ask(client, COPY, words));
  }

  /** Shows what a command has answered. */
  async show(command: string, words: string[], answer: unknown): Promise<void> {
    if (command === COPY) {
      return copied(answer);
    }
    if ((command === EXPLAIN || command === COMPARE) && isAnswer(answer)) {
      await this.previews.open(words.join(' – '), answer.markdown);
    }
  }

  private async run(client: LanguageClient, command: string, words: string[]): Promise<void> {
    await this.show(command, words, await ask(client, command, words));
  }
}

/** Runs a command of the server. */
export function ask(client: LanguageClient, command: string, words: readonly (string | number)[]): Promise<unknown> {
  return client.sendRequest(ExecuteCommandRequest.type, { command, arguments: [...words] });
}

function isAnswer(answer: unknown): answer is Answer {
  return typeof answer === 'object' && answer !== null && 'markdown' in answer && typeof answer.markdown === 'string';
}

/** Takes a test line to the clipboard, and says so. */
async function copied(answer: unknown): Promise<void> {
  const { t } = vscode.l10n;
  if (typeof answer === 'object' && answer !== null && 'text' in answer && typeof answer.text === 'string') {
    await vscode.env.clipboard.writeText(answer.text);
    void vscode.window.showInformationMessage(t('Copied: {0}', answer.text));
  } else {
    void vscode.window.showInformationMessage(t('There is no conversation here that could be repeated.'));
  }
}

function codeUnderCursor(): string | undefined {
  const editor = inWork();
  if (editor === undefined) {
    return undefined;
  }
  const at = editor.selection.active;
  return codeAt(editor.document.lineAt(at.line).text, at.character);
}

/** The first two different codes of the selections. */
function selectedCodes(): (string | undefined)[] {
  const editor = inWork();
  const texts = editor?.selections.map((selection) => editor.document.getText(selection)) ?? [];
  return codesIn(texts.join('\n')).slice(0, 2);
}

/** Lets the user choose among all codes, or type a reply of their own. */
async function pick(client: LanguageClient, title: string, proposal: string | undefined): Promise<string | undefined> {
  const { t } = vscode.l10n;
  const codes = (await ask(client, CODES, [])) as Code[];
  const items = codes.map((code): vscode.QuickPickItem => ({ label: code.code, description: code.title }));
  const picker = vscode.window.createQuickPick();
  picker.title = title;
  picker.placeholder = t('A code such as 550 or 5.7.1, words of its title, or a whole reply');
  picker.matchOnDescription = true;
  picker.items = items;
  if (proposal !== undefined) {
    picker.value = proposal;
  }
  let offered = '';
  const offer = (value: string): void => {
    const typed = value.trim();
    const exact = items.find((item) => item.label === typed);
    // Both codes of a reply, or a whole one: not in the list, and yet what the user wants.
    const own = exact === undefined && codesIn(typed).length > 0 ? typed : '';
    if (own !== offered) {
      offered = own;
      // At the end: items are known by their number, and a choice may be on its way already.
      picker.items = own === '' ? items : [...items, { label: own, alwaysShow: true }];
    }
    if (exact !== undefined) {
      picker.activeItems = [exact];
    }
  };
  offer(picker.value);
  picker.onDidChangeValue(offer);
  return new Promise((resolve) => {
    picker.onDidAccept(() => {
      resolve(picker.selectedItems[0]?.label);
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}
