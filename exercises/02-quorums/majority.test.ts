import { expect, test } from 'vitest';
import {
  alwaysMeet,
  areSafeSizes,
  hasMajority,
  majorityOf,
  toleratedFailures,
} from './majority.ts';

const three = ['n1', 'n2', 'n3'];
const five = ['n1', 'n2', 'n3', 'n4', 'n5'];

test('a majority of three is two, of five three', () => {
  expect([majorityOf(three), majorityOf(five)]).toEqual([2, 3]);
});

test('five members tolerate two failures', () => {
  expect(toleratedFailures(five)).toBe(2);
});

test('two of three members are a majority, in any order', () => {
  expect(hasMajority(three, ['n3', 'n1'])).toBe(true);
});

test('one member that answers twice is still one', () => {
  expect(hasMajority(three, ['n1', 'n1'])).toBe(false);
});

test('a row of a grid meets every column', () => {
  const rows = [
    ['a1', 'a2'],
    ['b1', 'b2'],
  ];
  const columns = [
    ['a1', 'b1'],
    ['a2', 'b2'],
  ];

  expect(alwaysMeet(rows, columns)).toBe(true);
  expect(alwaysMeet(rows, rows)).toBe(false);
});

test('read one and write all is safe; so is two and two of three', () => {
  expect(areSafeSizes(three, { read: 1, write: 3 })).toBe(true);
  expect(areSafeSizes(three, { read: 2, write: 2 })).toBe(true);
});

test('read one and write two of three is not: the read may ask the one that missed the write', () => {
  expect(areSafeSizes(three, { read: 1, write: 2 })).toBe(false);
});
