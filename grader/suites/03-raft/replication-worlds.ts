// The clusters in which replication is judged: the answer's part, and the references of all others.
import type { Replication } from '#raft';
import { commit } from '../../../solutions/03-raft/commit.ts';
import { reads } from '../../../solutions/03-raft/reads.ts';
import { snapshots } from '../../../solutions/03-raft/snapshots.ts';
import type { Answer } from '../suite.ts';
import { clusterOf } from './clusters.ts';
import { idleCommit } from './idle.ts';

const own = ({ replication }: ReturnType<Answer>) => ({ replication: replication as Replication });

export const cluster = clusterOf(own);

/** A new leader appends nothing of its own, so that its first messages are heartbeats: as empty as they can be. */
export const withoutNoOp = clusterOf((answer) => ({
  ...own(answer),
  commit: { ...commit, onElected() {} },
}));

/** For explorations: nothing is ever committed. */
export const withoutCommits = clusterOf((answer) => ({ ...own(answer), commit: idleCommit }));

/** The beginning of a log gives way to a snapshot. */
export const withSnapshots = clusterOf((answer) => ({ ...own(answer), snapshots }));

/** Only with reads of this kind do rounds have numbers. */
export const withReads = clusterOf((answer) => ({ ...own(answer), reads }));
