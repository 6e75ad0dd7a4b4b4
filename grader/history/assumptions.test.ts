import { expect, test } from 'vitest';
import { findMalformed } from './assumptions.ts';
import type { Operation } from './operation.ts';

const read = { client: 'a', input: 'read', calledAt: 1, output: 0, returnedAt: 4 };

function assumptionBrokenBy(...history: Operation<string, number>[]): string | undefined {
  return findMalformed(history)?.assumption;
}

test('clients that take turns, or overlap each other, are well-formed', () => {
  const next = { ...read, calledAt: 5, returnedAt: 6 };

  expect(assumptionBrokenBy(next, { ...read, client: 'b' }, read)).toBeUndefined();
});

test('an operation may take no time at all', () => {
  expect(assumptionBrokenBy({ ...read, returnedAt: 1 })).toBeUndefined();
});

test('an operation can not return before its call', () => {
  expect(assumptionBrokenBy({ ...read, returnedAt: 0 })).toBe(
    'an operation returns after its call',
  );
});

test.each([
  { calledAt: NaN },
  { calledAt: -Infinity },
  { returnedAt: Infinity },
  { returnedAt: NaN },
])('a time must be a finite number: %o', (times) => {
  expect(assumptionBrokenBy({ ...read, ...times })).toBe('times are finite numbers');
});

test('an answer and the time of the return come together', () => {
  const { output, ...noAnswer } = read;
  const { returnedAt, ...noReturn } = read;

  expect(assumptionBrokenBy(noAnswer as never)).toBe('only what returned has an answer');
  expect(assumptionBrokenBy(noReturn as never)).toBe('only what returned has an answer');
  expect([output, returnedAt]).toEqual([0, 4]);
});

test('a client has one operation at a time, even at equal times', () => {
  const assumption = 'a client has one operation at a time';

  expect(assumptionBrokenBy(read, { ...read, calledAt: 2 })).toBe(assumption);
  expect(assumptionBrokenBy(read, { ...read, calledAt: 4, returnedAt: 9 })).toBe(assumption);
});

test('a client that waits for ever does not call again', () => {
  const pending = { client: 'a', input: 'read', calledAt: 0 };

  expect(assumptionBrokenBy(read, pending)).toBe(
    'a client whose operation never returned does not call again',
  );
});
