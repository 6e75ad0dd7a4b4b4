import { expect, test } from 'vitest';
import { classOf, numbersOf } from './class-file.ts';

const report = (points: Record<string, number | 'not started'>) => ({
  name: 'report.json',
  text: JSON.stringify({
    version: 1,
    edition: '1',
    salt: 'secret',
    exercises: Object.entries(points).map(([id, each]) => ({
      id,
      outcome: each === 'not started' ? each : each === 10 ? 'passed' : 'failed',
      points: each === 'not started' ? 0 : each,
      pointsMax: 10,
      checks: [{ broken: 'Ada wrote this' }],
    })),
  }),
});

test('a class is points alone, the best first, whatever the order of the files', () => {
  const file = classOf([report({ a: 2 }), report({ a: 10, b: 'not started' }), report({ b: 5 })]);

  expect(file).toEqual({
    version: 1,
    edition: '1',
    exercises: [
      { id: 'a', pointsMax: 10 },
      { id: 'b', pointsMax: 10 },
    ],
    learners: [
      [10, null],
      [null, 5],
      [2, null],
    ],
  });
});

test('a saved class is read as it is', () => {
  const file = classOf([report({ a: 2 })]);

  expect(classOf([{ name: 'class.json', text: JSON.stringify(file) }])).toEqual(file);
});

test('those who have not started do not count for the median', () => {
  const file = classOf([report({ a: 10 }), report({ a: 4 }), report({ a: 'not started' })]);

  expect(numbersOf(file, 0)).toEqual({ passed: 1, inProgress: 1, notStarted: 1, median: 10 });
});

test('a file that is neither is named', () => {
  expect(() => classOf([{ name: 'x.json', text: '{"version":2}' }])).toThrow(
    'x.json is not a report of "quorate grade --json".',
  );
});
