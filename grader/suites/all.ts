// Every suite, in the order of the course. A test holds this list against the tree.
import tally from './00-warm-up/tally.ts';
import majority from './02-quorums/majority.ts';
import oneVote from './02-quorums/one-vote.ts';
import quorumSystems from './02-quorums/quorum-systems.ts';
import register from './02-quorums/register.ts';
import writeTheTest from './02-quorums/write-the-test.ts';
import allParts from './03-raft/all-parts.ts';
import commit from './03-raft/commit.ts';
import election from './03-raft/election.ts';
import keyValue from './03-raft/key-value.ts';
import leases from './03-raft/leases.ts';
import membership from './03-raft/membership.ts';
import preVote from './03-raft/pre-vote.ts';
import snapshots from './03-raft/snapshots.ts';
import transfer from './03-raft/transfer.ts';
import reads from './03-raft/reads.ts';
import replication from './03-raft/replication.ts';
import type { Suite } from './suite.ts';

export const suites: readonly Suite[] = [
  tally,
  majority,
  oneVote,
  register,
  quorumSystems,
  writeTheTest,
  election,
  replication,
  commit,
  snapshots,
  keyValue,
  reads,
  leases,
  preVote,
  transfer,
  membership,
  allParts,
];
