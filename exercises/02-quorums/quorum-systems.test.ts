import { expect, test } from 'vitest';
import {
  availability,
  isQuorumSystem,
  isReadWriteSystem,
  minimalQuorums,
  quorumsByVotes,
  quorumsOfGrid,
  toleratedCrashes,
} from './quorum-systems.ts';

const twoOfThree = [
  ['n1', 'n2'],
  ['n1', 'n3'],
  ['n2', 'n3'],
];

const square = [
  ['a1', 'a2'],
  ['b1', 'b2'],
];

const byName = (one: string, other: string) => (one < other ? -1 : 1);

/** A family without its order: each quorum sorted, then all of them. */
const sorted = (family: readonly (readonly string[])[]) =>
  family.map((quorum) => quorum.toSorted(byName).join(' ')).toSorted(byName);

test('two of three is a quorum system; two groups that avoid each other are none', () => {
  expect(isQuorumSystem(twoOfThree)).toBe(true);
  expect(isQuorumSystem([['n1', 'n2'], ['n3']])).toBe(false);
});

test('reads of one node and writes of all make a system', () => {
  expect(isReadWriteSystem([['n1'], ['n2']], [['n1', 'n2']])).toBe(true);
});

test('a quorum that contains another one is not minimal', () => {
  expect(sorted(minimalQuorums([['n1', 'n2', 'n3'], ['n2', 'n1'], ['n3']]))).toEqual([
    'n1 n2',
    'n3',
  ]);
});

test('a node with two of four votes needs one other; the others need it', () => {
  expect(sorted(quorumsByVotes({ n1: 2, n2: 1, n3: 1 }, 3))).toEqual(['n1 n2', 'n1 n3']);
});

test('a quorum of a grid is a row and a column', () => {
  expect(sorted(quorumsOfGrid(square))).toEqual(['a1 a2 b1', 'a1 a2 b2', 'a1 b1 b2', 'a2 b1 b2']);
});

test('two of three bear one crash', () => {
  expect(toleratedCrashes(twoOfThree)).toBe(1);
});

test('two of three are up more often than a single node', () => {
  const failure = { n1: 0.1, n2: 0.1, n3: 0.1 };

  expect(availability([['n1']], failure)).toBeCloseTo(0.9, 9);
  expect(availability(twoOfThree, failure)).toBeCloseTo(0.972, 9);
});
