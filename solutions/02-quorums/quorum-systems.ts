// Quorum systems as lists of groups: votes, grids, and what a system bears.
// Gifford 1979 for votes, Garcia-Molina and Barbara 1985 for families of groups, Naor and Wool 1998 for availability.
import type { NodeId } from '#sim';

/** A set of nodes that may act for all. No node is named twice in it. */
export type Quorum = readonly NodeId[];

/** The groups that may act, in any order. */
export type Family = readonly Quorum[];

/** How many votes each node has. */
export type Votes = Readonly<Record<NodeId, number>>;

/** How likely each node is to be down, from 0 to 1, whatever the others do. */
export type FailureProbabilities = Readonly<Record<NodeId, number>>;

// #region systems
const meet = (one: Quorum, other: Quorum): boolean => one.some((node) => other.includes(node));

/** Whether any two quorums share a node, and there is at least one. */
export const isQuorumSystem = (family: Family): boolean =>
  family.length > 0 && family.every((one) => family.every((other) => meet(one, other)));

/** Whether every read quorum meets every write quorum, and any two write quorums meet. */
export const isReadWriteSystem = (reads: Family, writes: Family): boolean =>
  reads.length > 0 &&
  isQuorumSystem(writes) &&
  reads.every((read) => writes.every((write) => meet(read, write)));
// #endregion systems

// #region minimal
const contains = (outer: Quorum, inner: Quorum): boolean =>
  inner.every((node) => outer.includes(node));

/** The quorums that contain no other one. Of several that name the same nodes, one is left. */
export function minimalQuorums(family: Family): Family {
  const minimal: Quorum[] = [];
  // The smaller ones first: whatever could be contained in a quorum has then been seen.
  for (const quorum of family.toSorted((one, other) => one.length - other.length)) {
    if (!minimal.some((smaller) => contains(quorum, smaller))) minimal.push(quorum);
  }
  return minimal;
}
// #endregion minimal

// #region votes
/** All minimal groups whose votes add up to at least `needed`. */
export function quorumsByVotes(votes: Votes, needed: number): Family {
  const enough = groupsOf(Object.keys(votes)).filter(
    (group) => group.reduce((sum, node) => sum + votes[node]!, 0) >= needed,
  );
  return minimalQuorums(enough);
}

/** All groups of these nodes, the empty one included. */
function groupsOf(nodes: readonly NodeId[]): Quorum[] {
  const [first, ...others] = nodes;
  if (first === undefined) return [[]];
  const without = groupsOf(others);
  return [...without, ...without.map((group) => [first, ...group])];
}
// #endregion votes

// #region grid
/** A row and a column, for each pair of them. At least two rows, all of the same length, which is at least two. */
export const quorumsOfGrid = (rows: readonly Quorum[]): Family =>
  rows.flatMap((row) =>
    row.map((_, at) => [...new Set([...row, ...rows.map((crossed) => crossed[at]!)])]),
  );
// #endregion grid

// #region tolerance
const nodesOf = (family: Family): NodeId[] => [...new Set(family.flat())];

/** The largest number of nodes such that, whichever of them crash, some quorum is whole. */
export function toleratedCrashes(family: Family): number {
  const deadly = groupsOf(nodesOf(family)).filter((crashed) =>
    family.every((quorum) => meet(quorum, crashed)),
  );
  return Math.min(...deadly.map(({ length }) => length)) - 1;
}
// #endregion tolerance

// #region availability
/** How likely it is that all nodes of some quorum are up. Nodes fail independently of each other. */
export function availability(family: Family, failure: FailureProbabilities): number {
  const nodes = nodesOf(family);
  return groupsOf(nodes)
    .filter((up) => family.some((quorum) => contains(up, quorum)))
    .map((up) => likelihoodOf(up, nodes, failure))
    .reduce((sum, likelihood) => sum + likelihood, 0);
}

/** How likely it is that exactly these nodes are up. */
const likelihoodOf = (up: Quorum, nodes: Quorum, failure: FailureProbabilities): number =>
  nodes.reduce(
    (product, node) => product * (up.includes(node) ? 1 - failure[node]! : failure[node]!),
    1,
  );
// #endregion availability
