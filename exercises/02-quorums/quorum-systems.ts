// Quorum systems as lists of groups: votes, grids, and what a system bears.
// The brief is chapters/02-quorums/quorum-systems.mdx.
import { type NodeId, todo } from '#sim';

/** A set of nodes that may act for all. No node is named twice in it. */
export type Quorum = readonly NodeId[];

/** The groups that may act, in any order. */
export type Family = readonly Quorum[];

/** How many votes each node has. */
export type Votes = Readonly<Record<NodeId, number>>;

/** How likely each node is to be down, from 0 to 1, whatever the others do. */
export type FailureProbabilities = Readonly<Record<NodeId, number>>;

/** Whether any two quorums share a node, and there is at least one. */
export function isQuorumSystem(family: Family): boolean {
  // TODO(2.4a): Look for two quorums without a common node. Is a family without quorums of any use?
  todo('2.4a isQuorumSystem');
}

/** Whether every read quorum meets every write quorum, and any two write quorums meet. */
export function isReadWriteSystem(reads: Family, writes: Family): boolean {
  // TODO(2.4b): Which pairs must meet: a read with a read, a read with a write, a write with a write?
  todo('2.4b isReadWriteSystem');
}

/** The quorums that contain no other one. Of several that name the same nodes, one is left. */
export function minimalQuorums(family: Family): Family {
  // TODO(2.4c): Leave out what contains another quorum. Mind two quorums that contain each other.
  todo('2.4c minimalQuorums');
}

/** All minimal groups whose votes add up to at least `needed`. */
export function quorumsByVotes(votes: Votes, needed: number): Family {
  // TODO(2.4d): Make all groups of the nodes, keep those that have enough votes, and of these the minimal ones.
  todo('2.4d quorumsByVotes');
}

/** A row and a column, for each pair of them. At least two rows, all of the same length, which is at least two. */
export function quorumsOfGrid(rows: readonly Quorum[]): Family {
  // TODO(2.4e): A row and a column share a node. How often may a quorum name it?
  todo('2.4e quorumsOfGrid');
}

/** The largest number of nodes such that, whichever of them crash, some quorum is whole. */
export function toleratedCrashes(family: Family): number {
  // TODO(2.4f): Find the smallest group of nodes that touches every quorum. What does it tell?
  todo('2.4f toleratedCrashes');
}

/** How likely it is that all nodes of some quorum are up. Nodes fail independently of each other. */
export function availability(family: Family, failure: FailureProbabilities): number {
  // TODO(2.4g): For each group of nodes: how likely is it that exactly these are up? Add up those that hold a quorum.
  todo('2.4g availability');
}
