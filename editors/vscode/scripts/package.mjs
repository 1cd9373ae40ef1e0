// Makes the package: npm run package -- [--target linux-x64 --binary path/to/smtp-lsp] [--out file.vsix]
//
// Without a target it has no program inside and runs everywhere. With one it brings the program of that
// platform along.
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const TARGETS = [
  'linux-x64', 'linux-arm64', 'alpine-x64', 'alpine-arm64', 'darwin-x64', 'darwin-arm64', 'win32-x64', 'win32-arm64',
];

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({ options: { target: { type: 'string' }, binary: { type: 'string' }, out: { type: 'string' } } });
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

function stop(message) {
  console.error(message);
  process.exit(2);
}
if ((values.target === undefined) !== (values.binary === undefined)) {
  stop('--target and --binary belong together');
}
if (values.target !== undefined && !TARGETS.includes(values.target)) {
  stop(`--target is one of ${TARGETS.join(', ')}`);
}

const server = path.join(root, 'server');
rmSync(server, { recursive: true, force: true });
if (values.binary !== undefined) {
  if (!statSync(values.binary, { throwIfNoEntry: false })?.isFile()) {
    stop(`there is no file ${values.binary}`);
  }
  mkdirSync(server);
  const bundled = path.join(server, values.target.startsWith('win32') ? 'smtp-lsp.exe' : 'smtp-lsp');
  copyFileSync(values.binary, bundled);
  chmodSync(bundled, 0o755);
}
const out = path.resolve(values.out ?? path.join(root, `smtp-lsp-${values.target ? `${values.target}-` : ''}${version}.vsix`));
const options = ['package', '--no-dependencies', '--allow-missing-repository', '--out', out];
if (values.target !== undefined) {
  options.push('--target', values.target);
}
// Galleries show pictures only from addresses; an installed extension shows its own files.
const repository = process.env.GITHUB_REPOSITORY;
if (repository !== undefined) {
  const tree = `https://github.com/${repository}/raw/v${version}/editors/vscode`;
  options.push('--baseImagesUrl', tree, '--baseContentUrl', tree.replace('/raw/', '/blob/'));
} else {
  options.push('--no-rewrite-relative-links');
}
const license = path.join(root, 'LICENSE.txt');
const texts = ['MIT', 'APACHE'].map((name) => readFileSync(path.join(root, '../..', `LICENSE-${name}`), 'utf8'));
writeFileSync(license, `Under the MIT license or the Apache License 2.0, at your option.\n\n${texts.join('\n\n')}`);
try {
  execFileSync(process.execPath, [path.join(root, 'node_modules/@vscode/vsce/vsce'), ...options], { cwd: root, stdio: 'inherit' });
} finally {
  rmSync(server, { recursive: true, force: true });
  rmSync(license);
}
