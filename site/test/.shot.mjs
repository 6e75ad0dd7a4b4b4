// shot OUTDIR name:path[:look] ... looks: l d n
import { launch } from './browser.mjs';
import { serve } from './serve.mjs';
const [, , out, ...wanted] = process.argv;
const site = await serve();
const browser = await launch();
const looks = { l: { colorScheme: 'light', viewport: { width: 1280, height: 900 } }, d: { colorScheme: 'dark', viewport: { width: 1280, height: 900 } }, n: { colorScheme: 'light', viewport: { width: 390, height: 844 } } };
for (const w of wanted) {
  const [name, path, look = 'l', act] = w.split('~');
  const page = await (await browser.newContext({ ...looks[look] })).newPage();
  page.on('console', (m) => m.type() === 'error' && console.log(name, m.text()));
  page.on('pageerror', (e) => console.log(name, 'ERR', e.message));
  await page.goto(site.url + path, { waitUntil: 'networkidle' });
  if (act) await (await import(process.cwd() + '/test/.acts.mjs'))[act](page);
  await page.screenshot({ path: `${out}/${name}-${look}.png`, fullPage: name.startsWith('W') });
  await page.close();
}
await browser.close(); site.stop();
