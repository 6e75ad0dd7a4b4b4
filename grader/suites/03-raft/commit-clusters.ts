// The clusters in which commits are judged: the references of all other parts, or ones that say more clearly what a commit
// part must be ready for.
import type { Commit, Election, Replication } from '#raft';
import { election } from '../../../solutions/03-raft/election.ts';
import { membership } from '../../../solutions/03-raft/membership.ts';
import { replication } from '../../../solutions/03-raft/replication.ts';
import { snapshots } from '../../../solutions/03-raft/snapshots.ts';
import type { NodeId } from '../../sim/index.ts';
import type { ExplorationCheck } from '../suite.ts';
import { clusterOf } from './clusters.ts';
import { holdsOfTerm, leadsInTerm } from './commit-sightings.ts';

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

/** As in Figure 8, of three servers: n1, n3 and n1 again lead. What can come of it from there is explored. */
export const rivalsInTurn: ExplorationCheck['space'] = {
  network: 'once',
  timerFires: 1,
  towards: [
    {
      name: 'n1 leads in term 1',
      until: leadsInTerm('n1', 1),
      only: ['n1', 'n2'],
      thenLose: true,
      timerFires: 1,
    },
    {
      name: 'n3 leads in term 2',
      until: leadsInTerm('n3', 2),
      only: ['n2', 'n3'],
      thenLose: true,
      timerFires: 3,
    },
    {
      name: 'n1 leads in term 3',
      until: leadsInTerm('n1', 3),
      only: ['n1', 'n2'],
      thenLose: true,
      timerFires: 3,
      crashes: { total: 1 },
    },
    {
      name: 'n2 holds the entry of term 1',
      until: holdsOfTerm('n2', 1),
      only: ['n1', 'n2'],
      thenLose: true,
      timerFires: 2,
    },
  ],
};
