// The checks of majorities and quorums. Each compares a function with its meaning, tried out on all groups of a small
// membership, never with another formula.
import type fc from 'fast-check';
import { named, type NodeId } from '../../sim/index.ts';
import { type Answer, defineSuite, Refuted } from '../suite.ts';

type Group = readonly NodeId[];

interface Sizes {
  readonly read: number;
  readonly write: number;
}

interface Functions {
  readonly majorityOf: (members: Group) => unknown;
  readonly toleratedFailures: (members: Group) => unknown;
  readonly hasMajority: (members: Group, answered: Group) => unknown;
  readonly alwaysMeet: (reads: readonly Group[], writes: readonly Group[]) => unknown;
  readonly areSafeSizes: (members: Group, sizes: Sizes) => unknown;
}

/** One instance for all runs of a check: what it answers must not depend on how often it was asked. */
const functionsOf = (answer: Answer) => answer() as unknown as Functions;

/** n1, or n1 and n2, and so on, up to `countMax` members. */
const members = (check: typeof fc, countMax: number) =>
  check.integer({ min: 1, max: countMax }).map((count) => named('n', count));

/** All groups of so many members. */
function groupsOf(all: Group, size: number): Group[] {
  if (size === 0) return [[]];
  return all.flatMap((first, index) =>
    groupsOf(all.slice(index + 1), size - 1).map((rest) => [first, ...rest]),
  );
}

const share = (one: Group, other: Group) => one.some((node) => other.includes(node));

/** A group of the first kind and one of the second without a common member, if there are any. */
function strangers(ones: readonly Group[], others: readonly Group[]): [Group, Group] | undefined {
  for (const one of ones) {
    const other = others.find((candidate) => !share(one, candidate));
    if (other) return [one, other];
  }
  return undefined;
}

function smallestThatMeets(all: Group): number {
  const sizes = all.map((_, index) => index + 1);
  return sizes.find((size) => !strangers(groupsOf(all, size), groupsOf(all, size)))!;
}

const told = (group: Group) => `[${group.join(' ')}]`;

function refute(what: string): never {
  throw new Refuted(what);
}

function checkMajority(all: Group, size: unknown): void {
  const right = smallestThatMeets(all);
  if (size === right) return;
  const call = `majorityOf(${told(all)}) is ${String(size)}`;
  if (typeof size !== 'number' || !Number.isInteger(size)) refute(`${call}, which is no count.`);
  if (size > right) refute(`${call}, but any two groups of ${right} share a member already.`);
  const apart = strangers(groupsOf(all, Math.max(size, 0)), groupsOf(all, Math.max(size, 0)));
  refute(
    size > 0 && apart
      ? `${call}, but the groups ${told(apart[0])} and ${told(apart[1])} share no member.`
      : `${call}, but a group of none shares no member with anyone.`,
  );
}

function checkTolerated(all: Group, failures: unknown): void {
  const right = all.length - smallestThatMeets(all);
  if (failures === right) return;
  refute(
    `toleratedFailures(${told(all)}) is ${String(failures)}. A majority is ${smallestThatMeets(all)} of ${all.length}, so ${right} may be down.`,
  );
}

function checkHasMajority(all: Group, answered: Group, result: unknown): void {
  const heard = all.filter((member) => answered.includes(member));
  const right = heard.length > all.length - heard.length;
  if (result === right) return;
  refute(
    `hasMajority(${told(all)}, ${told(answered)}) is ${String(result)}. Members that answered: ${heard.length} of ${all.length}.`,
  );
}

function checkAlwaysMeet(reads: readonly Group[], writes: readonly Group[], result: unknown): void {
  const apart = strangers(reads, writes);
  if (result === !apart) return;
  const call = `alwaysMeet(${reads.map(told).join(', ')} | ${writes.map(told).join(', ')})`;
  refute(
    apart
      ? `${call} is ${String(result)}, but ${told(apart[0])} and ${told(apart[1])} share no node.`
      : `${call} is ${String(result)}, but every read quorum meets every write quorum.`,
  );
}

function checkSizes(all: Group, { read, write }: Sizes, result: unknown): void {
  const call = `areSafeSizes(${told(all)}, { read: ${read}, write: ${write} }) is ${String(result)}`;
  const possible = [read, write].every((size) => size >= 1 && size <= all.length);
  const missed = possible ? strangers(groupsOf(all, read), groupsOf(all, write)) : undefined;
  const forked = possible ? strangers(groupsOf(all, write), groupsOf(all, write)) : undefined;
  if (result === (possible && !missed && !forked)) return;

  if (!possible) refute(`${call}, but no such groups can be made of ${told(all)}.`);
  if (missed)
    refute(`${call}, but a read of ${told(missed[0])} misses a write to ${told(missed[1])}.`);
  if (forked) {
    refute(
      `${call}, but writes to ${told(forked[0])} and ${told(forked[1])} know nothing of each other.`,
    );
  }
  refute(`${call}, but every read meets every write, and so do any two writes.`);
}

export default defineSuite({
  exercise: '02-quorums/majority',
  title: 'Majorities and quorums',
  exports: {
    majorityOf: 'function',
    toleratedFailures: 'function',
    hasMajority: 'function',
    alwaysMeet: 'function',
    areSafeSizes: 'function',
  },
  hints: [
    'Two groups of members: how many must each have, so that there is no room for both without a common member?',
    'Write the members of a group of three and of a group of four on paper, and mark two groups that avoid each other.',
    'Two groups must meet when their sizes add up to more than the number of members.',
    'majorityOf: half the members, rounded down, plus one. Tolerated: all but a majority. hasMajority: count members, not answers. alwaysMeet: every read quorum with every write quorum. Sizes: read plus write, and write plus write, exceed the number of members; each is from 1 to that number.',
  ],
  checks: [
    {
      id: 'majority',
      title: 'A majority is the smallest size at which any two groups meet',
      kind: 'property',
      opens: true,
      points: 2,
      chapter: '02-quorums/majority#the-smallest-size-that-always-meets',
      runs: 50,
      property: (answer, check) => {
        const { majorityOf } = functionsOf(answer);
        return check.property(members(check, 7), (all) => checkMajority(all, majorityOf(all)));
      },
    },
    {
      id: 'tolerated',
      title: 'So many may be down that a majority is left, and no more',
      kind: 'property',
      points: 1,
      chapter: '02-quorums/majority#what-you-may-lose',
      runs: 50,
      property: (answer, check) => {
        const { toleratedFailures } = functionsOf(answer);
        return check.property(members(check, 7), (all) =>
          checkTolerated(all, toleratedFailures(all)),
        );
      },
      hints: [
        'Of four members, how many may be down? Of three?',
        'Whoever is left must still be a majority of all members, not of those that are left.',
        'What is not needed for a majority may be lost.',
        'Subtract the size of a majority from the number of members.',
      ],
    },
    {
      id: 'of-all-members',
      title: 'A majority is counted over all members, each once',
      kind: 'property',
      points: 2,
      chapter: '02-quorums/majority#of-all-not-of-those-in-reach',
      runs: 300,
      property: (answer, check) => {
        const { hasMajority } = functionsOf(answer);
        // Two of nine names are never members, and names repeat.
        const anyone = check.constantFrom(...named('n', 7), 'x1', 'x2');
        const answers = check.array(anyone, { maxLength: 12 });
        return check.property(members(check, 7), answers, (all, answered) =>
          checkHasMajority(all, answered, hasMajority(all, answered)),
        );
      },
      hints: [
        'Who is in `answered`? Might a name be there twice, or belong to nobody that you know?',
        'Compare the sentence above with how you count: answers, or members?',
        'Count the members that answered, each once, and compare with all members.',
        'Make a set of `answered`, count the members that are in it, and compare with `majorityOf(members)`.',
      ],
    },
    {
      id: 'always-meet',
      title: 'Two families of quorums meet when every pair does',
      kind: 'property',
      points: 2,
      chapter: '02-quorums/majority#quorums-that-are-no-majorities',
      runs: 400,
      property: (answer, check) => {
        const { alwaysMeet } = functionsOf(answer);
        const quorum = check.subarray(named('n', 5), { minLength: 2 });
        const family = check.array(quorum, { minLength: 1, maxLength: 3 });
        return check.property(family, family, (reads, writes) =>
          checkAlwaysMeet(reads, writes, alwaysMeet(reads, writes)),
        );
      },
      hints: [
        'Which pairs of quorums does your function compare, and which does it never look at?',
        'Which read quorum and which write quorum does the sentence above name?',
        'One pair without a common node is enough: a read may then miss a write.',
        'For every read quorum and every write quorum, look for some node that is in both.',
      ],
    },
    {
      id: 'sizes',
      title: 'Reads meet writes, and writes meet writes',
      kind: 'property',
      points: 3,
      chapter: '02-quorums/majority#read-and-write-sizes',
      runs: 800,
      property: (answer, check) => {
        const { areSafeSizes } = functionsOf(answer);
        const sized = members(check, 6).chain((all) => {
          const size = check.integer({ min: 0, max: all.length + 1 });
          return check.tuple(check.constant(all), size, size);
        });
        return check.property(sized, ([all, read, write]) =>
          checkSizes(all, { read, write }, areSafeSizes(all, { read, write })),
        );
      },
      hints: [
        'Which two kinds of pairs must meet?',
        'Look at the two groups that the sentence above names: are both of them writes?',
        'A read must meet every write, and two writes must meet each other. Groups of impossible size are never safe.',
        'Four conditions: both sizes from 1 to the number of members, read + write above it, and twice write above it.',
      ],
    },
  ],
});
