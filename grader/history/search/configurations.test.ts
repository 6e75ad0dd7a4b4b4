import { expect, test } from 'vitest';
import { Configurations, KNOWN, MASK, ROW, STATE } from './configurations.ts';

const FIRST = -1;

/** With one word of mask and two groups of pending operations. */
function configurations() {
  const met = new Configurations(1, 2);
  const insert = (row: number, state: number, mask: number, used: [number, number]) => {
    const draft = met.draft();
    draft[ROW] = row;
    draft[STATE] = state;
    draft[MASK] = mask;
    draft.set(used, met.used);
    return met.insert(draft, FIRST, 0);
  };
  return { met, insert };
}

test('a configuration that was met is known', () => {
  const { insert } = configurations();
  insert(1, 2, 0b101, [0, 0]);

  expect(insert(1, 2, 0b101, [0, 0])).toBe(KNOWN);
  expect(insert(1, 2, 0b100, [0, 0])).not.toBe(KNOWN);
  expect(insert(1, 3, 0b101, [0, 0])).not.toBe(KNOWN);
});

test('one that used more pending operations than another adds nothing', () => {
  const { insert } = configurations();
  insert(1, 2, 0, [1, 0]);

  expect(insert(1, 2, 0, [1, 1])).toBe(KNOWN);
});

test('one that used fewer makes the others needless', () => {
  const { met, insert } = configurations();
  const wasteful = insert(1, 2, 0, [2, 1]);
  const frugal = insert(1, 2, 0, [1, 1]);

  expect(met.isDominated(wasteful)).toBe(true);
  expect(met.isDominated(frugal)).toBe(false);
});

test('those that used fewer of one kind and more of another stay side by side', () => {
  const { met, insert } = configurations();
  const one = insert(1, 2, 0, [1, 0]);
  const other = insert(1, 2, 0, [0, 1]);

  expect([met.isDominated(one), met.isDominated(other)]).toEqual([false, false]);
});

test('nothing is lost when the tables grow', () => {
  const { met, insert } = configurations();
  for (let row = 0; row < 1_000; row++) insert(row, 0, row, [0, 0]);

  expect(met.count).toBe(1_000);
  expect(insert(999, 0, 999, [0, 0])).toBe(KNOWN);
  expect(met.row(500)).toBe(500);
});
