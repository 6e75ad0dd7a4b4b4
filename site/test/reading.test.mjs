// What a page may cost its reader: bytes of script and long tasks at load, and what is there without a script or another host.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pages } from './browser.mjs';
import { aReader } from './reader.mjs';

/** What a reading page may send before the reader touches a widget. */
const scriptBytesMax = 220 * 1024;
/** No task at load may hold the page up for longer. */
const taskMsMax = 200;
/** How far what is read may move, as browsers count it: a tenth is where readers begin to mind. */
const shiftMax = 0.05;

const reader = aReader();

describe('a reading page', () => {
  for (const name of ['chapter', 'brief', 'warmUp', 'questions', 'glossary']) {
    test(`${name}: sends at most ${scriptBytesMax / 1024} KB of compressed script`, async (t) => {
      const context = await reader.newContext();
      const page = await context.newPage();
      const sizes = [];
      page.on('requestfinished', (request) => {
        if (/\.m?js$/.test(new URL(request.url()).pathname)) {
          sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
        }
      });
      await page.goto(reader.url + pages[name], { waitUntil: 'networkidle' });
      const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
      await context.close();

      t.diagnostic(`${name}: ${(bytes / 1024).toFixed(1)} KB in ${sizes.length} files`);
      assert.ok(bytes <= scriptBytesMax, `${bytes} bytes`);
    });
  }

  test(`has no task over ${taskMsMax} ms at load`, async (t) => {
    const context = await reader.newContext();
    const page = await context.newPage();
    await page.addInitScript(() => {
      globalThis.longTasks = [];
      new PerformanceObserver((list) => {
        globalThis.longTasks.push(...list.getEntries().map(({ duration }) => duration));
      }).observe({ type: 'longtask', buffered: true });
    });
    // The least of some loads: a busy machine makes any one of them slow.
    const longest = [];
    for (let load = 0; load < 5; load++) {
      await page.goto(reader.url + pages.brief, { waitUntil: 'networkidle' });
      longest.push(await page.evaluate(() => Math.max(0, ...globalThis.longTasks)));
    }
    await context.close();

    t.diagnostic(`the longest task, in five loads: ${longest.map(Math.round).join(', ')} ms`);
    assert.ok(Math.min(...longest) <= taskMsMax);
  });

  for (const name of ['landing', 'chapter', 'questions']) {
    test(`${name}: nothing moves while it loads`, async (t) => {
      const context = await reader.newContext({ viewport: { width: 1350, height: 940 } });
      const page = await context.newPage();
      await page.addInitScript(() => {
        globalThis.shifts = [];
        new PerformanceObserver((list) => {
          globalThis.shifts.push(...list.getEntries().map(({ value }) => value));
        }).observe({ type: 'layout-shift', buffered: true });
      });
      const moved = [];
      for (let load = 0; load < 3; load++) {
        await page.goto(reader.url + pages[name], { waitUntil: 'networkidle' });
        moved.push(
          await page.evaluate(() => globalThis.shifts.reduce((sum, each) => sum + each, 0)),
        );
      }
      await context.close();

      t.diagnostic(`${name}: ${moved.map((sum) => sum.toFixed(3)).join(', ')}`);
      assert.ok(Math.min(...moved) <= shiftMax);
    });
  }

  test('reads without JavaScript', async () => {
    const { page, close } = await reader.open(pages.brief, { javaScriptEnabled: false });

    assert.match(await page.locator('article').innerText(), /Majorities meet/);
    assert.match(await page.locator('figure.quoted').first().innerText(), /interface|type/);
    await close();
  });

  test('asks no other host for anything', async () => {
    const context = await reader.newContext();
    const page = await context.newPage();
    const hosts = new Set();
    page.on('request', (request) => hosts.add(new URL(request.url()).host));
    for (const path of [pages.landing, pages.brief, pages.questions]) {
      await page.goto(reader.url + path, { waitUntil: 'networkidle' });
    }
    await context.close();

    assert.deepEqual(
      [...hosts].filter((host) => host !== '' && host !== new URL(reader.url).host),
      [],
    );
  });
});
