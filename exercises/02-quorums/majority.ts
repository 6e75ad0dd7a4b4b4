// Majorities and quorums, as functions over groups of nodes: who must answer before a group may go ahead.
// The brief is chapters/02-quorums/majority.mdx.
import { type NodeId, todo } from '#sim';

/** A set of nodes that may act for all. No node is named twice in it. */
export type Quorum = readonly NodeId[];

/** How many members must answer a read, and how many a write. */
export interface Sizes {
  readonly read: number;
  readonly write: number;
}

/** The smallest number of members such that any two groups of that many share one. There is at least one member. */
export function majorityOf(members: readonly NodeId[]): number {
  // TODO(2.1a): Return the size of a majority. Try 3, 4 and 5 members on paper first: which size is the first at which
  //             two groups have no room to avoid each other?
  todo('2.1a majorityOf');
}

/** How many members may be down while the others are still a majority. */
export function toleratedFailures(members: readonly NodeId[]): number {
  // TODO(2.1b): Return what is left to lose. What does a fourth member add to a group of three?
  todo('2.1b toleratedFailures');
}

/** Whether a majority of all members has answered. `answered` may repeat a node, and name nodes that are no members. */
export function hasMajority(members: readonly NodeId[], answered: readonly NodeId[]): boolean {
  // TODO(2.1c): Count each member that answered, once. Of how many must it be more than half: of those that you
  //             can reach, or of all?
  todo('2.1c hasMajority');
}

/** Whether every read quorum shares a node with every write quorum: no read can miss a write. */
export function alwaysMeet(reads: readonly Quorum[], writes: readonly Quorum[]): boolean {
  // TODO(2.1d): Look for a read quorum and a write quorum without a common node.
  todo('2.1d alwaysMeet');
}

/**
 * Whether any `read` members meet any `write` members, and any two groups of `write` members meet as well: a read sees
 * the newest write, and of two writes at once, one node knows both.
 */
export function areSafeSizes(members: readonly NodeId[], { read, write }: Sizes): boolean {
  // TODO(2.1e): State both conditions on the sizes. A size below 1, or above the number of members, is never safe.
  todo('2.1e areSafeSizes');
}
