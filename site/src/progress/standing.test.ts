import { expect, test } from 'vitest';
import { mergeProgress, noProgress, parseProgress } from '../../../grader/cli/progress.ts';
import { standingOf, standingOfAll } from './standing.ts';

const text = (...lines: string[]) => parseProgress(`${lines.join('\n')}\n`);
const passed = '02-quorums/majority  best  2026-01-05T10:00:00.000Z  passed  10/10';
const failed = '02-quorums/register  last  2026-01-06T10:00:00.000Z  failed  4/30';

test('an exercise is not started, in progress, or passed', () => {
  const progress = text(passed, failed);

  expect(standingOf(progress, '02-quorums/majority')).toMatchObject({
    standing: 'passed',
    at: '2026-01-05T10:00:00.000Z',
  });
  expect(standingOf(progress, '02-quorums/register').standing).toBe('in progress');
  expect(standingOf(progress, '02-quorums/one-vote').standing).toBe('not started');
});

test('a pass stays one when a checkout in which it failed later is merged', () => {
  const later = '02-quorums/majority  last  2026-03-01T10:00:00.000Z  failed  2/10';
  const merged = mergeProgress(text(passed), text(later));

  expect(standingOf(merged, '02-quorums/majority').standing).toBe('passed');
});

test('a chapter is passed when all of its exercises are, and shows when that was', () => {
  const progress = text(passed, failed);
  const [first, second, third] = ['majority', 'register', 'one-vote'].map((name) =>
    standingOf(progress, `02-quorums/${name}`),
  );

  expect(standingOfAll([first!])).toMatchObject({ standing: 'passed', at: first!.at });
  expect(standingOfAll([first!, second!])).toMatchObject({
    standing: 'in progress',
    at: second!.at,
  });
  expect(standingOfAll([third!])).toEqual({ standing: 'not started' });
  expect(standingOfAll([first!, third!]).standing).toBe('in progress');
  expect(standingOfAll([]).standing).toBe('passed');
});

test('a checkout that knows nothing changes nothing', () => {
  expect(standingOf(mergeProgress(text(passed), noProgress), '02-quorums/majority')).toMatchObject({
    standing: 'passed',
  });
});
