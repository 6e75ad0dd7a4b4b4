import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalText } from '../sim/index.ts';
import { fromWire, toWire } from './wire.ts';

const key = fc.oneof(
  fc.constantFrom('$map', '$set', '$number', '$object', '__proto__', 'term'),
  fc.string(),
);
const { value: plain } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, 'text', 0, 1.5, Number.NaN, Infinity, -Infinity),
    fc.array(tie('value')),
    fc.dictionary(key, tie('value'), { noNullPrototype: true }),
    fc.array(fc.tuple(key, tie('value'))).map((entries) => new Map(entries)),
    fc.array(tie('value')).map((values) => new Set(values)),
  ),
}));

test('what comes out of the process is what went in, over JSON', () => {
  fc.assert(
    fc.property(plain, (value) => {
      const arrived = fromWire(JSON.parse(JSON.stringify(toWire(value))));

      expect(canonicalText(arrived)).toBe(canonicalText(value));
    }),
    { numRuns: 500 },
  );
});
