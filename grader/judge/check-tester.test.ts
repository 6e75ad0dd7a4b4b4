import { fileURLToPath } from 'node:url';
import type fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { testerAttacks } from '../attacks/fast-check/index.ts';
import { defineSuite, type Suite } from '../suites/suite.ts';
import writeTheTest from '../suites/02-quorums/write-the-test.ts';
import { fastCheck } from './fast-check.ts';
import { gradeFile } from './host/grade.ts';
import { judgeSuite } from './judge.ts';
import { unconfined } from './unconfined.ts';

const root = fileURLToPath(new URL('../attacks/fast-check/', import.meta.url));

test.concurrent.each(testerAttacks)('$file gets its outcome: $outcome', async (attack) => {
  const { file } = attack;
  const graded = await gradeFile({ suite: writeTheTest, root, file, salts: ['one'], quick: true });
  const { outcome, because } = graded.verdicts[0]!.checks[0]!;

  expect({ outcome, because }).toEqual({
    outcome: attack.outcome,
    because: expect.stringContaining(attack.because) as string,
  });
  expect(graded.verdicts[0]!.points).toBe(0);
});

// The exercise of what follows: a test of `double`, tried on two right ones and a wrong one.
type Double = (number: number) => number;

const suite: Suite = defineSuite({
  exercise: 'double',
  title: 'Double',
  exports: { checkDouble: 'tester' },
  hints: ['', '', '', ''],
  checks: [
    {
      id: 'double',
      kind: 'tester',
      title: 'It tests',
      tester: 'checkDouble',
      points: 1,
      chapter: 'x',
      subjects: [
        { id: 'adds', is: 'right', make: () => ({ double: (number: number) => number + number }) },
        { id: 'times', is: 'right', make: () => ({ double: (number: number) => 2 * number }) },
        { id: 'squares', is: 'wrong', make: () => ({ double: (number: number) => number ** 2 }) },
      ],
      isMistake: ({ args: [number], result }) => result !== 2 * (number as number),
    },
  ],
});

function judge(checkDouble: (subject: { double: Double }) => unknown) {
  const verdict = judgeSuite(suite, unconfined({ checkDouble }));
  const { outcome, because } = verdict.checks[0]!;
  return { outcome, because };
}

const refuseIf = (isWrong: boolean) => {
  if (isWrong) throw new Error('wrong');
};

describe('a test', () => {
  test('that spares the right ones and refuses the wrong one passes', () => {
    expect(judge(({ double }) => refuseIf(double(3) !== 6)).outcome).toBe('passed');
  });

  test('that refuses a right one is told what it threw', () => {
    expect(judge(() => refuseIf(true))).toEqual({
      outcome: 'failed',
      because: 'A right implementation is refused: `checkDouble` threw Error: wrong',
    });
  });

  test('that never calls is told so', () => {
    expect(judge(() => undefined).because).toContain('never called it');
  });

  test('that asks only where right and wrong agree is told that it saw nothing wrong', () => {
    expect(judge(({ double }) => refuseIf(double(2) !== 4)).because).toBe(
      'A wrong implementation passes: in 1 call it gave no wrong answer. `checkDouble` does not ask for what it gets wrong.',
    );
  });

  test('that sees a wrong answer and does not mind is shown it', () => {
    expect(judge(({ double }) => void double(3)).because).toBe(
      'A wrong implementation passes: double(3) was 9, and `checkDouble` did not mind.',
    );
  });

  test('that goes another way each time is not deterministic', () => {
    let tries = 0;

    expect(judge(({ double }) => void double(tries++)).outcome).toBe('not deterministic');
  });

  test('that returns what it found is told to throw', () => {
    expect(judge(({ double }) => double(3) === 6).outcome).toBe('wrong export');
  });

  test('runs its properties with the seed of the check, 300 times at least', () => {
    const { assert, integer, property } = fastCheck['default'] as typeof fc;
    const runs: number[] = [];
    const checkDouble = ({ double }: { double: Double }) => {
      let calls = 0;
      const isDouble = (number: number) => {
        calls++;
        return double(number) === number + number;
      };
      try {
        assert(property(integer({ min: -9, max: 9 }), isDouble), { numRuns: 1, seed: calls });
      } finally {
        runs.push(calls);
      }
    };

    expect(judge(checkDouble).outcome).toBe('passed');
    expect(runs.slice(0, -1)).toEqual([300, 300, 300]);
  });
});
