import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Fact,
  findFact,
  formatProgress,
  hasPassed,
  mergeProgress,
  noProgress,
  parseProgress,
  type Progress,
} from './progress.ts';

const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
const about = {
  exercise: fc.constantFrom('00-warm-up/tally', '02-quorums/register'),
  // Few moments, so that ties are common.
  at: fc.integer({ min: 10, max: 14 }).map((second) => `2026-01-02T03:04:${second}Z`),
};
const result = {
  outcome: fc.constantFrom('passed' as const, 'failed' as const, 'did not return' as const),
  points: fc.constantFrom(0, 2.5, 10),
  pointsMax: fc.constant(10),
};
const fact: fc.Arbitrary<Fact> = fc.oneof(
  fc.record({ ...about, kind: fc.constant('best' as const), ...result }),
  fc.record({ ...about, kind: fc.constant('last' as const), ...result, check: word }),
  fc.record({ ...about, kind: fc.constant('last' as const), ...result }),
  fc.record({ ...about, kind: fc.constant('opened' as const) }),
  fc.record({ ...about, kind: fc.constant('hints' as const), check: word, shown: fc.nat(4) }),
  fc.record({ ...about, kind: fc.constant('story' as const), check: word, token: word }),
);
const note = fc.stringMatching(
  /^(# [a-z ]{1,9}[a-z]|[a-z]+ [a-z!]+|02-quorums\/register later 2026-01-02T03:04:05Z x)$/,
);
const progress: fc.Arbitrary<Progress> = fc
  .record({
    facts: fc.array(fact, { maxLength: 8 }),
    notes: fc.uniqueArray(note, { maxLength: 3 }),
  })
  .map(({ facts, notes }) => parseProgress(formatProgress({ facts, kept: notes, broken: [] })));

describe('the text', () => {
  test('says again what it was read from', () => {
    fc.assert(
      fc.property(progress, (one) => {
        expect(parseProgress(formatProgress(one))).toMatchObject({
          facts: one.facts,
          kept: one.kept,
        });
      }),
    );
  });

  test('may have its lines in any order, with Windows line ends and a byte-order mark', () => {
    fc.assert(
      fc.property(progress, fc.nat(), (one, by) => {
        const lines = formatProgress(one).split('\n');
        const turned = [...lines.slice(by % lines.length), ...lines.slice(0, by % lines.length)];

        expect(parseProgress(`\uFEFF${turned.join('\r\n')}`).facts).toEqual(one.facts);
      }),
    );
  });

  test('keeps every line that it does not understand, and points at those that look broken', () => {
    const text = [
      '# mine: ask about this one',
      '02-quorums/register  best  2026-01-02T03:04:05Z  pased  3/10',
      '02-quorums/register  starred  2026-01-02T03:04:05Z',
    ].join('\n');

    const read = parseProgress(text);

    expect(read.kept).toEqual(text.split('\n'));
    expect(read.broken.map(({ line }) => line)).toEqual([2]);
    for (const line of text.split('\n')) expect(formatProgress(read)).toContain(line);
  });

  test('survives any text: what is written again is understood the same way', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = formatProgress(parseProgress(text));

        expect(formatProgress(parseProgress(once))).toBe(once);
      }),
    );
  });

  test('reads as a table', () => {
    const facts: Fact[] = [
      {
        exercise: 'a/b',
        kind: 'best',
        at: '2026-01-02T03:04:05Z',
        outcome: 'not started',
        points: 0,
        pointsMax: 10,
      },
      { exercise: 'a/b', kind: 'hints', at: '2026-01-02T03:05:05Z', check: 'quiet', shown: 2 },
    ];

    const lines = formatProgress({ ...noProgress, facts })
      .split('\n')
      .filter((line) => !line.startsWith('#'));

    expect(lines).toEqual([
      'a/b  best    2026-01-02T03:04:05Z  not-started  0/10',
      'a/b  hints   2026-01-02T03:05:05Z  quiet  2',
      '',
    ]);
  });
});

describe('a merge', () => {
  test('is the same whoever merges first, and twice is once', () => {
    fc.assert(
      fc.property(progress, progress, progress, (a, b, c) => {
        const left = mergeProgress(mergeProgress(a, b), c);

        expect(mergeProgress(c, mergeProgress(b, a)).facts).toEqual(left.facts);
        expect(mergeProgress(left, left).facts).toEqual(left.facts);
        expect(mergeProgress(left, b).facts).toEqual(left.facts);
      }),
    );
  });

  test('is what reading the lines of both sides gives, conflict markers and all', () => {
    fc.assert(
      fc.property(progress, progress, (ours, theirs) => {
        const conflict = [
          '<<<<<<< HEAD',
          formatProgress(ours),
          '=======',
          formatProgress(theirs),
          '>>>>>>> laptop',
        ].join('\n');

        expect(parseProgress(conflict).facts).toEqual(mergeProgress(ours, theirs).facts);
      }),
    );
  });

  test('never lowers the best result nor forgets a hint', () => {
    fc.assert(
      fc.property(progress, progress, (a, b) => {
        const merged = mergeProgress(a, b);
        for (const side of [a, b]) {
          for (const { exercise } of side.facts) {
            expect(hasPassed(merged, exercise) || !hasPassed(side, exercise)).toBe(true);
            if (hasPassed(merged, exercise)) continue;
            expect(findFact(merged, exercise, 'best')?.points ?? 0).toBeGreaterThanOrEqual(
              findFact(side, exercise, 'best')?.points ?? 0,
            );
          }
        }
      }),
    );
  });
});
