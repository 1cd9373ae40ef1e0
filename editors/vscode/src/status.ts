// The status item: the state of the server, under {} in the status bar.
import * as vscode from 'vscode';
import type { Server, State } from './server';
import { selector } from './settings';

export function status(server: Server): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('smtp-lsp.status', selector());
  item.name = 'SMTP';
  const show = (state: State): void => {
    const { t } = vscode.l10n;
    item.busy = state.name === 'starting';
    item.severity =
      state.name === 'missing' || state.name === 'failed'
        ? vscode.LanguageStatusSeverity.Error
        : vscode.LanguageStatusSeverity.Information;
    item.command = { command: 'smtp-lsp.restart', title: t('Restart Server') };
    switch (state.name) {
      case 'running':
        item.text = `smtp-lsp ${state.version}`;
        item.detail = state.program;
        break;
      case 'starting':
        item.text = 'smtp-lsp';
        item.detail = t('The server starts.');
        break;
      case 'missing':
        item.text = t('smtp-lsp is not installed');
        item.detail = '';
        item.command = { command: 'smtp-lsp.restart', title: t('Start Server') };
        break;
      case 'failed':
        item.text = t('smtp-lsp does not run');
        item.detail = state.why;
        break;
      case 'stopped':
        item.text = 'smtp-lsp';
        item.detail = t('The server does not run.');
        item.command = { command: 'smtp-lsp.restart', title: t('Start Server') };
    }
  };
  show(server.state);
  const narrowed = vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('smtp-lsp.documents')) {
      item.selector = selector();
    }
  });
  return vscode.Disposable.from(item, narrowed, server.onDidChangeState(show));
}
