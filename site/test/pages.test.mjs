// Every kind of page of the built site: it renders without an error and without a barrier, and fits a telephone.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pages } from './browser.mjs';
import { aReader, barriersOf, wakeAll } from './reader.mjs';

const reader = aReader();

describe('every kind of page', () => {
  for (const [name, path] of Object.entries(pages)) {
    test(`${name}: renders, complains of nothing, and has a heading`, async () => {
      const { page, complaints, close } = await reader.open(path);

      assert.equal(await page.locator('h1').count(), 1);
      assert.notEqual((await page.locator('h1').innerText()).trim(), '');
      const missing = name === 'missing' ? /404/ : /^$/;
      assert.deepEqual(
        complaints.filter((text) => !missing.test(text)),
        [],
      );
      await close();
    });

    for (const colorScheme of ['light', 'dark']) {
      test(`${name}: axe finds no barrier, ${colorScheme}`, async () => {
        const { page, close } = await reader.open(path, { colorScheme });
        await wakeAll(page);

        assert.deepEqual(await barriersOf(page), []);
        await close();
      });
    }

    test(`${name}: fits 390 pixels`, async () => {
      const { page, close } = await reader.open(path, { viewport: { width: 390, height: 844 } });
      const width = await page.evaluate(() => document.documentElement.scrollWidth);

      assert.ok(width <= 390, `it is ${width} pixels wide`);
      await close();
    });
  }
});
