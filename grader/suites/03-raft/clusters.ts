// The clusters of chapter 03: the answer's part, the references of all others, and the worlds that they live in.
import { client, type Parts, raft, type RaftOptions } from '#raft';
import { commit } from '../../../solutions/03-raft/commit.ts';
import { election } from '../../../solutions/03-raft/election.ts';
import { keyValue } from '../../../solutions/03-raft/key-value.ts';
import { replication } from '../../../solutions/03-raft/replication.ts';
import { type Cluster, named, type PlanShape } from '../../sim/index.ts';
import type { Answer } from '../suite.ts';

/** What every server has. */
const core: Parts = { election, replication, commit, keyValue };

export interface ClusterShape extends RaftOptions {
  readonly servers: number;
  /** None, where absent: then commands are proposed to the servers themselves. */
  readonly clients?: number;
}

/**
 * Servers n1, n2, ..., clients c1, c2, ... `parts` says which of them are the answer's; those that it leaves out are the
 * references of elections, replication, commits and the store.
 */
export const clusterOf =
  (parts: (answer: ReturnType<Answer>) => Partial<Parts>) =>
  ({ servers, clients = 0, ...options }: ClusterShape) =>
  (answer: Answer): Cluster => ({
    roles: {
      server: {
        nodes: named('n', servers),
        // Each boot gets a fresh answer.
        protocol: () => raft({ ...core, ...parts(answer()) }, options),
      },
      ...(clients > 0 ? { client: { nodes: named('c', clients), protocol: () => client } } : {}),
    },
  });

/** All that can go wrong and that Raft survives: every fault but a disk that is wiped. */
export const everyFault: PlanShape['faults'] = [
  'loss',
  'duplicate',
  'straggle',
  'crash',
  'crash at write',
  'crash between effects',
  'pause',
  'partition',
  'one-way',
  'clog',
  'slow node',
  'slow disk',
  'failing disk',
  'drift',
  'skew',
  'jump',
];
