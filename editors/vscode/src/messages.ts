// What is said when the server is not there.
import * as os from 'node:os';
import * as vscode from 'vscode';

/** The one command that installs the server. */
export const INSTALL = 'cargo install smtp-lsp';

/** Tells that there is no server, and how to get it. `configured` is what the setting names in vain. */
export async function missing(configured: string | undefined): Promise<void> {
  const { t } = vscode.l10n;
  const settings = t('Settings');
  if (configured !== undefined) {
    const message = t('There is no program {0}. Correct the setting smtp-lsp.server.path, or clear it.', configured);
    if ((await vscode.window.showErrorMessage(message, settings)) === settings) {
      await openSetting('smtp-lsp.server.path');
    }
    return;
  }
  const copy = t('Copy');
  const install = t('Install');
  const message = t('The program smtp-lsp is not installed. Install it with: {0}', INSTALL);
  // A terminal that starts by itself is for trusted folders only.
  const buttons = vscode.workspace.isTrusted ? [install, copy, settings] : [copy, settings];
  const chosen = await vscode.window.showErrorMessage(message, ...buttons);
  if (chosen === copy) {
    await vscode.env.clipboard.writeText(INSTALL);
  } else if (chosen === install) {
    // In the home folder: cargo reads configuration of the folder that it is started in.
    const terminal = vscode.window.createTerminal({ name: 'smtp-lsp', cwd: os.homedir() });
    terminal.show();
    terminal.sendText(INSTALL);
    const restart = t('Start Server');
    const done = t('When the installation has ended, start the server.');
    if ((await vscode.window.showInformationMessage(done, restart)) === restart) {
      await vscode.commands.executeCommand('smtp-lsp.restart');
    }
  } else if (chosen === settings) {
    await openSetting('smtp-lsp.server.path');
  }
}

/** Tells that the server does not run, and why. */
export async function failed(why: string): Promise<void> {
  const { t } = vscode.l10n;
  const restart = t('Restart Server');
  const output = t('Show Output');
  const message = t('The SMTP language server does not run. {0}', why);
  const chosen = await vscode.window.showErrorMessage(message, restart, output);
  if (chosen === restart) {
    await vscode.commands.executeCommand('smtp-lsp.restart');
  } else if (chosen === output) {
    await vscode.commands.executeCommand('smtp-lsp.showOutput');
  }
}

export async function openSetting(name: string): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openSettings', name);
}
