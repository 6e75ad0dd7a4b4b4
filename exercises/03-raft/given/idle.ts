// Parts that do nothing, to run one part alone: in examples, and in explorations, where what the others would add to the
// space says nothing of it.
import type { Commit, Replication } from './parts.ts';

/** Sends nothing, and takes in nothing. */
export const idleReplication: Replication = {
  start: () => ({}),
  onElected() {},
  nextIndex: () => 1,
  replicate() {},
  onAppendEntries: () => null,
  onAppended: () => false,
  onRejected: () => false,
};

/** Appends no entry when a term begins, commits nothing, applies nothing. */
export const idleCommit: Commit = {
  start: () => ({}),
  onElected() {},
  onProgress() {},
  onMatched() {},
  applyCommitted() {},
};
