// sheet OUT colHeight files... : cut tall pages into columns side by side
import { readFileSync } from 'node:fs';
import { launch } from './browser.mjs';
const [, , out, height, ...files] = process.argv;
const H = Number(height);
const browser = await launch();
const page = await browser.newPage();
let html = '', W = 0;
for (const f of files) {
  const b = readFileSync(f); const w = b.readUInt32BE(16), h = b.readUInt32BE(20);
  const uri = 'data:image/png;base64,' + b.toString('base64');
  for (let y = 0; y < h; y += H) { html += `<div style="width:${w}px;height:${H}px;background:url(${uri}) 0 -${y}px no-repeat;flex:none;margin-right:12px"></div>`; W += w + 12; }
}
await page.setViewportSize({ width: W, height: H });
await page.setContent(`<body style="margin:0;display:flex;background:#f0f">${html}`);
await page.screenshot({ path: out });
console.log(W, H);
await browser.close();
