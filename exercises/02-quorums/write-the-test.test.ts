import { expect, test } from 'vitest';
import {
  checkHasMajority,
  checkMajorityOf,
  checkNewest,
  checkPickQuorum,
  type Quorums,
} from './write-the-test.ts';

// A right implementation of each function, and a wrong one. The judge has more of both.

const right: Quorums = {
  majorityOf: (members) => Math.floor(members.length / 2) + 1,

  hasMajority: (members, answered) =>
    2 * members.filter((member) => answered.includes(member)).length > members.length,

  pickQuorum: (members, up) => (2 * up.length > members.length ? up : null),

  newest: (told) =>
    told.reduce((best, next) =>
      next.round > best.round || (next.round === best.round && next.writer > best.writer)
        ? next
        : best,
    ),
};

const wrong: Quorums = {
  majorityOf: (members) => Math.ceil(members.length / 2),

  hasMajority: (members, answered) => 2 * answered.length > members.length,

  pickQuorum: (members) => members.slice(0, Math.floor(members.length / 2) + 1),

  newest: (told) => told.reduce((_, next) => next),
};

function refuses(check: (subject: Quorums) => void, subject: Quorums): boolean {
  try {
    check(subject);
    return false;
  } catch {
    return true;
  }
}

test('the worked example tells a right majorityOf from a wrong one', () => {
  expect(refuses(checkMajorityOf, right)).toBe(false);
  expect(refuses(checkMajorityOf, wrong)).toBe(true);
});

test('a right hasMajority is spared, and one that counts answers is refused', () => {
  expect(refuses(checkHasMajority, right)).toBe(false);
  expect(refuses(checkHasMajority, wrong)).toBe(true);
});

test('a right pickQuorum is spared, and one that does not look who is up is refused', () => {
  expect(refuses(checkPickQuorum, right)).toBe(false);
  expect(refuses(checkPickQuorum, wrong)).toBe(true);
});

test('a right newest is spared, and one that takes the last is refused', () => {
  expect(refuses(checkNewest, right)).toBe(false);
  expect(refuses(checkNewest, wrong)).toBe(true);
});
