// What everyone does every day: follow quoted code, look a term up, search, tell light from dark, print.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pages } from './browser.mjs';
import { aReader } from './reader.mjs';

const reader = aReader();

describe('code in chapters', () => {
  test('is the region of the file, without markers, with a link to the file', async () => {
    const { page, close } = await reader.open(pages.brief);
    const quoted = page.locator('figure.quoted').first();

    assert.doesNotMatch(await quoted.innerText(), /#region|file=/);
    await quoted.locator('figcaption a').click();
    await page.waitForURL(/\/source\/solutions\/02-quorums\/register\.ts\/$/);
    assert.match(await page.locator('h1').innerText(), /register\.ts/);
    await close();
  });
});

describe('the glossary', () => {
  test('a term is defined on hover and on focus, and Escape puts the definition away', async () => {
    const { page, close } = await reader.open(pages.chapter);
    const term = page.locator('.term').first();
    const definition = term.getByRole('tooltip');

    await term.locator('a').hover();
    await definition.waitFor({ state: 'visible' });
    await page.mouse.move(0, 0);
    await definition.waitFor({ state: 'hidden' });
    await term.locator('a').focus();
    await definition.waitFor({ state: 'visible' });
    await page.keyboard.press('Escape');
    await definition.waitFor({ state: 'hidden' });
    await close();
  });
});

describe('a diagram', () => {
  test('is fetched when the reader comes near, and drawn', async () => {
    const { page, close } = await reader.open(pages.questions);
    await page.locator('#two-phase-commit-or-a-saga').scrollIntoViewIfNeeded();
    await page.mouse.wheel(0, 600);
    await page.locator('.docusaurus-mermaid-container svg').waitFor();
    await close();
  });
});

describe('search', () => {
  test('finds a term as it is typed, and by keyboard alone', async () => {
    const { page, close } = await reader.open(pages.landing);
    const index = page.waitForResponse(/search-index/);
    await page.keyboard.press('Control+k');
    await index;
    await page.keyboard.type('write-back', { delay: 20 });
    const hit = page.locator('[class*="suggestion"]').first();
    await hit.waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/(chapters|guide)\//);
    await close();
  });

  test('its page lists what was found', async () => {
    const { page, close } = await reader.open('/search/?q=linearizable');
    await page.getByRole('heading', { name: /Search results/ }).waitFor();
    await page.locator('main article').first().waitFor();
    await close();
  });
});

describe('everyday', () => {
  test('the keyboard reaches the text by a link at the start', async () => {
    const { page, close } = await reader.open(pages.chapter);
    await page.keyboard.press('Tab');
    const first = await page.evaluate(() => document.activeElement?.textContent);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');

    assert.equal(first, 'Skip to main content');
    const isPastTheBar = () =>
      document.activeElement !== document.body && !document.activeElement?.closest('.navbar');
    assert.ok(await page.evaluate(isPastTheBar));
    await close();
  });

  test('a page that is not there says so, and leads back', async () => {
    const context = await reader.newContext();
    const page = await context.newPage();
    const answer = await page.goto(reader.url + pages.missing);

    assert.equal(answer.status(), 404);
    assert.ok((await page.locator('main a[href="/"]').count()) > 0);
    await context.close();
  });

  test('dark mode is kept', async () => {
    const { page, close } = await reader.open(pages.landing, { colorScheme: 'light' });
    const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
    const button = page.locator('button[class*="toggleButton"]').first();
    for (let click = 0; click < 3 && (await theme()) !== 'dark'; click++) await button.click();

    assert.equal(await theme(), 'dark');
    await page.reload();
    assert.equal(await theme(), 'dark');
    await close();
  });

  test('paper gets the text, and no bars', async () => {
    const { page, close } = await reader.open(pages.brief);
    await page.emulateMedia({ media: 'print' });

    assert.equal(await page.locator('nav.navbar').isVisible(), false);
    assert.equal(await page.locator('article h1').isVisible(), true);
    await close();
  });

  test('the map of the site names every chapter page, and no source', async () => {
    const map = await (await fetch(`${reader.url}/sitemap.xml`)).text();

    assert.match(map, /chapters\/02-quorums\/register\//);
    assert.doesNotMatch(map, /\/source\//);
  });
});
