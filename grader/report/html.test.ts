import { createHash } from 'node:crypto';
import { parse } from 'acorn';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Story } from '../judge/verdict.ts';
import { storyHtml } from './html.ts';
import { layoutOf } from './layout.ts';
import { script, scriptHash } from './page/script.ts';
import { randomStory } from './testing/random-story.ts';
import { inVain, newOldInversion, twoLeaders } from './testing/stories.ts';
import { Telling } from './testing/telling.ts';

const page = (story: Story) =>
  storyHtml(story, { title: 'A promise', exercise: '02-quorums/register' });

test('the policy of the page lets its own script run, and no other', () => {
  const hash = createHash('sha256').update(script).digest('base64');

  expect(scriptHash).toBe(`sha256-${hash}`);
  expect(page(newOldInversion())).toContain(`script-src '${scriptHash}'`);
});

test('the script is JavaScript', () => {
  expect(() => parse(script, { ecmaVersion: 2023 })).not.toThrow();
});

test('the page loads nothing', () => {
  expect(page(twoLeaders())).not.toMatch(/\b(?:src|href)="(?!#)|url\(|@import|https?:/);
});

test('every event that is told has its place in both pictures and its line in the log', () => {
  fc.assert(
    fc.property(randomStory, (story) => {
      const html = page(story);

      for (const { number } of layoutOf(story.trace, { nodes: story.nodes, whole: true }).rows) {
        expect(html.split(`<g class="band" data-row="${number}">`)).toHaveLength(3);
        expect(html.split(`<li id="row-${number}"`)).toHaveLength(2);
      }
    }),
    { numRuns: 30 },
  );
});

test('where a goal was missed, rows that repeat others are told in one line', () => {
  const html = page(inVain(20));

  expect(html.match(/<li id="row-/g)).toHaveLength(9);
  expect(html).toMatch(/<li id="row-8"[^>]*><a href="#row-8"><span><em>After 36 repeats:<\/em> /);
  expect(html.match(/<line class="gap" data-row="8"/g)).toHaveLength(2);
});

test('what a submission says is text, wherever it stands', () => {
  const evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>';
  const t = new Telling({ client: ['c1', 'c2'] }, { [evil]: evil });
  t.request('c1', { type: evil, [evil]: evil });
  const sent = t.send('c1', 'c2', { type: evil, value: evil });
  t.lose(sent, evil);
  t.receive(sent, { [evil]: { [evil]: evil } });
  t.persist('c2', { [evil]: evil });
  t.note('c2', evil);
  t.timer('c2', evil);
  t.crash('c1', evil);
  t.emit('c2', { type: evil });
  const html = page(t.broken(evil, evil, ['c2']));

  expect(html.match(/<script/g)).toHaveLength(1);
  expect(html).not.toContain('<img');
  expect(html).not.toContain(evil);
});

test('the longest story makes a page of at most 400 KB', () => {
  const t = new Telling({ node: ['n1', 'n2', 'n3', 'n4', 'n5', 'n6', 'n7'] });
  const long = '漢 a value that is long enough to be cut somewhere '.repeat(20);
  for (let round = 0; round < 1_000; round++) {
    const sent = t.send('n1', 'n2', { type: 'store', round, long });
    t.receive(sent, { a: [round, long], b: { round, long }, c: long + round, d: [long, round] });
    t.persist('n2', { a: [round, long] });
  }

  expect(Buffer.byteLength(page(t.broken('a promise', long, ['n2'])))).toBeLessThan(400_000);
});

/** A story with all that a judge finds out for a page. */
function insightful(): Story {
  const story = newOldInversion();
  const { trace } = story;
  const asked = trace.find(({ kind }) => kind === 'request')!.id;
  const sent = trace.find(({ kind }) => kind === 'send')!.id;
  const evidence = [
    { text: 'c1: write new', operations: ['w'], place: 1 },
    { text: 'c2: read old has no place', operations: ['w'], place: 'none' },
  ] as const;
  return {
    ...story,
    broke: { ...story.broke, evidence },
    at: { file: '02-quorums/register.ts', line: 2 },
    insights: {
      promises: [{ name: 'kept' }, { name: story.promise, brokeAt: trace.length - 2 }],
      operations: [{ id: 'w', node: 'c1', label: 'write new', asked }],
      whatIfs: [{ sent, ends: 'well' }],
      neverArrived: { of: 3, endWell: 1 },
      risks: trace
        .filter(({ kind }) => kind === 'receive')
        .map(({ id }, index) => ({ event: id, broken: Math.min(20, 4 * index), of: 20 })),
    },
  };
}

test('the page tells why it is a contradiction, what would have saved it, and when it had become likely', () => {
  const html = page(insightful());
  const words = html
    .replace(/<(style|script)>.*?<\/\1>/gs, '')
    .replace(/<[^>]*>/g, '')
    .replace(/\s+/g, ' ');

  expect(words).toContain('c1: write new asked in row 1');
  expect(words).toContain('One of them alone, had it arrived at once, would have saved it.');
  expect(words).toMatch(/after row \d+, \d+ of 20 futures drawn at random break the promise/);
  expect(html).toContain('<li class="kept">kept</li>');
  expect(html.match(/class="operation open misplaced"/g)).toHaveLength(2);
});

test('the line that broke the promise is shown with the lines around it', () => {
  const lines = ['one', '  two <b>', 'three'];
  const source = (_file: string, line: number) => lines[line - 1];
  const html = storyHtml(insightful(), { title: 'A promise', exercise: 'x', source });

  expect(html).toContain('<mark><span class="n">2</span>   two &lt;b&gt;</mark>');
  expect(html).toContain('<span class="n">3</span> three');
});

test('a run of another answer stands beside the story, and is no part of what the cursor moves over', () => {
  const { trace, nodes } = twoLeaders();
  const beside = { trace: trace.slice(0, -1), nodes };
  const html = storyHtml(newOldInversion(), { title: 'A promise', exercise: 'x', beside });

  expect(html).toContain('The same steps on the reference: no promise breaks');
  expect(html.slice(html.indexOf('</main>'))).not.toContain('id="row-');
});

test('a story without events is still a page', () => {
  const story = { ...newOldInversion(), trace: [], nodes: [] };

  expect(page(story)).toContain('A promise');
});

test('a story that had become likely between what is told says so at the row that comes next', () => {
  const story = insightful();
  const [, event] = story.trace.filter(({ kind }) => kind === 'receive');
  const risks = [
    { event: -1, broken: 3, of: 20 },
    { event: event!.id, broken: 20, of: 20 },
  ];
  const html = page({ ...story, insights: { ...story.insights!, risks } });

  expect(html.replace(/<[^>]*>/g, '')).toMatch(/after row \d+, all of 20 futures/);
  expect(html).not.toContain('After row 0');
});
