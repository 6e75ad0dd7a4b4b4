import { expect, test } from 'vitest';
import type { Story } from '../judge/verdict.ts';
import { diagram } from './diagram.ts';
import { layoutOf, leavesIn, startOf } from './layout.ts';
import { plainStyles } from './styles.ts';
import { inVain } from './testing/stories.ts';

const told = ({ trace, nodes }: Story, options = {}) =>
  layoutOf(trace, { nodes, missed: true, ...options });

test('what is only said again is left out, with the rows where it was', () => {
  const lines = diagram(told(inVain(20)), { width: 60, styles: plainStyles });

  expect(`\n${lines.join('\n')}\n`).toMatchInlineSnapshot(`
    "
          server
          s1    c1    ┃ not yet answered
          │     │
      1   │     ▼     asked: get
      2   │     ◷     timer retry  · tries=1
      3   │◄────┨     call  · tries=1
      4   │     ◷     timer retry  · tries=2
      5   │◄────┨     call  · tries=2
      6   †     ┃     crashes
      7   ↻     ┃     restarts, with nothing on disk
          │     ┃     36 events that repeat earlier ones
      8   ├────►┃     redirect
      9   │     ✗     BROKEN: c1 was never answered
    Events that play no part, left out: 19 of c1.
    "
  `);
});

test('what happens to a node is told each time', () => {
  const rows = told(inVain(20)).rows.map(({ event }) => event.kind);

  expect(rows.filter((kind) => kind === 'crash' || kind === 'boot')).toEqual(['crash', 'boot']);
  expect(rows.at(-1)).toBe('broken');
});

test('rows are numbered anew, and those left out are counted', () => {
  const story = inVain(14);
  const { rows } = told(story, { whole: true });
  const { rows: all } = told(story, { whole: true, missed: false });

  const leftOut = rows.reduce((sum, { repeats }) => sum + (repeats?.rows ?? 0), 0);
  expect(rows.length + leftOut).toBe(all.length);
  expect(rows.map(({ number }) => number)).toEqual(rows.map((_, index) => index + 1));
  expect(told(story, { whole: true, rowsMax: 2 }).rowsLeftOut).toBe(rows.length - 2);
});

test('a message that was sent in a row that is left out comes from the gap', () => {
  const { rows } = told(inVain(20));
  const redirect = rows.find(({ repeats }) => repeats !== undefined)!;

  expect(redirect.event).toMatchObject({ kind: 'receive', message: { type: 'redirect' } });
  expect(redirect).toMatchObject({ sentIn: undefined, isLate: false });
  expect(leavesIn(redirect, rows)).toBe(redirect.number - 0.5);
});

test('what changes in a gap counts to the row after it', () => {
  const { rows } = told(inVain(20));
  const after = rows.find(({ repeats }) => repeats !== undefined)!;
  const before = rows[rows.indexOf(after) - 1]!;

  expect(startOf(after)).toBeGreaterThan(before.event.id);
  expect(startOf(after)).toBeLessThan(after.event.id);
  expect(startOf(before)).toBe(before.event.id);
});

test('a long one is never told whole', () => {
  const story = inVain(20);

  expect(told(story, { whole: true })).toEqual(told(story));
  expect(told(story).folded).toEqual(new Map([['c1', 19]]));
});

test('a short story is told row by row, and so is one in which a promise broke', () => {
  expect(told(inVain(4)).rows.some(({ repeats }) => repeats)).toBe(false);
  expect(told(inVain(20), { missed: false }).rows.some(({ repeats }) => repeats)).toBe(false);
});
