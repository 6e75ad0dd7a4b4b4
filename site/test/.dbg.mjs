import { launch } from './browser.mjs'; import { serve } from './serve.mjs';
const site = await serve(); const b = await launch(); const page = await b.newPage();
await page.goto(site.url + '/source/solutions/02-quorums/majority.ts/');
console.log(await page.evaluate(() => { const l = document.querySelector('[class*=codeLine_]'); const n=l.children[0]; const s=getComputedStyle(n), p=getComputedStyle(n,'::before'); const out=[s.lineHeight,s.height,s.padding,s.fontSize,s.verticalAlign,s.position,p.display,p.content,p.height, getComputedStyle(l).lineHeight, JSON.stringify(l.childNodes[1].textContent.slice(-5))]; n.style.display='none'; out.push(l.getBoundingClientRect().height); n.style.display=''; n.style.position='static'; out.push(l.getBoundingClientRect().height); l.children[1].style.display='table-cell'; out.push(l.getBoundingClientRect().height); l.children[1].innerHTML='x'; out.push(l.getBoundingClientRect().height);return out; }));
await b.close(); site.stop();
