// Runs the API tests inside the real extension host. SMTP_LSP names the server.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT, start } from './editor.mjs';

const program = process.env.SMTP_LSP;
if (!program) throw new Error('SMTP_LSP must name the server');
const files = {
  'session.smtp': readFileSync(path.join(ROOT, 'samples/session.smtp'), 'utf8'),
  'mail.log': 'Nov 30 23:59:59 mx1 postfix/smtp[550]: 4DbRkW3zLnzGq: to=<bob@example.com>, relay=mx.example.com[192.0.2.25]:25, '
    + 'delay=1.1, dsn=5.1.1, status=bounced (host mx.example.com[192.0.2.25] said: 550 5.1.1 <bob@example.com>: User unknown '
    + '(in reply to RCPT TO command))\n',
  'access': 'spam.example 554 5.7.1 We do not take mail from you\n',
  'client_access': 'bad.example 550 4.7.1 Not from you\nworse.example 554 5.7.1 Nor from you\n',
  'notes.txt': '550 apples\n',
};
const editor = await start({
  files, driver: true, machine: { 'smtp-lsp.server.path': path.resolve(program) },
  payload: (remote) => [['extensionDevelopmentPath', remote(ROOT)], ['extensionTestsPath', remote(path.join(ROOT, 'out/host.cjs'))],
    ['skipWelcome', 'true']],
});
let status = 1;
try {
  const { page } = editor;
  const ended = new Promise((done) => page.exposeFunction('codeAutomationExit', done));
  await page.exposeFunction('codeAutomationLog', (_type, words) => {
    // The extension host reports much about itself; what the tests say begins with a mark.
    if (String(words[0]).startsWith('test: ')) console.log(String(words[0]).slice(6));
  });
  await page.goto(editor.address);
  const limit = new Promise((_, fail) => setTimeout(() => fail(new Error('the tests did not end')), 600_000));
  status = await Promise.race([ended, limit]);
} catch (error) {
  console.error(error);
  console.error(editor.log().split('\n').slice(-15).join('\n'));
} finally {
  await editor.close();
}
process.exit(status);
