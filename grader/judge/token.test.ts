import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Step } from '../sim/index.ts';
import { decodeToken, encodeToken } from './token.ts';

const node = fc.constantFrom('n1', 'n2', 'c1');
const extras = fc.record(
  { cut: fc.nat(9), choices: fc.array(fc.nat(3)), atMs: fc.nat(999) },
  { requiredKeys: [] },
);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('crash' as const), node }),
  fc.record({ do: fc.constant('heal' as const) }),
  fc.record({ do: fc.constant('partition' as const), groups: fc.array(fc.array(node)) }),
  fc
    .tuple(fc.record({ do: fc.constant('timer' as const), node, timer: fc.string() }), extras)
    .map(merge),
  fc
    .tuple(
      fc.record({
        do: fc.constant('deliver' as const),
        from: node,
        to: node,
        type: fc.string(),
        content: fc.nat(2 ** 32 - 1),
      }),
      extras,
    )
    .map(merge),
);

function merge<A, B>([a, b]: [A, B]): A & B {
  return { ...a, ...b };
}

test('a token brings back the schedule that it was made of', () => {
  fc.assert(
    fc.property(fc.array(step), (schedule) => {
      const token = {
        exercise: '02-quorums/register',
        check: 'x',
        replay: { kind: 'schedule' as const, schedule },
      };

      expect(decodeToken(encodeToken(token))).toEqual(token);
    }),
  );
});

test('a token that was cut off or mistyped is no token, and nothing is thrown', () => {
  const token = encodeToken({
    exercise: 'e',
    check: 'c',
    replay: { kind: 'values', values: '[1]' },
  });
  fc.assert(
    fc.property(fc.nat(token.length - 1), (length) => {
      expect(decodeToken(token.slice(0, length))).toBeUndefined();
    }),
  );
  fc.assert(
    fc.property(fc.string(), (text) => {
      decodeToken(text);
      decodeToken(`q1.${text}`);
    }),
  );
});

test('line breaks in a token that was copied from a terminal do no harm', () => {
  const token = encodeToken({
    exercise: 'e',
    check: 'c',
    replay: { kind: 'values', values: '[1]' },
  });

  expect(decodeToken(`${token.slice(0, 8)}\n  ${token.slice(8)}\n`)).toBeDefined();
});
