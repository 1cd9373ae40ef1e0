// Finds the program to start. Nothing of VS Code in here, so that every case is a unit test.
import * as path from 'node:path';

/** What the search depends on. */
export interface Surroundings {
  /** The setting `smtp-lsp.server.path`, empty where it is not set. */
  readonly configured: string;
  /** Where a package that brings the program along has it. */
  readonly bundled: string;
  /** The environment's PATH. */
  readonly searchPath: string;
  /** The user's home folder. */
  readonly home: string;
  /** Whether this is Windows. */
  readonly windows: boolean;
  /** Whether there is a program under this absolute path. */
  isProgram(file: string): boolean;
}

export type Origin = 'setting' | 'bundled' | 'path' | 'cargo';

export type Search =
  | { readonly found: true; readonly program: string; readonly origin: Origin }
  /** `configured` is what the setting names where that does not exist, else undefined. */
  | { readonly found: false; readonly configured?: string };

const NAME = 'smtp-lsp';

/**
 * The program: what the setting names, else the one of the package, else the first on PATH, else where cargo
 * puts what it installs. A setting that leads nowhere is an error rather than passed over: whoever set it
 * means that program and no other.
 */
export function find(around: Surroundings): Search {
  const paths = around.windows ? path.win32 : path.posix;
  const names = around.windows ? [`${NAME}.exe`] : [NAME];
  const inFolder = (folder: string, wanted: readonly string[]): string | undefined =>
    wanted.map((name) => paths.join(folder, name)).find((file) => around.isProgram(file));
  // Only absolute folders: an entry such as `.` would run what a downloaded folder holds.
  const folders = around.searchPath.split(paths.delimiter).filter((folder) => paths.isAbsolute(folder));
  const onPath = (wanted: readonly string[]): string | undefined => {
    for (const folder of folders) {
      const program = inFolder(folder, wanted);
      if (program !== undefined) {
        return program;
      }
    }
    return undefined;
  };

  const configured = around.configured.trim();
  if (configured !== '') {
    const expanded = /^~[\\/]/.test(configured) ? paths.join(around.home, configured.slice(2)) : configured;
    if (paths.isAbsolute(expanded)) {
      return around.isProgram(expanded)
        ? { found: true, program: expanded, origin: 'setting' }
        : { found: false, configured };
    }
    // A bare name is looked up like a command; a relative path has no folder to start from.
    const program = /[\\/]/.test(configured)
      ? undefined
      : onPath(around.windows ? [configured, `${configured}.exe`] : [configured]);
    return program === undefined ? { found: false, configured } : { found: true, program, origin: 'setting' };
  }
  if (around.isProgram(around.bundled)) {
    return { found: true, program: around.bundled, origin: 'bundled' };
  }
  const program = onPath(names);
  if (program !== undefined) {
    return { found: true, program, origin: 'path' };
  }
  // Editors started from a desktop often have a PATH without this folder.
  const cargo = inFolder(paths.join(around.home, '.cargo', 'bin'), names);
  return cargo === undefined ? { found: false } : { found: true, program: cargo, origin: 'cargo' };
}
