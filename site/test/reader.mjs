// A reader with a browser, for tests: the built site on a port of its own, and what readers do with its pages.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before } from 'node:test';
import { launch } from './browser.mjs';
import { serve } from './serve.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A machine that does other things as well is slow; a test that fails by its clock says nothing. */
const patienceMs = 90_000;

/** A browser for all tests of a file. Each page that it opens is a reader's first. */
export function aReader() {
  let site;
  let browser;
  before(async () => {
    site = await serve();
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    site?.stop();
  });
  const newContext = async (options) => {
    const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
    context.setDefaultTimeout(patienceMs);
    return context;
  };

  return {
    newContext,
    get url() {
      return site.url;
    },
    /** Opens a page, and hears what it complains about. */
    async open(path, options) {
      const context = await newContext(options);
      const page = await context.newPage();
      const complaints = [];
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(String(error)));
      await page.goto(site.url + path, { waitUntil: 'networkidle' });
      if (options?.javaScriptEnabled !== false) await hydrated(page);
      return { page, complaints, close: () => context.close() };
    },
  };
}

/** Waits until the page's own script listens to its reader. */
const hydrated = (page) =>
  page.locator("html[data-has-hydrated='true']").waitFor({ state: 'attached' });

/** Comes near a widget, and waits until a script has taken it over. */
export async function wake(page, selector) {
  const place = page.locator('.near', { has: page.locator(selector) }).first();
  await comeNear(place);
  return page.locator(`[data-awake='true'] ${selector}`).first();
}

/** Reads a page to its end: every widget is awake then. */
export async function wakeAll(page) {
  const places = page.locator('.near:not(.near .near)');
  for (let index = 0; index < (await places.count()); index++) await comeNear(places.nth(index));
  for (const exercise of await page.locator('.q-exercise').all()) {
    await exercise.locator('.cm-editor').waitFor();
  }
}

async function comeNear(place) {
  // What is above it may still grow: no waiting for it to stand still.
  await place.evaluate((element) => element.scrollIntoView());
  await place.locator("[data-awake='true']").first().waitFor({ state: 'attached' });
}

/** What axe finds, a line a rule. */
export async function barriersOf(page, within = 'html') {
  await page.evaluate(axe);
  const { violations } = await page.evaluate((root) => globalThis.axe.run(root), within);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

/** A file as a reader picks it. */
export const file = (name, text, mimeType = 'text/plain') => ({
  name,
  mimeType,
  buffer: Buffer.from(text),
});
