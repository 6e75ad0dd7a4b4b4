import { expect, test } from 'vitest';
import { messageText, valueText } from './value-text.ts';

const store = {
  type: 'store',
  op: 1,
  stamp: { time: 1, by: 'c1' },
  values: ['a', 'b c', ''],
  none: null,
  absent: undefined,
};

test('a message reads as its type and its fields', () => {
  expect(messageText(store, 80)).toBe(
    'store op=1 stamp={time:1 by:c1} values=[a "b c" ""] none=null',
  );
});

test('where there is less room, what is nested goes first, then whole fields', () => {
  expect(messageText(store, 50)).toBe('store op=1 stamp={…} values=[…3] none=null');
  expect(messageText(store, 30)).toBe('store op=1 stamp={…} …');
  expect(messageText(store, 4)).toBe('sto…');
});

test('maps, sets and lists can be told apart', () => {
  const memory = {
    answers: new Map([['r1', { time: 1 }]]),
    heard: new Set(['r1', 'r2']),
    log: [1, 2],
    nothing: {},
  };

  expect(valueText(memory, 80)).toBe('{answers:{r1→{time:1}} heard:{r1 r2} log:[1 2] nothing:{}}');
});

test('a string that looks like another value is quoted', () => {
  expect(['1', 'true', 'null', 'a b', 'v1.2'].map((text) => valueText(text, 20))).toEqual([
    '"1"',
    '"true"',
    '"null"',
    '"a b"',
    'v1.2',
  ]);
});

test('a long list is told by its first items', () => {
  const numbers = Array.from({ length: 100 }, (_, index) => index);

  expect(valueText(numbers, 1_000)).toMatch(/ 38 39 …60 more\]$/);
});
