import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as reference from '../../../solutions/02-quorums/write-the-test.ts';
import type { TesterCheck } from '../suite.ts';
import suite from './write-the-test.ts';

const testers = reference as unknown as Readonly<Record<string, (subject: object) => void>>;

const tries = suite.checks
  .filter((check): check is TesterCheck => check.kind === 'tester')
  .flatMap((check) => check.subjects.map((subject) => ({ check, subject, is: subject.is })));

// As in the judge, what is drawn follows from a seed: a rare argument is met always, or never.
const before = fc.readConfigureGlobal();
beforeAll(() => fc.configureGlobal({ ...before, seed: 2 }));
afterAll(() => fc.configureGlobal(before));

// What a learner is told rests on it: that their test saw a wrong answer, or never asked for one.
test.each(tries)(
  '$check.id: an implementation that is $is ($subject.id) is so by its answers, too',
  ({ check, subject }) => {
    let mistakes = 0;
    const seen = Object.entries(subject.make()).map(([name, implementation]) => [
      name,
      (...args: unknown[]) => {
        const result: unknown = Reflect.apply(implementation, undefined, args);
        if (check.isMistake({ name, args, result })) mistakes++;
        return result;
      },
    ]);
    try {
      testers[check.tester]!(Object.fromEntries(seen) as object);
    } catch {
      // Refused.
    }

    expect(mistakes > 0).toBe(subject.is === 'wrong');
  },
);
