// An exercise in the page, from its first text to its verdict; and the same in a checkout, by the command line.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { pages } from './browser.mjs';
import { aReader, barriersOf, file, wake } from './reader.mjs';

const reader = aReader();

const root = fileURLToPath(new URL('../..', import.meta.url));
const textOf = (path) => readFileSync(join(root, path), 'utf8');

const oneVote = { id: '02-quorums/one-vote', page: '/chapters/02-quorums/one-vote/' };
const rightText = textOf(`solutions/${oneVote.id}.ts`);
/** Votes are not on disk before they are told. */
const wrongText = rightText.replace('      node.persist(state);\n', '');
assert.notEqual(wrongText, rightText);

/** Gives the editor a text, as a reader does who has a checkout. */
async function openWith(path, text, options) {
  const opened = await reader.open(path, options);
  const exercise = await wake(opened.page, '.q-exercise');
  await exercise.locator('.cm-editor').waitFor();
  await exercise.locator('input[type=file]').setInputFiles(file('a.ts', text));
  return { ...opened, exercise };
}

const grade = (exercise) => exercise.getByRole('button', { name: 'Grade', exact: true }).click();

test('passes with the reference, and the reader keeps text and progress', async () => {
  const text = textOf('solutions/02-quorums/register.ts');
  const { page, exercise, close } = await openWith(pages.brief, text);
  await grade(exercise);
  await exercise.getByText(/^✓ All \d+ promises kept/).waitFor();
  await page.reload();
  const again = await wake(page, '.q-exercise');
  await again.locator('.cm-editor').waitFor();

  assert.match(await page.locator('.cm-content').innerText(), /The atomic register/);
  assert.match(
    await page.evaluate(() => localStorage.getItem('quorate.progress')),
    /02-quorums\/register +best .* passed/,
  );
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    again.getByRole('button', { name: 'Download' }).click(),
  ]);
  assert.equal(download.suggestedFilename(), 'register.ts');
  assert.equal(readFileSync(await download.path(), 'utf8'), text);
  await close();
});

test('that imports what its chapter gives passes in the page as well', async () => {
  const { exercise, close } = await openWith(pages.part, textOf('solutions/03-raft/election.ts'));
  await grade(exercise);
  await exercise.getByText(/^✓ All \d+ promises kept/).waitFor({ timeout: 120_000 });
  await close();
});

test('that imports another is judged with its text, which is named, with its standing and its page', async () => {
  const { page, exercise, close } = await openWith(
    oneVote.page,
    `import { majorityOf } from './majority.ts';\nmajorityOf([]);\n${rightText}`,
  );
  const named = exercise.locator('.q-beside-texts');
  await named.getByText('Not started yet: majority.ts. Write it first.').waitFor();
  await grade(exercise);
  await exercise.getByText('○ not started').first().waitFor();

  await page.evaluate(
    (text) => localStorage.setItem('quorate.text.02-quorums/majority', text),
    `export const majorityOf = () => 3;\nlet b = ;\n`,
  );
  await page.evaluate(() => dispatchEvent(new Event('focus')));
  await named.getByText('Judged with your majority.ts (in progress)').waitFor();
  await grade(exercise);
  const place = exercise.locator('.q-told', { hasText: 'majority.ts, line 2' }).first();
  await place.getByText('let b = ;').waitFor();

  await named.getByRole('link', { name: 'majority.ts' }).click();
  await page.waitForURL('**/02-quorums/majority/');
  await close();
});

test('that is nothing but others passes with their texts, and says which of them are missing', async () => {
  const parts = ['commit', 'election', 'key-value', 'reads', 'replication', 'snapshots'];
  const { page, close } = await reader.open(pages.allParts);
  const exercise = await wake(page, '.q-exercise');
  await exercise.locator('.cm-editor').waitFor();
  await exercise.getByText('Not started yet: commit.ts, election.ts').waitFor();
  for (const part of parts) {
    const id = `03-raft/${part}`;
    await page.evaluate(
      ([key, text]) => localStorage.setItem(key, text),
      [`quorate.text.${id}`, textOf(`solutions/${id}.ts`)],
    );
  }
  await grade(exercise);
  await exercise.getByText(/^✓ All \d+ promises kept/).waitFor({ timeout: 180_000 });
  await close();
});

test('is written and graded by keyboard alone', async () => {
  const { page, exercise, close } = await openWith(oneVote.page, '');
  await exercise.locator('.cm-content').focus();
  await page.keyboard.type('export const voter = 1');
  await page.keyboard.press('Control+Enter');
  await exercise.locator('.q-verdict').waitFor();
  await exercise.locator('.cm-content').focus();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');

  assert.equal(await page.evaluate(() => document.activeElement.closest('.cm-editor')), null);
  await close();
});

for (const colorScheme of ['light', 'dark']) {
  test(`shows the story of a wrong answer, without a barrier, ${colorScheme}`, async () => {
    const { page, exercise, close } = await openWith(oneVote.page, wrongText, { colorScheme });
    await grade(exercise);
    await exercise.locator('.q-verdict .q-story').first().waitFor();
    await exercise.getByText('v1 said yes to c1 and to c2.').first().waitFor();
    await exercise.getByRole('button', { name: 'Give me one' }).click();
    await exercise.getByText('A question.').waitFor();

    assert.deepEqual(await barriersOf(page, 'main'), []);
    await close();
  });
}

test('a text that is no program is told with its line, and the line is marked', async () => {
  const { exercise, close } = await openWith(oneVote.page, `${rightText}\nlet a = ;\n`);
  await grade(exercise);
  await exercise
    .getByRole('button', { name: /^line \d+$/ })
    .first()
    .waitFor();
  await exercise.locator('.cm-lintRange-error').waitFor();
  await close();
});

test('stops a loop without end, and is stopped by its reader', async () => {
  const text = textOf('solutions/00-warm-up/tally.ts');
  const endless = text.replace(/(onMessage\([^)]*\) \{)/, '$1 for (;;);');
  const { page, exercise, close } = await openWith(pages.warmUp, endless);
  await grade(exercise);
  await exercise.getByText('still running after').first().waitFor();
  await grade(exercise);
  await exercise.getByRole('button', { name: 'Stop' }).click();
  await exercise.getByText('Stopped.').waitFor();
  await exercise.getByRole('button', { name: 'Reset' }).click();
  await exercise.getByRole('button', { name: 'Yes' }).click();
  const kept = () => localStorage.getItem('quorate.text.00-warm-up/tally');
  assert.equal(await page.evaluate(kept), null);
  await close();
});

describe('beside a checkout', () => {
  let checkout;
  before(() => {
    checkout = mkdtempSync(join(tmpdir(), 'quorate-'));
    for (const part of ['chapters', 'grader', 'solutions']) {
      symlinkSync(join(root, part), join(checkout, part));
    }
    cpSync(join(root, 'exercises'), join(checkout, 'exercises'), { recursive: true });
    writeFileSync(join(checkout, 'exercises', `${oneVote.id}.ts`), wrongText);
  });
  after(() => rmSync(checkout, { recursive: true, force: true }));

  const script = join(root, 'site/test/command-line.mts');
  const quorate = (...words) =>
    spawnSync(process.execPath, ['--import', 'tsx', script, checkout, ...words], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1' },
    }).stdout;
  const progressFile = () => readFileSync(join(checkout, '.quorate/progress.txt'), 'utf8');

  test('outcome, points and token are the same, and a token of either opens in the other', async () => {
    const told = quorate('grade', oneVote.id);
    const [points] = /\d+ of \d+ points/.exec(told);
    const [token] = /q1\.\S+/.exec(progressFile());
    const rows = told.match(/^ +\d+ {2}(?=\D)/gm).length;

    const { exercise, close } = await openWith(oneVote.page, wrongText);
    await grade(exercise);
    const verdict = exercise.locator('.q-verdict');
    await verdict.getByText(points).waitFor();
    assert.equal(
      await verdict.getByText(token, { exact: false }).first().textContent(),
      `npm run replay -- ${token}`,
    );

    await exercise.getByText('Open a story from the command line').click();
    await exercise.getByLabel(/^Its token/).fill(`npm run replay -- ${token}`);
    await exercise.getByRole('button', { name: 'Open' }).click();
    const story = exercise.locator('> .q-story');
    await story.getByText(`${rows} of ${rows}`).waitFor();
    assert.match(await story.innerText(), /v1 said yes to c1 and to c2/);
    const first = await story.locator('.q-log li').allInnerTexts();
    assert.match(first.join('\n'), /crashes[^]*restarts/);

    assert.match(quorate('replay', token), /v1 said yes to c1 and to c2/);
    await close();
  });

  test("its progress is merged into the page, and the page's into it", async () => {
    quorate('grade', oneVote.id);
    const { page, close } = await reader.open(pages.progress);
    const input = page.locator('input[type=file]');
    const own = '02-quorums/majority  best    2026-01-05T10:00:00.000Z  passed  10/10\n';
    await input.setInputFiles(file('progress.txt', own));
    await page.getByText(/^1 of/).first().waitFor();
    await input.setInputFiles(file('progress.txt', progressFile()));
    await page.locator('main').getByText('in progress').first().waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export' }).click(),
    ]);
    writeFileSync(
      join(checkout, '.quorate/progress.txt'),
      progressFile() + readFileSync(await download.path(), 'utf8'),
    );

    const list = quorate('list');
    assert.match(list, /✓.*majority/);
    assert.match(progressFile(), /one-vote +best/);
    await close();
  });
});
