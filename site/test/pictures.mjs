// Pictures of every kind of page, light, dark and narrow, to be looked at: node test/pictures.mjs FOLDER [PAGES...]
import { mkdirSync } from 'node:fs';
import { launch, pages } from './browser.mjs';
import { serve } from './serve.mjs';

const [, , folder = 'pictures', ...names] = process.argv;
mkdirSync(folder, { recursive: true });
const site = await serve();
const browser = await launch();
const looks = {
  light: { colorScheme: 'light', viewport: { width: 1280, height: 900 } },
  dark: { colorScheme: 'dark', viewport: { width: 1280, height: 900 } },
  narrow: { colorScheme: 'light', viewport: { width: 390, height: 844 } },
};

for (const [look, options] of Object.entries(looks)) {
  const context = await browser.newContext({ ...options, reducedMotion: 'reduce' });
  for (const [name, path] of Object.entries(pages)) {
    if (names.length > 0 && !names.includes(name)) continue;
    const page = await context.newPage();
    await page.goto(site.url + path, { waitUntil: 'networkidle' });
    await page.screenshot({ path: `${folder}/${name}-${look}.png` });
    await page.screenshot({ path: `${folder}/${name}-${look}-whole.png`, fullPage: true });
    await page.close();
  }
  await context.close();
}
await browser.close();
site.stop();
