// crop FILE OUT x y w h scale
import { readFileSync } from 'node:fs';
import { launch } from './browser.mjs';
const [, , f, out, x, y, w, h] = process.argv;
const browser = await launch();
const page = await browser.newPage({ viewport: { width: +w, height: +h } });
const uri = 'data:image/png;base64,' + readFileSync(f).toString('base64');
await page.setContent(`<body style="margin:0;background:url(${uri}) -${x}px -${y}px no-repeat">`);
await page.screenshot({ path: out });
await browser.close();
