// The clusters in which snapshots are judged: the answer's part, the references of all others, and here and there a part
// that is right in another way.
import type { Replication, Snapshots } from '#raft';
import { membership } from '../../../solutions/03-raft/membership.ts';
import { replication } from '../../../solutions/03-raft/replication.ts';
import type { Answer } from '../suite.ts';
import { clusterOf } from './clusters.ts';
import { oneAtATime } from './one-at-a-time.ts';

const partOf = ({ snapshots }: ReturnType<Answer>): Snapshots => snapshots as Snapshots;

const given: Replication = replication;

/**
 * Asks nothing twice at once: where a wrong snapshot makes two servers disagree for good, question and answer would go
 * round without end.
 */
const patient: Replication = {
  ...given,
  onRejected(node, server, own, from, message) {
    const before = given.nextIndex(server, own, from);
    const more = given.onRejected(node, server, own, from, message);
    return more && given.nextIndex(server, own, from) !== before;
  },
};

/** A snapshot after two entries. */
const soon = { snapshotEntries: 2 };

export const cluster = clusterOf((answer) => ({ snapshots: partOf(answer), replication: patient }));

export const three = cluster({ servers: 3, ...soon });
export const threeWithClients = cluster({ servers: 3, clients: 2, ...soon });
export const five = cluster({ servers: 5, ...soon });

export const threeWith = (snapshotEntries: number) =>
  cluster({ servers: 3, clients: 2, snapshotEntries });

/** Entries are applied one for each message: `lastApplied` falls behind. */
export const unhurried = clusterOf((answer) => ({
  snapshots: partOf(answer),
  replication: patient,
  commit: oneAtATime,
}))({ servers: 3, ...soon });

/** n4 is none of the first members. */
export const withMembership = clusterOf((answer) => ({
  snapshots: partOf(answer),
  replication: patient,
  membership,
}))({
  servers: 4,
  voters: ['n1', 'n2', 'n3'],
  ...soon,
});
