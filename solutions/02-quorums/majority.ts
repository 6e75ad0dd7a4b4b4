// Majorities and quorums, as functions over groups of nodes: who must answer before a group may go ahead.
// Thomas 1979 for majorities, Gifford 1979 for separate read and write quorums.
import type { NodeId } from '#sim';

/** A set of nodes that may act for all. No node is named twice in it. */
export type Quorum = readonly NodeId[];

/** How many members must answer a read, and how many a write. */
export interface Sizes {
  readonly read: number;
  readonly write: number;
}

// #region majority
/** The smallest number of members such that any two groups of that many share one. */
export const majorityOf = (members: readonly NodeId[]): number =>
  Math.floor(members.length / 2) + 1;

/** How many members may be down while the others are still a majority. */
export const toleratedFailures = (members: readonly NodeId[]): number =>
  members.length - majorityOf(members);
// #endregion majority

// #region has-majority
/** Whether a majority of all members has answered. `answered` may repeat a node, and name nodes that are no members. */
export function hasMajority(members: readonly NodeId[], answered: readonly NodeId[]): boolean {
  const heard = new Set(answered);
  return members.filter((member) => heard.has(member)).length >= majorityOf(members);
}
// #endregion has-majority

// #region always-meet
/** Whether every read quorum shares a node with every write quorum: no read can miss a write. */
export const alwaysMeet = (reads: readonly Quorum[], writes: readonly Quorum[]): boolean =>
  reads.every((read) => writes.every((write) => read.some((node) => write.includes(node))));
// #endregion always-meet

// #region sizes
/**
 * Whether any `read` members meet any `write` members, and any two groups of `write` members meet as well: a read sees
 * the newest write, and of two writes at once, one node knows both.
 */
export function areSafeSizes(members: readonly NodeId[], { read, write }: Sizes): boolean {
  const possible = read >= 1 && write >= 1 && read <= members.length && write <= members.length;
  return possible && read + write > members.length && 2 * write > members.length;
}
// #endregion sizes
