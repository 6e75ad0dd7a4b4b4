// Progress in this browser, and the view of a class.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { pages } from './browser.mjs';
import { aReader, file } from './reader.mjs';

const reader = aReader();

const passed = (id, at) => `${id}  best    ${at}  passed  10/10\n`;
const asFile = (text) => file('progress.txt', text);

describe('progress', () => {
  const given = passed('02-quorums/majority', '2026-01-05T10:00:00.000Z');

  test('survives a reload, is merged with a checkout, exported and forgotten', async () => {
    const { page, close } = await reader.open(pages.progress);
    const file = page.locator('input[type=file]');
    await file.setInputFiles(asFile(given));
    await page.getByText('1 of', { exact: false }).first().waitFor();
    await page.reload({ waitUntil: 'networkidle' });
    assert.match(await page.locator('main').innerText(), /1 of \d+ exercises passed/);

    await file.setInputFiles(asFile(given + passed('02-quorums/one-vote', '2026-02-01T10:00:00Z')));
    await page.getByText(/^2 of/).first().waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export' }).click(),
    ]);
    const exported = readFileSync(await download.path(), 'utf8');
    assert.match(exported, /02-quorums\/majority +best/);
    assert.match(exported, /02-quorums\/one-vote +best/);

    page.on('dialog', (dialog) => dialog.accept());
    await page.getByRole('button', { name: 'Forget' }).click();
    await page.getByText(/^0 of/).first().waitFor();
    await close();
  });

  test('marks the sidebar', async () => {
    const { page, close } = await reader.open(pages.progress);
    await page.locator('input[type=file]').setInputFiles(asFile(given));
    await page.getByText(/^1 of/).first().waitFor();
    await page.goto(reader.url + pages.chapter, { waitUntil: 'networkidle' });

    await page.locator('.menu .mark--passed').first().waitFor();
    assert.equal(await page.locator('.menu .mark--passed').count(), 1);
    await close();
  });

  test('says so when a file holds none', async () => {
    const { page, close } = await reader.open(pages.progress);
    await page.locator('input[type=file]').setInputFiles(asFile('a shopping list\n'));
    await page.getByText('There was no progress in it', { exact: false }).waitFor();
    await close();
  });
});

describe('the view of a class', () => {
  const report = (points) => ({
    version: 1,
    edition: '2026.1',
    salt: '',
    exercises: [
      {
        id: '02-quorums/majority',
        outcome: points === 10 ? 'passed' : 'failed',
        points,
        pointsMax: 10,
        checks: [],
      },
    ],
  });
  const asReport = (content, name) =>
    file(name, typeof content === 'string' ? content : JSON.stringify(content), 'application/json');

  test('is made from reports, and saved without anything but points', async () => {
    const { page, close } = await reader.open(pages.classView);
    await page
      .locator('input[type=file]')
      .setInputFiles([asReport(report(10), 'a.json'), asReport(report(4), 'b.json')]);
    await page.getByText('2 learners').waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as class.json' }).click(),
    ]);

    assert.deepEqual(JSON.parse(readFileSync(await download.path(), 'utf8')), {
      version: 1,
      edition: '2026.1',
      exercises: [{ id: '02-quorums/majority', pointsMax: 10 }],
      learners: [[10], [4]],
    });
    await close();
  });

  test('names the file that it cannot read', async () => {
    const { page, close } = await reader.open(pages.classView);
    await page.locator('input[type=file]').setInputFiles([asReport('{', 'marks.json')]);
    await page.getByText('marks.json is not JSON.').waitFor();
    await close();
  });
});
