import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assertPlain, canonicalText, copyPlain, NotPlain } from './plain.ts';

const plain = fc.anything({ withMap: true, withSet: true, withNullPrototype: true, maxDepth: 3 });

test('a copy of plain data equals it and shares nothing with it', () => {
  fc.assert(
    fc.property(plain, (value) => {
      fc.pre(isPlain(value));
      const copied = copyPlain(value, 'memory', 'state');

      expect(canonicalText(copied)).toBe(canonicalText(value));
      expect(sharedObjects(copied, value)).toEqual([]);
    }),
  );
});

test('equal values have one text, in whatever order they were built', () => {
  const one = {
    a: 1,
    b: new Map([
      ['x', 1],
      ['y', 2],
    ]),
    c: new Set([2, 1]),
    d: undefined,
  };
  const other = {
    c: new Set([1, 2]),
    b: new Map([
      ['y', 2],
      ['x', 1],
    ]),
    a: 1,
  };

  expect(canonicalText(one)).toBe(canonicalText(other));
});

test('different texts, numbers and keys stay different', () => {
  const values = [
    '1',
    1,
    [1],
    ['1'],
    { 1: 1 },
    new Set([1]),
    new Map([[1, 1]]),
    null,
    'null',
    Number.NaN,
  ];
  const texts = values.map(canonicalText);

  expect(new Set(texts).size).toBe(values.length);
});

class Vote {
  readonly by = 'n1';
}
const cycle: { next?: unknown } = {};
cycle.next = { back: cycle };
const hidden = Object.defineProperty({}, 'x', { value: 1, enumerable: false });

test.each<[string, unknown, string]>([
  ['a function', { pending: [1, { f: () => 1 }] }, 'state.pending[1].f: a function'],
  [
    'a promise',
    { later: Promise.resolve() },
    'state.later: a Promise (handlers never wait: a protocol only asks)',
  ],
  ['an instance', { vote: new Vote() }, 'state.vote: an instance of Vote'],
  ['a date', { at: new Date(0) }, 'state.at: an instance of Date'],
  ['a symbol', { mark: Symbol('x') }, 'state.mark: a symbol'],
  ['a bigint', { count: 1n }, 'state.count: a bigint (use a number or a string)'],
  ['a cycle', { log: cycle }, 'state.log.next.back: a cycle back to a value that holds it'],
  ['in a map', new Map([['k', { f: () => 1 }]]), "state.get('k').f: a function"],
  ['in a set', { all: new Set([() => 1]) }, 'state.all.values(): a function'],
  ['a key that is a symbol', { [Symbol('x')]: 1 }, 'state: a property named by a symbol'],
])('the error names the place of %s', (_name, value, message) => {
  expect(() => copyOrCheck(value)).toThrow(NotPlain);
  expect(messageOf(() => copyOrCheck(value))).toBe(message);
});

test('the strict check refuses what a copy would quietly evaluate or drop', () => {
  const getter = {
    get term() {
      return 1;
    },
  };

  expect(messageOf(() => assertPlain(getter, 'memory', 'state'))).toBe(
    'state.term: a getter (store its value)',
  );
  expect(messageOf(() => assertPlain(hidden, 'memory', 'state'))).toBe(
    'state.x: a hidden (not enumerable) property',
  );
});

test('messages are without Map and Set, and the error says what to send instead', () => {
  const message = { type: 'votes', from: new Set(['n1']) };

  expect(messageOf(() => copyPlain(message, 'message', 'message'))).toBe(
    'message.from: a Set (messages and outputs are without Set; send an array)',
  );
});

test('what is too deep, too long or too much is refused, not copied', () => {
  let deep: unknown = 1;
  for (let level = 0; level < 100; level++) deep = [deep];

  expect(messageOf(() => copyPlain(deep, 'message', 'message'))).toMatch(
    /nested more than 64 levels/,
  );
  expect(messageOf(() => copyPlain('x'.repeat(2_000_000), 'message', 'message'))).toMatch(
    /a string of 2000000/,
  );
  expect(messageOf(() => copyPlain(Array(300_000).fill(0), 'message', 'message'))).toMatch(
    /more than 200000 values/,
  );
});

test('a refusal of the fast copy always has a place in the strict one', () => {
  fc.assert(
    fc.property(
      fc.anything({ withMap: true, withSet: true, withDate: true, withBigInt: true }),
      (value) => {
        const refused = messageOf(() => copyPlain(value, 'memory', 'state'));
        expect(refused ?? 'copied').not.toMatch(/different each time/);
      },
    ),
  );
});

function copyOrCheck(value: unknown): void {
  copyPlain(value, 'memory', 'state');
  assertPlain(value, 'memory', 'state');
}

const isPlain = (value: unknown): boolean =>
  messageOf(() => assertPlain(value, 'memory', 'x')) === undefined;

function messageOf(run: () => unknown): string | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    if (!(error instanceof NotPlain)) throw error;
    return error.message;
  }
}

function sharedObjects(a: unknown, b: unknown): unknown[] {
  const inB = new Set(objectsIn(b));
  return objectsIn(a).filter((object) => inB.has(object));
}

function objectsIn(value: unknown): object[] {
  if (typeof value !== 'object' || value === null) return [];
  const parts =
    value instanceof Map
      ? [...value].flat()
      : value instanceof Set
        ? [...value]
        : Object.values(value);
  return [value, ...parts.flatMap(objectsIn)];
}
