// What Lighthouse says of the built site, as a desktop, the median of some runs: node scripts/lighthouse.mjs [PAGES...]
// A report, not a gate: its score of performance depends on the machine. It is fetched for this, and no part of the site.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { launch, pages } from '../test/browser.mjs';
import { serve } from '../test/serve.mjs';

const lighthouse = 'lighthouse@12.8.2';
const runs = Number(process.env.RUNS ?? 5);
const port = 9_333;
const [, , ...words] = process.argv;
const names =
  words.length > 0 ? words : ['landing', 'chapter', 'brief', 'questions', 'glossary', 'progress'];
const metrics = [
  ['first-contentful-paint', 'first paint'],
  ['largest-contentful-paint', 'largest paint'],
  ['total-blocking-time', 'blocked'],
  ['cumulative-layout-shift', 'shift'],
];

const site = await serve();
const browser = await launch([`--remote-debugging-port=${port}`]);
for (const name of names) {
  const reports = [];
  for (let run = 0; run < runs; run++) reports.push(await reportOn(site.url + pages[name]));
  const categories = Object.keys(reports[0].categories);
  const scores = categories.map((category) => {
    const score = median(reports.map(({ categories: { [category]: each } }) => each.score));
    return `${category} ${Math.round(100 * score)}`;
  });
  console.log(`${name.padEnd(10)} ${scores.join('   ')}`);
  const timings = metrics.map(([id, short]) => {
    const value = median(reports.map(({ audits }) => audits[id].numericValue));
    return `${short} ${id.endsWith('shift') ? value.toFixed(3) : `${Math.round(value)} ms`}`;
  });
  console.log(`           ${timings.join('   ')}`);
  for (const title of lost(reports.at(-1))) console.log(`           - ${title}`);
}
await browser.close();
site.stop();

async function reportOn(url) {
  const options = ['--preset=desktop', '--output=json', '--quiet', `--port=${port}`];
  const child = spawn(
    'npx',
    ['--yes', lighthouse, url, ...options, '--no-enable-error-reporting'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const [json, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (code !== 0) throw new Error(`Lighthouse ended with ${code}.`);
  return JSON.parse(json);
}

/** What costs points outside of performance. */
function lost({ audits, categories: { performance, ...others } }) {
  return Object.values(others)
    .flatMap(({ auditRefs }) => auditRefs.filter(({ weight }) => weight > 0))
    .map(({ id }) => audits[id])
    .filter(({ score }) => score !== null && score < 1)
    .map(({ title }) => title);
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}
