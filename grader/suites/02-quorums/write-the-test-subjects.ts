// Implementations that a learner's tests are tried on, right ones and wrong ones, and what their functions must do.
// Each wrong one makes a single mistake, so that a test which passes over it is told which.
import type { NodeId } from '../../sim/index.ts';
import type { Subject, SubjectCall } from '../suite.ts';

type Group = readonly NodeId[];

interface Told {
  readonly from: NodeId;
  readonly round: number;
  readonly writer: NodeId;
  readonly value: string;
}

const right = (id: string, make: Subject['make']): Subject => ({
  id,
  is: 'right',
  make,
});
const wrong = (id: string, make: Subject['make']): Subject => ({
  id,
  is: 'wrong',
  make,
});

const majorityOf = (members: Group) => Math.floor(members.length / 2) + 1;
const heardOf = (members: Group, answered: Group) =>
  members.filter((member) => answered.includes(member)).length;

type HasMajority = (members: Group, answered: Group) => boolean;
const majority = (hasMajority: HasMajority) => () => ({ hasMajority });

/** `hasMajority`. Two of the right ones do as they like where the specification says nothing: without any members. */
export const majorities = {
  right: [
    right(
      'counts members',
      majority((members, answered) => heardOf(members, answered) >= majorityOf(members)),
    ),
    right(
      'counts the lead',
      majority((members, answered) => {
        let lead = 0;
        for (const member of members) lead += answered.includes(member) ? 1 : -1;
        return lead > 0;
      }),
    ),
    right(
      'silent ones are fewer, or nobody is there',
      majority(
        (members, answered) =>
          members.length === 0 ||
          2 * (members.length - heardOf(members, answered)) < members.length,
      ),
    ),
    right(
      'refuses to be asked without members',
      majority((members, answered) => {
        if (members.length === 0) throw new RangeError('There are no members.');
        return new Set(answered.filter((node) => members.includes(node))).size > members.length / 2;
      }),
    ),
  ],
  alwaysAgrees: wrong(
    'always agrees',
    majority(() => true),
  ),
  half: wrong(
    'half of the members',
    majority((members, answered) => 2 * heardOf(members, answered) >= members.length),
  ),
  threeAreEnough: wrong(
    'three are always enough',
    majority((members, answered) => heardOf(members, answered) >= Math.min(3, majorityOf(members))),
  ),
  neverAlone: wrong(
    'one is never a majority',
    majority((members, answered) => heardOf(members, answered) >= Math.max(2, majorityOf(members))),
  ),
  countsAnswers: wrong(
    'counts answers',
    majority(
      (members, answered) =>
        answered.filter((node) => members.includes(node)).length >= majorityOf(members),
    ),
  ),
  countsStrangers: wrong(
    'counts strangers',
    majority((members, answered) => new Set(answered).size >= majorityOf(members)),
  ),
  strangersSpoil: wrong(
    'a stranger spoils it',
    majority(
      (members, answered) =>
        answered.every((node) => members.includes(node)) &&
        heardOf(members, answered) >= majorityOf(members),
    ),
  ),
  ofThoseInReach: wrong(
    'a majority of those that answered',
    majority((members, answered) => {
      const reached = new Set(answered).size;
      return reached > 0 && 2 * heardOf(members, answered) > reached;
    }),
  ),
  twoThirds: wrong(
    'more than two thirds',
    majority((members, answered) => 3 * heardOf(members, answered) > 2 * members.length),
  ),
  all: wrong(
    'all of them',
    majority((members, answered) => heardOf(members, answered) === members.length),
  ),
  neverAgrees: wrong(
    'never agrees',
    majority(() => false),
  ),
};

type PickQuorum = (members: Group, up: Group) => Group | null;
const picker = (pickQuorum: PickQuorum) => () => ({ pickQuorum });

const orNull =
  (pick: (members: Group, up: Group) => Group): PickQuorum =>
  (members, up) =>
    up.length >= majorityOf(members) ? pick(members, up) : null;

export const pickers = {
  right: [
    right('the first ones', picker(orNull((members, up) => up.slice(0, majorityOf(members))))),
    right('all that are up', picker(orNull((_, up) => up))),
    right(
      'the last ones by their place',
      picker(
        orNull((members, up) =>
          members.filter((member) => up.includes(member)).slice(-majorityOf(members)),
        ),
      ),
    ),
    right('takes turns', () => {
      let turn = 0;
      return {
        pickQuorum: orNull((members, up) => {
          const from = turn++ % up.length;
          return [...up.slice(from), ...up.slice(0, from)].slice(0, majorityOf(members));
        }),
      };
    }),
  ],
  takesThoseThatAreDown: wrong(
    'takes some that are down',
    picker(orNull((members) => members.slice(0, majorityOf(members)))),
  ),
  namesOneTwice: wrong(
    'names one twice',
    picker(orNull((members, up) => [...up.slice(0, majorityOf(members) - 1), up[0]!].toReversed())),
  ),
  namesAStranger: wrong(
    'lets a spare node stand in',
    picker(orNull((members, up) => [...up.slice(0, majorityOf(members) - 1), 'spare'])),
  ),
  half: wrong(
    'half of the members',
    picker(orNull((members, up) => up.slice(0, Math.ceil(members.length / 2)))),
  ),
  ofThoseThatAreUp: wrong(
    'a majority of those that are up',
    picker((_, up) => (up.length > 0 ? up.slice(0, majorityOf(up)) : null)),
  ),
  firstOrNothing: wrong(
    'gives up when one of the first is down',
    picker((members, up) => {
      const first = members.slice(0, majorityOf(members));
      return first.every((member) => up.includes(member)) ? first : null;
    }),
  ),
  oneToSpare: wrong(
    'wants one to spare',
    picker((members, up) =>
      up.length === members.length || up.length > majorityOf(members)
        ? up.slice(0, majorityOf(members))
        : null,
    ),
  ),
  givesUp: wrong(
    'always gives up',
    picker(() => null),
  ),
};

type Newest = (told: readonly Told[]) => Told;
const reader = (newest: Newest) => () => ({ newest });

const isNewer = (one: Told, other: Told) =>
  one.round > other.round || (one.round === other.round && one.writer > other.writer);
const best = (isBetter: (one: Told, other: Told) => boolean) => (told: readonly Told[]) => {
  let found = told[0]!;
  for (const one of told) if (isBetter(one, found)) found = one;
  return found;
};

/** `newest`. The right ones differ in which of several nodes they believe, and in how they take an empty list. */
export const readers = {
  right: [
    right('the first of the newest', reader(best(isNewer))),
    right('the last of the newest', reader(best((one, other) => !isNewer(other, one)))),
    right(
      'sorts',
      reader((told) => {
        if (told.length === 0) throw new RangeError('Nobody told anything.');
        return told.toSorted((one, other) =>
          isNewer(one, other) ? -1 : isNewer(other, one) ? 1 : one.from < other.from ? -1 : 1,
        )[0]!;
      }),
    ),
  ],
  first: wrong(
    'the first one',
    reader((told) => told[0]!),
  ),
  last: wrong(
    'the last one',
    reader((told) => told.at(-1)!),
  ),
  oldest: wrong('the oldest one', reader(best((one, other) => isNewer(other, one)))),
  roundsAsText: wrong(
    'rounds as text',
    reader(
      best((one, other) =>
        one.round === other.round
          ? one.writer > other.writer
          : String(one.round) > String(other.round),
      ),
    ),
  ),
  mostTold: wrong(
    'what most of them told',
    reader((told) => {
      const votes = (one: Told) => told.filter(({ value }) => value === one.value).length;
      return best((one, other) =>
        votes(one) === votes(other) ? isNewer(one, other) : votes(one) > votes(other),
      )(told);
    }),
  ),
  firstOfRound: wrong(
    'the first of the round',
    reader(best((one, other) => one.round > other.round)),
  ),
  lowerWriter: wrong(
    'the lower writer',
    reader(
      best(
        (one, other) =>
          one.round > other.round || (one.round === other.round && one.writer < other.writer),
      ),
    ),
  ),
  writerFirst: wrong(
    'the writer before the round',
    reader(
      best(
        (one, other) =>
          one.writer > other.writer || (one.writer === other.writer && one.round > other.round),
      ),
    ),
  ),
  mixesStamps: wrong(
    'the highest round and the highest writer, of whomever',
    reader((told) => ({
      ...best(isNewer)(told),
      writer: told.map(({ writer }) => writer).reduce((one, other) => (one > other ? one : other)),
    })),
  ),
  valueOfTheFirst: wrong(
    'the value of the first',
    reader((told) => ({ ...best(isNewer)(told), value: told[0]!.value })),
  ),
};

const isDistinct = (group: Group) => new Set(group).size === group.length;
const isGroup = (value: unknown): value is Group =>
  Array.isArray(value) && value.every((node) => typeof node === 'string');

/** Whether an answer is wrong, for arguments of which the brief speaks. */
export function isMistake({ name, args, result }: SubjectCall): boolean {
  const [first, second] = args;
  if (name === 'newest') return isKnowledge(first) && isWrongNewest(first, result);
  if (!isGroup(first) || !isGroup(second) || first.length === 0 || !isDistinct(first)) return false;
  if (name === 'hasMajority') return result !== heardOf(first, second) >= majorityOf(first);
  if (!isDistinct(second) || second.some((node) => !first.includes(node))) return false;
  if (second.length < majorityOf(first)) return result !== null;
  return !(
    isGroup(result) &&
    isDistinct(result) &&
    result.length >= majorityOf(first) &&
    result.every((node) => second.includes(node))
  );
}

function isKnowledge(value: unknown): value is readonly Told[] {
  if (!Array.isArray(value) || value.length === 0) return false;
  const told = (value as unknown[]).map((one) => (one ?? {}) as Partial<Told>);
  return told.every(
    (one) =>
      typeof one.round === 'number' &&
      typeof one.writer === 'string' &&
      !told.some((other) => hasSameStamp(one, other) && one.value !== other.value),
  );
}

const hasSameStamp = (one: Partial<Told>, other: Partial<Told>): boolean =>
  one.round === other.round && one.writer === other.writer;

function isWrongNewest(told: readonly Told[], result: unknown): boolean {
  const { from, round, writer, value } = (result ?? {}) as Partial<Told>;
  const found = told.find(
    (one) =>
      one.from === from && one.round === round && one.writer === writer && one.value === value,
  );
  return !found || told.some((one) => isNewer(one, found));
}
