// One run in the real workbench, as a user would do it, in English and in German: node workbench.mjs PACKAGE
// PACKAGE is a .vsix with the server inside. Pictures go to out/pictures; with PICTURES=1 those of the README are
// written anew.
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT, start, until } from './editor.mjs';

const vsix = process.argv[2];
if (!vsix) throw new Error('which package?');
const pictures = path.join(ROOT, 'out/pictures');
mkdirSync(pictures, { recursive: true });
/** The pictures that the README shows. */
const SHOWN = ['problems-en', 'hover-en', 'guidance-en', 'compare-en', 'hover-de'];

const FILE = 'session.smtp';
/** What is wrong in it: three failed replies and a password in the open. */
const PROBLEMS = ['530 5.7.0', '452 4.2.2', '550 5.1.1', 'exposed-credentials'];
const LANGUAGES = {
  en: {
    insert: 'Insert Fix Guidance for All', remove: 'Remove Inserted Guidance', compare: 'Compare Two Codes', explain: 'Explain Code',
    dialect: 'Show Dialect', readAs: 'Read as: swaks', fixer: 'Who can fix it', differences: 'Key differences', which: 'When to use which',
    with: 'Compare 214 with', walkthrough: 'Get started with SMTP replies',
  },
  de: {
    insert: 'Hinweise zu allen', remove: 'Eingefügte Hinweise', compare: 'Zwei Codes vergleichen', explain: 'Code erklären',
    dialect: 'Dialekt anzeigen', readAs: 'Gelesen als: swaks', fixer: 'Wer es beheben kann', differences: 'Wesentliche Unterschiede',
    which: 'Wann welchen verwenden', with: '214 vergleichen mit', walkthrough: 'Erste Schritte mit SMTP-Replies',
  },
};

for (const language of (process.env.ONLY ?? 'en de').split(' ')) {
  await walk(language, LANGUAGES[language]);
}
console.log('workbench: passed in English and German');

async function walk(language, words) {
  const editor = await start({
    files: { [FILE]: readFileSync(path.join(ROOT, 'samples', FILE), 'utf8') },
    vsix: [vsix], language, payload: (remote, folder) => [['openFile', remote(path.join(folder, FILE))]],
  });
  const { page } = editor;
  page.setDefaultTimeout(60_000);
  const begin = Date.now();
  const done = (what) => console.log(`${language} ${String(Date.now() - begin).padStart(6)} ms  ${what}`);
  const picture = async (name) => {
    const file = `${name}-${language}`;
    await page.screenshot({ path: path.join(pictures, `${file}.png`) });
    if (process.env.PICTURES && SHOWN.includes(file)) {
      copyFileSync(path.join(pictures, `${file}.png`), path.join(ROOT, 'images', `${file}.png`));
    }
  };
  const lines = page.locator('.editor-instance .view-lines').first();
  const text = async () => (await lines.innerText()).replaceAll('\u00a0', ' ');
  const run = async (name) => {
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget:visible .quick-input-box input').fill(`>SMTP: ${name}`);
    // The list is filtered a moment after the typing, and Enter takes what is in focus.
    await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: name }).first().waitFor();
    await page.keyboard.press('Enter');
    // What the command asks comes in the same box, once the palette has left it.
    const typed = () => page.locator('.quick-input-widget:visible .quick-input-box input').inputValue({ timeout: 200 }).catch(() => '');
    await until(async () => !(await typed()).startsWith('>'), 60_000, () => `the palette stays open at ${name}`);
  };
  const choose = async (title, code) => {
    await page.locator('.quick-input-widget:visible', { hasText: title }).waitFor();
    await page.locator('.quick-input-widget:visible .quick-input-box input').fill(code);
    await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: code }).first().waitFor();
    await page.keyboard.press('Enter');
  };
  /** The text of the preview that holds `words`, once it is in front. */
  const preview = async (words) => {
    const text = await until(async () => {
      for (const frame of page.frames()) {
        const body = await frame.locator('.markdown-body').innerText({ timeout: 200 }).catch(() => '');
        if (body.includes(words)) return body;
      }
      return undefined;
    }, 60_000, () => `no preview with ${words}`);
    await until(async () => (await page.title()).endsWith('.md'), 60_000, () => 'the preview has not come to the front');
    return text;
  };
  const see = (what, words) => {
    if (!what.includes(words)) throw new Error(`${words} is not in:\n${what}`);
  };

  try {
    await page.goto(editor.address);
    await page.locator(`.tab[data-resource-name="${FILE}"]`).waitFor({ timeout: 90_000 });
    done('the file is open');

    await page.locator('.monaco-editor .squiggly-error').first().waitFor({ timeout: 60_000 });
    done('a squiggle under the first failed reply');

    await lines.click({ position: { x: 300, y: 5 } });
    await page.keyboard.press('Control+B');
    await page.keyboard.press('Control+Shift+M');
    const problems = page.locator('.markers-panel .monaco-list-row', { has: page.locator('.codicon-error, .codicon-warning') });
    let rows = [];
    await until(async () => {
      rows = await problems.allInnerTexts();
      return PROBLEMS.every((code) => rows.some((row) => row.includes(code)));
    }, 60_000, () => `not all of ${PROBLEMS.join(', ')} are among the problems:\n${rows.join('\n')}`);
    if (rows.length !== PROBLEMS.length) throw new Error(`more problems than there are:\n${rows.join('\n')}`);
    await page.locator('.markers-panel .monaco-list-row .codicon-warning').first().waitFor();
    done(`Problems: ${(await problems.first().innerText()).replace(/\s+/g, ' ')}`);

    await picture('problems');
    await page.keyboard.press('Control+J');
    await hover(words.fixer);
    await picture('hover');
    done('the hover explains 530 5.7.0');
    await page.mouse.move(600, 5);

    await run(words.insert);
    await until(async () => /# smtp-lsp: .*530 5\.7\.0/.test(await text()), 60_000, () => 'no guidance');
    await picture('guidance');
    done('guidance is in the document');
    await run(words.remove);
    await until(async () => !(await text()).includes('# smtp-lsp:'), 60_000, () => 'the guidance is still there');
    done('and out of it again');

    await run(words.explain);
    await choose('SMTP', '530');
    see(await preview('530'), '530');
    done('530 is explained beside');

    await run(words.compare);
    await choose('SMTP', '214');
    await choose(words.with, '530');
    const compared = await preview(words.differences);
    for (const part of ['214', '530', words.which]) see(compared, part);
    if ((await page.locator('.editor-group-container').count()) !== 2) throw new Error('the comparison is not beside');
    await picture('compare');
    done('214 and 530 are compared beside');

    await run(words.dialect);
    await page.locator('.notification-list-item', { hasText: words.readAs }).waitFor();
    done('the dialect is named');
  } catch (error) {
    await picture('failed').catch(() => undefined);
    console.error(editor.log().split('\n').slice(-8).join('\n'));
    throw error;
  } finally {
    await editor.close();
  }

  /** Points at the code of the first failed reply until its hover says `words`. */
  async function hover(words) {
    const code = page.locator('.monaco-editor .view-line', { hasText: 'Must issue' }).locator('span span', { hasText: '530' }).first();
    const popup = page.locator('.monaco-hover:not(.hidden)', { hasText: words });
    // It wants a pointer that really moves. It comes along its own line: on its way over others it would meet their
    // hovers, which may cover the code and stay as long as the pointer is on them.
    for (let attempt = 0; attempt < 30 && !(await popup.count()); attempt++) {
      const box = await code.boundingBox();
      const height = box.y + box.height / 2;
      await page.mouse.move(1100, height);
      await page.keyboard.press('Escape');
      await page.locator('.monaco-hover:not(.hidden)').waitFor({ state: 'hidden', timeout: 3000 }).catch(() => undefined);
      await page.mouse.move(box.x + box.width / 2 + 1, height, { steps: 2 });
      await page.mouse.move(box.x + box.width / 2, height, { steps: 2 });
      await popup.first().waitFor({ timeout: 3000 }).catch(() => undefined);
    }
    see(await popup.first().innerText(), words);
  }
}
