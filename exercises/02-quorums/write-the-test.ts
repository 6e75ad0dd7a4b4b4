// Tests of three functions that every quorum protocol needs: each is given an implementation, spares it if it is right, and
// throws if it is wrong.
// The brief is chapters/02-quorums/write-the-test.mdx.
import { type NodeId, todo } from '#sim';
import fc from 'fast-check';

/** What one node told a reader: the value of the last write that it has seen. */
export interface Told {
  readonly from: NodeId;
  readonly round: number;
  readonly writer: NodeId;
  readonly value: string;
}

/** What is to be tested. The brief says what each must do. */
export interface Quorums {
  majorityOf(members: readonly NodeId[]): number;
  hasMajority(members: readonly NodeId[], answered: readonly NodeId[]): boolean;
  pickQuorum(members: readonly NodeId[], up: readonly NodeId[]): readonly NodeId[] | null;
  newest(told: readonly Told[]): Told;
}

const names = ['n1', 'n2', 'n3', 'n4', 'n5', 'n6', 'n7', 'n8', 'n9'];

/** One to nine members. */
const members = fc.integer({ min: 1, max: names.length }).map((count) => names.slice(0, count));

/** Given: a worked example. */
export function checkMajorityOf({ majorityOf }: Pick<Quorums, 'majorityOf'>): void {
  fc.assert(
    fc.property(members, (all) => {
      const size = majorityOf(all);
      const alwaysMeet = size + size > all.length;
      const smallerOnesMayNot = size - 1 + (size - 1) <= all.length;
      return Number.isInteger(size) && alwaysMeet && smallerOnesMayNot;
    }),
  );
}

export function checkHasMajority({ hasMajority }: Pick<Quorums, 'hasMajority'>): void {
  // TODO(2.5a): Generate members and those who answered. Who may answer, and how often? Say in your own words when the
  //             answer must be true, and compare.
  todo('2.5a checkHasMajority');
}

export function checkPickQuorum({ pickQuorum }: Pick<Quorums, 'pickQuorum'>): void {
  // TODO(2.5b): Generate members and those of them that are up. Many quorums are right: what do all of them have in
  //             common, and when is `null` right?
  todo('2.5b checkPickQuorum');
}

export function checkNewest({ newest }: Pick<Quorums, 'newest'>): void {
  // TODO(2.5c): Generate what nodes told, with rounds and writers that tie often. Two answers about the same write have
  //             the same value. What must be true of the one that is found?
  todo('2.5c checkNewest');
}
