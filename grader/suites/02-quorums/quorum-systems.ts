// The checks of quorum systems. Each compares a function with its meaning, tried out on every set of nodes that can be up,
// written as bits: no formula, and nothing of the way in which the reference goes.
import type fc from 'fast-check';
import { named, type NodeId } from '../../sim/index.ts';
import { type Answer, defineSuite, Refuted } from '../suite.ts';

type Quorum = readonly NodeId[];
type Family = readonly Quorum[];
type Numbers = Readonly<Record<NodeId, number>>;

interface Functions {
  readonly isQuorumSystem: (family: Family) => unknown;
  readonly isReadWriteSystem: (reads: Family, writes: Family) => unknown;
  readonly minimalQuorums: (family: Family) => unknown;
  readonly quorumsByVotes: (votes: Numbers, needed: number) => unknown;
  readonly quorumsOfGrid: (rows: readonly Quorum[]) => unknown;
  readonly toleratedCrashes: (family: Family) => unknown;
  readonly availability: (family: Family, failure: Numbers) => unknown;
}

const functionsOf = (answer: Answer) => answer() as unknown as Functions;

const nodes = named('n', 5);

/** Groups of nodes, none of them empty, each in any order. */
const quorum = (check: typeof fc) => check.shuffledSubarray(nodes, { minLength: 1 });
const family = (check: typeof fc, maxLength = 4) =>
  check.array(quorum(check), { minLength: 1, maxLength });

/** A set of nodes as bits. */
const bits = (group: Quorum, among: Quorum): number =>
  among.reduce((mask, node, index) => (group.includes(node) ? mask | (1 << index) : mask), 0);
const groupOf = (mask: number, among: Quorum): Quorum =>
  among.filter((_, index) => mask & (1 << index));
const masksOf = (among: Quorum): number[] => Array.from({ length: 1 << among.length }, (_, m) => m);

const told = (group: Quorum) => `[${group.join(' ')}]`;
const toldAll = (groups: Family) => groups.map(told).join(', ');
const toldNumbers = (numbers: Numbers) =>
  Object.entries(numbers)
    .map(([node, number]) => `${node}: ${number}`)
    .join(', ');

function refute(what: string): never {
  throw new Refuted(what);
}

/** A pair of quorums that share no node, one of each family. */
function strangers(ones: Family, others: Family): [Quorum, Quorum] | undefined {
  for (const one of ones) {
    const other = others.find((candidate) => !one.some((node) => candidate.includes(node)));
    if (other) return [one, other];
  }
  return undefined;
}

function checkSystem(groups: Family, result: unknown): void {
  const apart = strangers(groups, groups);
  const right = groups.length > 0 && !apart;
  if (result === right) return;
  const call = `isQuorumSystem(${toldAll(groups)}) is ${String(result)}`;
  if (groups.length === 0) refute(`${call}, but without a quorum nobody may ever act.`);
  refute(
    apart
      ? `${call}, but ${told(apart[0])} and ${told(apart[1])} share no node.`
      : `${call}, but any two of them share a node.`,
  );
}

function checkReadWrite(reads: Family, writes: Family, result: unknown): void {
  const missed = strangers(reads, writes);
  const forked = strangers(writes, writes);
  if (result === (!missed && !forked)) return;
  const call = `isReadWriteSystem(${toldAll(reads)} | ${toldAll(writes)}) is ${String(result)}`;
  if (missed)
    refute(`${call}, but a read of ${told(missed[0])} misses a write to ${told(missed[1])}.`);
  if (forked) {
    refute(
      `${call}, but writes to ${told(forked[0])} and ${told(forked[1])} know nothing of each other.`,
    );
  }
  refute(`${call}, but every read meets every write, and so do any two writes.`);
}

/** Compares families as sets of sets: of the order of quorums, and within one, nothing is asked. */
function checkFamily(call: string, right: ReadonlySet<number>, all: Quorum, result: unknown): void {
  const groups = asFamily(call, result);
  const seen = new Set<number>();
  for (const group of groups) {
    const stranger = group.find((node) => !all.includes(node));
    if (stranger !== undefined) refute(`${call} names ${stranger}, which is none of its nodes.`);
    if (new Set(group).size < group.length) refute(`${call} has ${told(group)}: a node twice.`);
    const mask = bits(group, all);
    if (!right.has(mask)) refute(`${call} has ${told(group)}, which does not belong there.`);
    if (seen.has(mask)) refute(`${call} has the quorum ${told(groupOf(mask, all))} twice.`);
    seen.add(mask);
  }
  const missing = [...right].find((mask) => !seen.has(mask));
  if (missing !== undefined) refute(`${call} lacks ${told(groupOf(missing, all))}.`);
}

function asFamily(call: string, result: unknown): Family {
  const isList = (value: unknown): value is unknown[] => Array.isArray(value);
  if (isList(result) && result.every((group) => isList(group))) return result as Family;
  refute(`${call} is no list of groups.`);
}

/** The masks in a list that contain no other one. */
const minimalMasks = (masks: readonly number[]): Set<number> =>
  new Set(
    masks.filter((mask) => !masks.some((inner) => inner !== mask && (inner & mask) === inner)),
  );

function checkMinimal(groups: Family, result: unknown): void {
  const call = `minimalQuorums(${toldAll(groups)})`;
  const right = minimalMasks(groups.map((group) => bits(group, nodes)));
  checkFamily(call, right, nodes, result);
}

function checkVotes(votes: Numbers, needed: number, result: unknown): void {
  const all = Object.keys(votes);
  const sumOf = (mask: number) => groupOf(mask, all).reduce((sum, node) => sum + votes[node]!, 0);
  const enough = masksOf(all).filter((mask) => sumOf(mask) >= needed);
  const call = `quorumsByVotes({ ${toldNumbers(votes)} }, ${needed})`;
  checkFamily(call, minimalMasks(enough), all, result);
}

function checkGrid(rows: readonly Quorum[], result: unknown): void {
  const all = rows.flat();
  const columns = rows[0]!.map((_, at) => rows.map((row) => row[at]!));
  const right = rows.flatMap((row) => columns.map((column) => bits(row, all) | bits(column, all)));
  checkFamily(`quorumsOfGrid(${toldAll(rows)})`, new Set(right), all, result);
}

/** Nodes that leave no quorum whole when they crash: one such group of this size, if there is any. */
function deadly(groups: Family, size: number): Quorum | undefined {
  const all = nodes.filter((node) => groups.some((group) => group.includes(node)));
  return masksOf(all)
    .map((mask) => groupOf(mask, all))
    .filter(({ length }) => length === size)
    .find((crashed) => !groups.some((group) => !group.some((node) => crashed.includes(node))));
}

function checkTolerated(groups: Family, result: unknown): void {
  let right = 0;
  while (!deadly(groups, right + 1)) right++;
  if (result === right) return;
  const call = `toleratedCrashes(${toldAll(groups)}) is ${String(result)}`;
  if (typeof result !== 'number' || !Number.isInteger(result) || result < 0)
    refute(`${call}, which is no count.`);
  refute(
    result < right
      ? `${call}, but whichever ${right} crash, some quorum is whole.`
      : `${call}, but when ${told(deadly(groups, right + 1)!)} crash, no quorum is whole.`,
  );
}

const tolerance = 1e-9;

function checkAvailability(groups: Family, failure: Numbers, result: unknown): void {
  const all = Object.keys(failure);
  let right = 0;
  for (const mask of masksOf(all)) {
    if (!groups.some((group) => (bits(group, all) & mask) === bits(group, all))) continue;
    let likelihood = 1;
    for (const [index, node] of all.entries())
      likelihood *= mask & (1 << index) ? 1 - failure[node]! : failure[node]!;
    right += likelihood;
  }
  if (typeof result === 'number' && Math.abs(result - right) <= tolerance) return;
  refute(
    `availability(${toldAll(groups)} | ${toldNumbers(failure)}) is ${String(result)}, but the sum over all cases with a whole quorum is ${rounded(right)}.`,
  );
}

const rounded = (number: number) => String(Number(number.toFixed(9)));

export default defineSuite({
  exercise: '02-quorums/quorum-systems',
  title: 'Quorum systems',
  exports: {
    isQuorumSystem: 'function',
    isReadWriteSystem: 'function',
    minimalQuorums: 'function',
    quorumsByVotes: 'function',
    quorumsOfGrid: 'function',
    toleratedCrashes: 'function',
    availability: 'function',
  },
  hints: [
    'Which groups of nodes would you have to look at if you did it by hand?',
    'With n nodes there are 2^n groups. Five nodes have 32: try them all.',
    'Every question here is one about all groups: of those that vote, those that crash, or those that are up.',
    'Write a function that lists all groups of some nodes. Votes: the groups with enough of them. Crashes: the groups that touch every quorum. Availability: the groups that hold a quorum, each with its likelihood.',
  ],
  checks: [
    {
      id: 'system',
      title: 'A quorum system is a family in which any two quorums meet',
      kind: 'property',
      opens: true,
      points: 1,
      chapter: '02-quorums/quorum-systems#a-list-of-groups',
      runs: 400,
      property: (answer, check) => {
        const { isQuorumSystem } = functionsOf(answer);
        const large = check.shuffledSubarray(nodes, { minLength: 2 });
        const groups = check.oneof(
          check.array(quorum(check), { maxLength: 4 }),
          check.array(large, { maxLength: 4 }),
        );
        return check.property(groups, (given) => checkSystem(given, isQuorumSystem(given)));
      },
    },
    {
      id: 'read-write',
      title: 'Reads meet writes, and writes meet writes',
      kind: 'property',
      points: 1,
      chapter: '02-quorums/quorum-systems#reads-and-writes',
      runs: 600,
      property: (answer, check) => {
        const { isReadWriteSystem } = functionsOf(answer);
        const large = check.shuffledSubarray(nodes, { minLength: 2 });
        const groups = check.array(large, { minLength: 1, maxLength: 3 });
        return check.property(groups, groups, (reads, writes) =>
          checkReadWrite(reads, writes, isReadWriteSystem(reads, writes)),
        );
      },
      hints: [
        'What would go wrong if two writes went to groups without a common node? And two reads?',
        'Which two groups does the sentence above name, and of which kind are they?',
        'Two kinds of pairs must meet. Reads change nothing, so they need not meet each other.',
        'The writes alone are a quorum system; and every read shares a node with every write.',
      ],
    },
    {
      id: 'minimal',
      title: 'A minimal quorum contains no other one, and is listed once',
      kind: 'property',
      points: 2,
      chapter: '02-quorums/quorum-systems#minimal-quorums',
      runs: 400,
      property: (answer, check) => {
        const { minimalQuorums } = functionsOf(answer);
        return check.property(family(check, 5), (groups) =>
          checkMinimal(groups, minimalQuorums(groups)),
        );
      },
      hints: [
        'Is the order of the names in a group of any meaning? And the order of the groups?',
        'Which group does the sentence above name: one that should have gone, or one that should have stayed?',
        'A quorum goes if another one is a part of it. Two that name the same nodes are parts of each other, and one must stay.',
        'Go from small to large. Keep a quorum if no quorum that you kept lies inside of it.',
      ],
    },
    {
      id: 'votes',
      title: 'Votes make quorums: all minimal groups with enough of them',
      kind: 'property',
      points: 2,
      chapter: '02-quorums/quorum-systems#votes',
      runs: 300,
      property: (answer, check) => {
        const { quorumsByVotes } = functionsOf(answer);
        const voters = check
          .array(check.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 5 })
          .map((votes) => Object.fromEntries(votes.map((each, at) => [nodes[at]!, each])));
        const needed = check.integer({ min: 1, max: 10 });
        return check.property(voters, needed, (votes, enough) =>
          checkVotes(votes, enough, quorumsByVotes(votes, enough)),
        );
      },
      hints: [
        'Three nodes with 2, 1 and 1 votes: which groups have three votes or more, and which of them are minimal?',
        'Does your function look at all groups? Does it keep one that has a node too many, or a node without votes?',
        'A group is minimal if no smaller group inside of it has enough votes.',
        'List all groups of the nodes, keep those whose votes add up to `needed` or more, and hand them to `minimalQuorums`.',
      ],
    },
    {
      id: 'grid',
      title: 'A quorum of a grid is a whole row and a whole column',
      kind: 'property',
      points: 1,
      chapter: '02-quorums/quorum-systems#grids',
      runs: 100,
      property: (answer, check) => {
        const { quorumsOfGrid } = functionsOf(answer);
        const side = check.integer({ min: 2, max: 4 });
        return check.property(side, side, (height, width) => {
          const rows = named('r', height).map((row) => named(`${row}c`, width));
          checkGrid(rows, quorumsOfGrid(rows));
        });
      },
      hints: [
        'How many rows are there, and how many columns? How many pairs of them?',
        'Try a grid of two rows and three columns on paper.',
        'Each pair of a row and a column is a quorum. They cross in one node, which is named once.',
        'For each row and each position in it: the row, and the node at this position of every row, in a set.',
      ],
    },
    {
      id: 'tolerated',
      title: 'So many may crash, whichever they are, and a quorum is whole',
      kind: 'property',
      points: 2,
      chapter: '02-quorums/quorum-systems#what-a-system-bears',
      runs: 300,
      property: (answer, check) => {
        const { toleratedCrashes } = functionsOf(answer);
        const groups = check.array(check.shuffledSubarray(nodes, { minLength: 1, maxLength: 3 }), {
          minLength: 1,
          maxLength: 7,
        });
        return check.property(groups, (given) => checkTolerated(given, toleratedCrashes(given)));
      },
      hints: [
        'Who must crash, so that every quorum has lost a node?',
        'Look at the nodes that the sentence above names: which quorum would be left?',
        'The worst crashes count, not the likely ones. Look for the smallest group that touches every quorum.',
        'Of all groups of nodes that share a node with each quorum, take the smallest. One crash less is always survived.',
      ],
    },
    {
      id: 'availability',
      title: 'Availability is the exact likelihood that some quorum is up',
      kind: 'property',
      points: 3,
      chapter: '02-quorums/quorum-systems#how-often-it-can-be-used',
      runs: 300,
      property: (answer, check) => {
        const { availability } = functionsOf(answer);
        const likelihoods = check
          .array(check.integer({ min: 0, max: 20 }), { minLength: 5, maxLength: 5 })
          .map((parts) => Object.fromEntries(parts.map((part, at) => [nodes[at]!, part / 20])));
        return check.property(family(check), likelihoods, (groups, failure) =>
          checkAvailability(groups, failure, availability(groups, failure)),
        );
      },
      hints: [
        'May you add the likelihoods of two quorums, if both can be up at the same time?',
        'Take two quorums that share a node, each node down with one half, and go through all cases by hand.',
        'Cases that exclude each other may be added. Exactly these nodes up and all others down is such a case.',
        'For each group of nodes that contains a quorum, multiply: one minus the probability for nodes inside, the probability for nodes outside. Add it all up.',
      ],
    },
  ],
});
