// The clusters in which commits are judged: the references of all other parts, or ones that say more clearly what a commit
// part must be ready for.
import type { Commit, Election, Replication } from '#raft';
import { election } from '../../../solutions/03-raft/election.ts';
import { membership } from '../../../solutions/03-raft/membership.ts';
import { replication } from '../../../solutions/03-raft/replication.ts';
import { snapshots } from '../../../solutions/03-raft/snapshots.ts';
import type { NodeId } from '../../sim/index.ts';
import { clusterOf } from './clusters.ts';

export const plain = clusterOf(({ commit }) => ({ commit: commit as Commit }));

/** Servers that compact their logs. */
export const compacting = clusterOf(({ commit }) => ({ commit: commit as Commit, snapshots }));

/** Servers that the operator adds begin as learners: they are sent everything, and have no vote. */
export const growing = clusterOf(({ commit }) => ({ commit: commit as Commit, membership }));

/**
 * A leader that first asks a follower, with an empty message, how far their logs agree, as many do. A follower's log
 * can then go on after what that message has shown to match.
 */
const referenceReplication: Replication = replication;
const probingReplication: Replication = {
  ...referenceReplication,
  replicate(node, server, own, to) {
    const settings = server.matchIndex.has(to)
      ? server.settings
      : { ...server.settings, entriesPerMessageMax: 0 };
    referenceReplication.replicate(node, { ...server, settings }, own, to);
  },
};

export const probing = clusterOf(({ commit }) => ({
  commit: commit as Commit,
  replication: probingReplication,
}));

const referenceElection: Election = election;

/** Servers that stand for election up to a term of their own, and not after it: a smaller space to explore. */
const standingUpTo = (terms: Readonly<Record<NodeId, number>>): Election => ({
  ...referenceElection,
  campaign(node, server, own, why) {
    if (server.disk.currentTerm >= (terms[node.id] ?? 0)) return;
    referenceElection.campaign(node, server, own, why);
  },
});

export const twoRivals = clusterOf(({ commit }) => ({
  commit: commit as Commit,
  election: standingUpTo({ n1: 3, n3: 4 }),
}));
