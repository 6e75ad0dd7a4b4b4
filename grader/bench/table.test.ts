import { expect, test } from 'vitest';
import type { Figure } from './figure.ts';
import { baselineOf, regressions, tableText } from './table.ts';

const figure = (id: string, ratio?: number): Figure => ({
  id,
  group: 'World',
  what: `what ${id} costs, in more words than a column of the table has room for`,
  measured: '310 ns an event',
  ...(ratio === undefined ? {} : { ratio, beside: 'a bare loop' }),
});

test('a baseline keeps ratios only, since figures belong to a machine', () => {
  expect(baselineOf([figure('a', 2.34567), figure('b')])).toEqual({ a: 2.35 });
});

test('over 20 % more than the baseline is shown, less and new are not', () => {
  const figures = [
    figure('slower', 2.5),
    figure('noise', 2.3),
    figure('faster', 1),
    figure('new', 9),
  ];
  const baseline = { slower: 2, noise: 2, faster: 2 };

  const text = tableText(figures, baseline);

  expect(regressions(figures, baseline).map(({ id }) => id)).toEqual(['slower']);
  expect(text).toMatch(/Over 20 % more than in the baseline:\n {2}slower {2}\+25 %\n/);
  expect(text).toContain('--save');
});

test('the table is at most 100 columns wide, and says which aim is not reached', () => {
  const missed = { ...figure('a', 3), aim: { text: 'at most 2.5 times', isReached: false } };

  const lines = tableText([missed, figure('b')], {}).split('\n');

  expect(lines.filter((line) => line.length > 100)).toEqual([]);
  expect(lines).toContain('    ✗ not reached: at most 2.5 times');
  expect(lines[0]).toBe('World, beside a bare loop');
});
