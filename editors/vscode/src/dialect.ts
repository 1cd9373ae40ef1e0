// What the server takes the active document for.
import * as vscode from 'vscode';
import { ask } from './ask';
import { openSetting } from './messages';
import type { Server } from './server';
import { inWork } from './work';

interface Seen {
  readonly name: string;
  readonly title: string;
  readonly codes: number;
}

export async function showDialect(server: Server): Promise<void> {
  const editor = inWork();
  const client = await server.ready();
  if (editor === undefined || client === undefined) {
    return;
  }
  const { t } = vscode.l10n;
  const uri = client.code2ProtocolConverter.asUri(editor.document.uri);
  const seen = (await ask(client, 'smtp.dialect', [uri])) as Seen[] | null;
  const list = (seen ?? []).map((one) =>
    one.codes === 1 ? t('{0} (one code)', one.title) : t('{0} ({1} codes)', one.title, one.codes),
  );
  const message =
    list.length === 0 ? t('No SMTP dialect is recognized in this document.') : t('Read as: {0}', list.join(', '));
  const change = t('Change Dialect');
  if ((await vscode.window.showInformationMessage(message, change)) === change) {
    await openSetting('smtp-lsp.dialect');
  }
}
