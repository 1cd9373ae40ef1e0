// Writes what the server knows into the declared settings: its rules, with what they say in both languages, and
// the names of its dialects. node scripts/settings.mjs path/to/smtp-lsp
//
// The server's own tests compare the declaration with what it knows, and say when this is to be run.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const program = process.argv[2];
if (program === undefined) {
  console.error('which program?');
  process.exit(2);
}
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const read = (name) => JSON.parse(readFileSync(path.join(root, name), 'utf8'));
const write = (name, value) => writeFileSync(path.join(root, name), `${JSON.stringify(value, null, 2)}\n`);
const rules = (language) =>
  JSON.parse(execFileSync(program, ['explain', '--list', '--format', 'json', '--lang', language], { encoding: 'utf8' }));

const declaration = read('package.json');
const { properties } = declaration.contributes.configuration;
const levels = ['off', 'hint', 'info', 'warning', 'error'];
properties['smtp-lsp.rules'].properties = Object.fromEntries(
  rules('en').map(({ rule }) => [rule, { type: 'string', enum: levels, description: `%rule.${rule}%` }]),
);
// The project's README lists the dialects, and the server's tests hold it to that.
const list = /<!-- dialects -->([\s\S]*?)<!-- end of dialects -->/.exec(readFileSync(path.join(root, '../../README.md'), 'utf8'))[1];
const dialects = [...list.matchAll(/\(`([a-z0-9-]+)`\)/g)].map(([, name]) => name);
properties['smtp-lsp.dialect'].enum = ['auto', ...dialects];
write('package.json', declaration);

for (const [name, language, word] of [['package.nls.json', 'en', 'Default'], ['package.nls.de.json', 'de', 'Standard']]) {
  const texts = Object.fromEntries(Object.entries(read(name)).filter(([key]) => !key.startsWith('rule.')));
  for (const { rule, title, level } of rules(language)) {
    texts[`rule.${rule}`] = `${title} ${word}: ${level}.`;
  }
  write(name, texts);
}
console.log(`${rules('en').length} rules, ${dialects.length} dialects`);
