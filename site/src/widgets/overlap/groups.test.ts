import { expect, test } from 'vitest';
import {
  availability,
  firstOf,
  lastOf,
  moved,
  nextFree,
  percent,
  shared,
  sharedAtLeast,
} from './groups.ts';

test('two majorities share a member, wherever they are', () => {
  expect(shared(firstOf(3), lastOf(5, 3))).toEqual([2]);
  expect(sharedAtLeast(5, 3, 3)).toBe(1);
});

test('two halves need not', () => {
  expect(shared(firstOf(2), lastOf(4, 2))).toEqual([]);
  expect(sharedAtLeast(4, 2, 2)).toBe(0);
});

test('a token moves to a free place, and never onto another of its group', () => {
  expect(moved([0, 1], 1, 3)).toEqual([0, 3]);
  expect(moved([0, 1], 1, 0)).toEqual([0, 1]);
  expect(nextFree([0, 1], 0, 1, 4)).toBe(2);
  expect(nextFree([0, 1], 0, -1, 4)).toBe(0);
});

test('three of five are up more often than one of one', () => {
  expect(availability(1, 1, 0.1)).toBeCloseTo(0.9);
  expect(availability(5, 3, 0.1)).toBeCloseTo(0.99144);
  expect(availability(5, 3, 0)).toBe(1);
});

test('a share that is not all is never shown as all', () => {
  expect(percent(0.99999999)).not.toBe('100 %');
  expect(percent(0.9)).toBe('90 %');
  expect(percent(1)).toBe('100 %');
});
