import { expect, test } from 'vitest';
import { PairTable } from './pair-table.ts';

test('a table remembers every pair, however much it grows', () => {
  const table = new PairTable();
  for (let first = 0; first < 100; first++) {
    for (let second = 0; second < 100; second++) table.set(first, second, first - second);
  }

  expect(table.size).toBe(10_000);
  expect(table.get(70, 30)).toBe(40);
  expect(table.get(30, 70)).toBe(-40);
  expect(table.get(100, 0)).toBeUndefined();
});

test('a pair that is set again has its last value', () => {
  const table = new PairTable();
  table.set(1, 2, 3);
  table.set(1, 2, 4);

  expect(table.get(1, 2)).toBe(4);
  expect(table.size).toBe(1);
});
