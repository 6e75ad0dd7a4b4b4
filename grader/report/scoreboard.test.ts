import { expect, test } from 'vitest';
import { widthOf } from './fit.ts';
import { type ScoreboardEntry, scoreboardText } from './scoreboard.ts';
import { plainStyles } from './styles.ts';

const entries: ScoreboardEntry[] = [
  {
    exercise: '00-warm-up/echo',
    title: 'Echo',
    outcome: 'passed',
    points: 5,
    pointsMax: 5,
    hints: 0,
  },
  {
    exercise: '02-quorums/majority',
    title: 'Majorities',
    outcome: 'failed',
    points: 5,
    pointsMax: 20,
    hints: 2,
  },
  {
    exercise: '02-quorums/register',
    title: 'A register',
    outcome: 'not started',
    points: 0,
    pointsMax: 100,
    hints: 0,
    starred: true,
  },
];

test('exercises by chapter, with points, hints and the next step', () => {
  const board = scoreboardText(entries, {
    width: 80,
    styles: plainStyles,
    next: 'Next: npm start -- 02-quorums/majority',
  });

  expect(`\n${board}\n`).toMatchInlineSnapshot(`
    "
      ✓ 00-warm-up/echo        Echo                                     5/5

      ✗ 02-quorums/majority    a promise broke                         5/20  2 hints
      ○ 02-quorums/register *  not started                            0/100

      1 of 3 exercises passed, 10 of 125 points (* beyond the core path)
      Next: npm start -- 02-quorums/majority
    "
  `);
});

test('it fits a narrow terminal', () => {
  const lines = scoreboardText(entries, { width: 40, styles: plainStyles }).split('\n');

  expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(40);
});
