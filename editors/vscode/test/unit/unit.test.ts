import { strict as assert } from 'node:assert';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { codeAt, codesIn, replyAt } from '../../src/codes';
import { Crashes } from '../../src/crashes';
import { filters } from '../../src/documents';
import { find, type Surroundings } from '../../src/find';
import { isFailure, step } from '../../src/order';

const root = path.dirname(__dirname);
const json = (name: string): any => JSON.parse(readFileSync(path.join(root, name), 'utf8'));

function around(programs: string[], more: Partial<Surroundings> = {}): Surroundings {
  return {
    configured: '', bundled: '/ext/server/smtp-lsp', searchPath: '/usr/local/bin:/usr/bin', home: '/home/me',
    windows: false, isProgram: (file) => programs.includes(file), ...more,
  };
}

test('the setting goes before the bundled program, that before PATH, that before cargo', () => {
  const all = ['/opt/smtp-lsp', '/ext/server/smtp-lsp', '/usr/bin/smtp-lsp', '/home/me/.cargo/bin/smtp-lsp'];
  const origin = (programs: string[], more = {}): unknown => {
    const found = find(around(programs, more));
    return found.found && `${found.origin} ${found.program}`;
  };
  assert.equal(origin(all, { configured: '/opt/smtp-lsp' }), 'setting /opt/smtp-lsp');
  assert.equal(origin(all), 'bundled /ext/server/smtp-lsp');
  assert.equal(origin(all.slice(2)), 'path /usr/bin/smtp-lsp');
  assert.equal(origin(all.slice(3)), 'cargo /home/me/.cargo/bin/smtp-lsp');
  assert.equal(origin([]), false);
});

test('a setting that leads nowhere is not passed over', () => {
  const programs = ['/usr/bin/smtp-lsp', '/home/me/bin/smtp-lsp', '/usr/bin/other'];
  const search = (configured: string): unknown => find(around(programs, { configured }));
  assert.deepEqual(search('/nowhere/smtp-lsp'), { found: false, configured: '/nowhere/smtp-lsp' });
  assert.deepEqual(search('bin/smtp-lsp'), { found: false, configured: 'bin/smtp-lsp' });
  assert.deepEqual(search('~/bin/smtp-lsp'), { found: true, program: '/home/me/bin/smtp-lsp', origin: 'setting' });
  assert.deepEqual(search(' other '), { found: true, program: '/usr/bin/other', origin: 'setting' });
});

test('relative folders on PATH are never looked into', () => {
  const programs = ['smtp-lsp', './smtp-lsp', 'bin/smtp-lsp'];
  assert.deepEqual(find(around(programs, { searchPath: ':.:bin' })), { found: false });
});

test('Windows has its own endings and separators', () => {
  const more = { windows: true, searchPath: 'C:\\one;C:\\two', home: 'C:\\Users\\me', bundled: 'C:\\ext\\smtp-lsp.exe' };
  assert.deepEqual(find(around(['C:\\two\\smtp-lsp.exe'], more)), { found: true, program: 'C:\\two\\smtp-lsp.exe', origin: 'path' });
});

test('the server is given up after four restarts in three minutes', () => {
  const crashes = new Crashes();
  assert.deepEqual([0, 1, 2, 3, 4].map((second) => crashes.mayRestart(second * 1000)), [true, true, true, true, false]);
  assert.equal(crashes.mayRestart(10 * 60_000), true);
  for (let at = 0; at < 5; at++) crashes.mayRestart(10 * 60_000);
  crashes.forget();
  assert.equal(crashes.mayRestart(10 * 60_000), true);
});

test('codes are found in what the user selects', () => {
  assert.deepEqual(codesIn('214 or 530'), ['214', '530']);
  assert.deepEqual(codesIn('550 5.7.1 no; 550 5.7.1 again; (4.2.2)'), ['550 5.7.1', '4.2.2']);
  assert.deepEqual(codesIn('550-5.7.26 This mail'), ['550 5.7.26']);
  assert.deepEqual(codesIn('192.0.2.250 1550 5501 v5.7.1.2 sha256 mx.example.com:587 smtpd[550]'), []);
});

test('the code under the cursor goes before the first of the line', () => {
  const line = '<** 530 5.7.0 Must issue STARTTLS, see 250';
  assert.equal(codeAt(line, 5), '530 5.7.0');
  assert.equal(codeAt(line, 40), '250');
  assert.equal(codeAt(line, 0), '530 5.7.0');
  assert.equal(codeAt('QUIT', 2), undefined);
  assert.equal(replyAt(line, 20), '530 5.7.0 Must issue STARTTLS, see 250');
});

test('going on from the last failed reply leads to the first', () => {
  const at = (line: number, character = 0): { line: number; character: number } => ({ line, character });
  const places = [at(9), at(2, 4), at(5)];
  assert.deepEqual(step(places, at(0), true), at(2, 4));
  assert.deepEqual(step(places, at(2, 4), true), at(5));
  assert.deepEqual(step(places, at(9), true), at(2, 4));
  assert.deepEqual(step(places, at(5), false), at(2, 4));
  assert.deepEqual(step(places, at(2, 4), false), at(9));
  assert.equal(step([], at(0), true), undefined);
});

test('a failed reply is told from a rule by its code', () => {
  assert.deepEqual(['550 5.7.1', '451', '5.1.1', { value: '550', target: 'x' }].map(isFailure), [true, true, true, true]);
  assert.deepEqual(['enhanced-class-mismatch', undefined, 250, '4xx'].map(isFailure), [false, false, false, false]);
});

test('the documents are those of the settings, and no output channels', () => {
  const all = filters(['log'], ['file', 'untitled'], false);
  assert.deepEqual(all, [{ scheme: 'file', language: 'log' }, { scheme: 'untitled', language: 'log' }]);
  assert.ok(filters([], ['file'], true).some((filter) => filter.pattern === '**/main.cf'));
  const schemes: string[] = json('package.json').contributes.configuration.properties['smtp-lsp.documents.schemes'].default;
  assert.ok(schemes.includes('file') && schemes.includes('untitled') && !schemes.includes('output'));
});

test('every text of the manifest is there in both languages', () => {
  const used = new Set([...readFileSync(path.join(root, 'package.json'), 'utf8').matchAll(/"%([^%"]+)%"/g)].map((match) => match[1]));
  const [english, german] = [json('package.nls.json'), json('package.nls.de.json')];
  assert.deepEqual([...used].sort(), Object.keys(english).sort());
  assert.deepEqual(Object.keys(german), Object.keys(english));
  for (const key of Object.keys(english)) {
    assert.ok(english[key] && german[key], key);
    if (key.endsWith('.media')) {
      for (const file of [english[key], german[key]]) assert.ok(readFileSync(path.join(root, file), 'utf8').startsWith('## '), file);
    }
    const links = (text: string): string[] => text.match(/\(command:[^)]*\)|`[^`]*`/g) ?? [];
    assert.deepEqual(links(german[key]), links(english[key]), key);
  }
});

test('every run-time text is there in German, with its placeholders', () => {
  const bundle: Record<string, string> = json('l10n/bundle.l10n.de.json');
  const used = new Set<string>();
  for (const file of readdirSync(path.join(root, 'src'))) {
    const source = readFileSync(path.join(root, 'src', file), 'utf8');
    for (const match of source.matchAll(/\bt\(\s*'((?:[^'\\]|\\.)*)'/g)) used.add(match[1]!);
  }
  assert.ok(used.size > 20);
  assert.deepEqual(Object.keys(bundle).sort(), [...used].sort());
  for (const [english, german] of Object.entries(bundle)) {
    const places = (text: string): string[] => (text.match(/\{\d\}/g) ?? []).sort();
    assert.deepEqual(places(german), places(english), english);
  }
});

test('every command is registered, and every registered one is in the manifest', () => {
  const commands: string[] = json('package.json').contributes.commands.map((one: { command: string }) => one.command);
  const source = readFileSync(path.join(root, 'src/extension.ts'), 'utf8');
  const table = /const commands[^{]*\{([\s\S]*?)\n  \};/.exec(source)?.[1] ?? '';
  const registered = [...table.matchAll(/^    (\w+): /gm)].map((match) => `smtp-lsp.${match[1]}`);
  assert.deepEqual([...commands].sort(), registered.sort());
});

test('first lines tell transcripts and mail logs', () => {
  const [transcript, log] = json('package.json').contributes.languages.map((one: { firstLine: string }) => new RegExp(one.firstLine));
  for (const line of ['=== Trying mx.example.com:25...', '220 mx.example.com ESMTP Postfix', 'S: 220 mx ready', "send: 'ehlo a.example\\r\\n'"]) {
    assert.match(line, transcript);
    assert.doesNotMatch(line, log);
  }
  for (const line of [
    'Nov 30 23:59:59 mx1 postfix/smtp[550]: 4DbRkW3zLnzGq: to=<a@example.com>',
    '2026-11-23T10:20:30.123456+01:00 mx1 sm-mta[1]: x',
    '2026-11-23 10:20:30 1tEabc-000000001Xy-2AbC <= a@example.com',
  ]) {
    assert.match(line, log);
    assert.doesNotMatch(line, transcript);
  }
  for (const line of ['220 files changed', 'Nov 30 23:59:59 host kernel: x', '{"a": 220}', '2026-11-23 10:20:30 INFO started']) {
    assert.doesNotMatch(line, transcript);
    assert.doesNotMatch(line, log);
  }
});
