import fc from 'fast-check';
import { expect, test } from 'vitest';
import { named } from '../sim/index.ts';
import { type PropertyCheck, Refuted, type Suite } from '../suites/suite.ts';
import { judgeSuite } from './judge.ts';
import { replayStory } from './replay.ts';
import { decodeToken } from './token.ts';
import { unconfined } from './unconfined.ts';
import { tokenOfValues, unpackValues } from './values.ts';

const of = { exercise: 'x/sizes', check: 'half' };

test('a token brings the very values back, or there is none', () => {
  let brought = 0;
  fc.assert(
    fc.property(
      fc.array(fc.anything({ withBigInt: true, withMap: true, withSet: true })),
      (values) => {
        const token = tokenOfValues(of, values);
        if (token === undefined) return;
        brought++;
        const { replay } = decodeToken(token)!;

        expect(replay.kind === 'values' && fc.stringify(unpackValues(replay.values))).toBe(
          fc.stringify(values),
        );
      },
    ),
    { numRuns: 1_000 },
  );

  expect(brought).toBeGreaterThan(100);
});

// The exercise of this test: half of a group, rounded down.

const half: PropertyCheck = {
  id: 'half',
  title: 'Half is never more than half',
  kind: 'property',
  points: 1,
  chapter: 'x',
  runs: 100,
  property: (answer, check) => {
    const { halfOf } = answer() as { halfOf: (group: readonly string[]) => number };
    const group = check.integer({ min: 1, max: 9 }).map((count) => named('n', count));
    return check.property(group, (all) => {
      const size = halfOf(all);
      if (2 * size > all.length) throw new Refuted(`halfOf([${all.join(' ')}]) is ${size}.`);
    });
  },
};
const suite: Suite = {
  exercise: 'x/sizes',
  title: 'Sizes',
  exports: { halfOf: 'function' },
  checks: [half],
  hints: ['', '', '', ''],
};

const answer = (halfOf: (group: readonly string[]) => number) => unconfined({ halfOf });
const right = answer((group) => Math.floor(group.length / 2));
const wrong = answer((group) => (group.length > 2 ? group.length : 0));

test('what broke a property breaks it again in a replay, told by the same values', () => {
  const [verdict] = judgeSuite(suite, wrong).checks;
  const { replay } = decodeToken(verdict!.token!)!;

  expect(verdict).toMatchObject({ outcome: 'failed', because: 'halfOf([n1 n2 n3]) is 3.' });
  expect(replayStory(suite, half, replay, wrong)).toEqual({
    ends: 'refuted',
    because: 'halfOf([n1 n2 n3]) is 3.',
    token: verdict!.token,
  });
  expect(replayStory(suite, half, replay, right)).toEqual({ ends: 'well' });
});

test('the values that were shown last are shown again while they break it, and end well once mended', () => {
  const { replay } = decodeToken(judgeSuite(suite, wrong).checks[0]!.token!)!;
  const last = { check: 'half', replay };
  // Fails for other values as well, smaller ones among them.
  const worse = answer((group) => group.length);
  const elsewhere = answer((group) => (group.length === 5 ? 5 : 0));
  const judged = (mine: typeof right) => judgeSuite(suite, mine, { last });

  expect(judged(worse).last).toEqual({ check: 'half', ends: 'again' });
  expect(judged(worse).checks[0]!.because).toBe('halfOf([n1 n2 n3]) is 3.');
  expect(judged(elsewhere).last).toEqual({ check: 'half', ends: 'well' });
  expect(judged(elsewhere).checks[0]).toMatchObject({ because: 'halfOf([n1 n2 n3 n4 n5]) is 5.' });
  expect(judged(right)).toMatchObject({ outcome: 'passed', last: { ends: 'well' } });
});

test('what makes the answer throw has a token as well', () => {
  const throws = answer((group) => {
    if (group.length > 3) throw new RangeError('too many');
    return 0;
  });
  const [verdict] = judgeSuite(suite, throws).checks;
  const replayed = replayStory(suite, half, decodeToken(verdict!.token!)!.replay, throws);

  expect(verdict!.outcome).toBe('threw');
  expect(replayed).toMatchObject({ ends: 'trouble', outcome: 'threw', because: verdict!.because });
});

test('values that are not for this check, or none at all, are told from a mistake of the answer', () => {
  const replayed = (values: string) => replayStory(suite, half, { kind: 'values', values }, wrong);
  const undecided = { ends: 'trouble', outcome: 'undecided' };

  expect(replayed('[{ "length": 9 }]')).toMatchObject(undecided);
  expect(replayed('"no list"')).toMatchObject(undecided);
  expect(replayed('no text of values')).toMatchObject(undecided);
});
