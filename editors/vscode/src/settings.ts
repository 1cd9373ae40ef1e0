// The settings, read in one place.
import * as vscode from 'vscode';
import { filters } from './documents';

export const SECTION = 'smtp-lsp';

/** What concerns the extension alone. */
const OWN = ['documents', 'server', 'trace'];

function get<T>(name: string, otherwise: T): T {
  return vscode.workspace.getConfiguration(SECTION).get<T>(name) ?? otherwise;
}

/** The setting of the program's path; a workspace that is not trusted has no say. */
export function serverPath(): string {
  const configuration = vscode.workspace.getConfiguration(SECTION);
  if (vscode.workspace.isTrusted) {
    return configuration.get<string>('server.path') ?? '';
  }
  return configuration.inspect<string>('server.path')?.globalValue ?? '';
}

export function logLevel(): string {
  return get('server.logLevel', 'warn');
}

export function isTraced(): boolean {
  return get('trace.server', 'off') !== 'off';
}

export function selector(): { scheme: string; language?: string; pattern?: string }[] {
  return filters(get('documents.languages', []), get('documents.schemes', []), get('documents.byName', true));
}

/** What the server itself reads. It asks for it later too; sent along, the first answer is right already. */
export function forServer(): unknown {
  const all = vscode.workspace.getConfiguration().get<Record<string, unknown>>(SECTION) ?? {};
  return Object.fromEntries(Object.entries(all).filter(([name]) => !OWN.includes(name)));
}
