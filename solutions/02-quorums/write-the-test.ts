// Tests of three functions that every quorum protocol needs: each is given an implementation, spares it if it is right, and
// throws if it is wrong. Properties with generated arguments, as QuickCheck introduced them (Claessen and Hughes 2000).
import type { NodeId } from '#sim';
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

// #region example
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
// #endregion example

// #region has-majority
/** Anybody may answer, and again: two of these names are never members. */
const answers = fc.array(fc.constantFrom(...names, 'x1', 'x2'), { maxLength: 16 });

export function checkHasMajority({ hasMajority }: Pick<Quorums, 'hasMajority'>): void {
  fc.assert(
    fc.property(members, answers, (all, answered) => {
      const heard = all.filter((member) => answered.includes(member));
      const isMajority = heard.length > all.length - heard.length;
      return hasMajority(all, answered) === isMajority;
    }),
  );
}
// #endregion has-majority

// #region pick-quorum
/** All members, and those that are up. */
const clusters = members.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all)));

export function checkPickQuorum({ pickQuorum }: Pick<Quorums, 'pickQuorum'>): void {
  fc.assert(
    fc.property(clusters, ([all, up]) => {
      const quorum = pickQuorum(all, up);
      if (quorum === null) return 2 * up.length <= all.length;

      const areUp = quorum.every((node) => up.includes(node));
      const isEachThereOnce = new Set(quorum).size === quorum.length;
      const isMajority = 2 * quorum.length > all.length;
      return areUp && isEachThereOnce && isMajority;
    }),
  );
}
// #endregion pick-quorum

// #region newest
/** Few rounds and few writers, so that they tie. Two answers about the same write have the same value. */
const told = fc
  .tuple(
    fc.constantFrom(...names),
    fc.integer({ min: 0, max: 12 }),
    fc.constantFrom('w1', 'w2', 'w3'),
  )
  .map(([from, round, writer]): Told => ({ from, round, writer, value: `${writer}-${round}` }));

const isNewer = (one: Told, other: Told): boolean =>
  one.round > other.round || (one.round === other.round && one.writer > other.writer);

const areEqual = (one: Told, other: Told): boolean =>
  one.from === other.from &&
  one.round === other.round &&
  one.writer === other.writer &&
  one.value === other.value;

export function checkNewest({ newest }: Pick<Quorums, 'newest'>): void {
  fc.assert(
    fc.property(fc.array(told, { minLength: 1, maxLength: 6 }), (all) => {
      const found = newest(all);
      const wasTold = all.some((one) => areEqual(one, found));
      return wasTold && !all.some((one) => isNewer(one, found));
    }),
  );
}
// #endregion newest
