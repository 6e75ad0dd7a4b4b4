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

test('where there is less room, names go first, then what is nested, then whole fields', () => {
  expect([61, 60, 45, 35, 25, 4].map((width) => messageText(store, width))).toMatchInlineSnapshot(`
    [
      "store op=1 stamp={time:1 by:c1} values=[a "b c" ""] none=null",
      "store op=1 stamp={1 c1} values=[a "b c" ""] none=null",
      "store op=1 {1 c1} [a "b c" ""] none=null",
      "store op=1 {1 c1} […3] none=null",
      "store op=1 {…} […3] …",
      "sto…",
    ]
  `);
});

test('a value that says little keeps its name', () => {
  const vote = { type: 'vote', term: 4, candidate: 'n1', granted: true };

  expect(messageText(vote, 27)).toBe('vote term=4 n1 granted=true');
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
