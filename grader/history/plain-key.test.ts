import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatPlain, plainKey, samePlain } from './plain-key.ts';

test('values that JSON confuses have different keys', () => {
  const values = [null, undefined, NaN, 'null', 'NaN', 0, '0', false, '', [], [null], [[]], {}];

  expect(new Set(values.map(plainKey)).size).toBe(values.length);
});

test('the order of fields does not matter', () => {
  expect(plainKey({ b: 1, a: [2] })).toBe(plainKey({ a: [2], b: 1 }));
});

test('two values have the same key exactly if they are the same data', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      expect(samePlain(a, b)).toBe(fc.stringify(sorted(a)) === fc.stringify(sorted(b)));
      expect(samePlain(a, structuredClone(a))).toBe(true);
    }),
  );
});

test('a sentence shows values in few signs', () => {
  expect([null, 3, 'x1', 'two words', '', [1, null]].map(formatPlain)).toEqual([
    'nil',
    '3',
    'x1',
    '"two words"',
    '""',
    '[1 nil]',
  ]);
});

/** With fields in their order, and without the sign of a zero, which keys do not tell. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return ['list', ...value.map(sorted)];
  if (typeof value === 'number') return value + 0;
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return ['object', ...fields.map(([name, field]) => [name, sorted(field)])];
}
