// Reads without any message, as long as every clock keeps what it promises: the leader's lease.
// Ongaro's dissertation, section 6.4.1; section 4.2.3 for the followers' half of it.
import type { NodeId } from '#sim';
import { hasQuorum, type Leases, type RaftNode, type Server, type Settings, termAt } from '#raft';

interface Lease {
  /** As a follower: when a leader was last heard of. A server that has just booted may have heard of one right before. */
  heardAtMs: number;
  /** As a leader: when each round was sent, and the last round that each peer has answered. */
  sentAtMs: Map<number, number>;
  acknowledged: Map<NodeId, number>;
  /** A successor has been asked to take over: nobody waits for this lease any more. */
  givenUp: boolean;
}

export const leases: Leases<Lease> = {
  start: (node) => ({
    heardAtMs: node.now(),
    sentAtMs: new Map(),
    acknowledged: new Map(),
    givenUp: false,
  }),

  onElected(_node, _server, own) {
    own.sentAtMs.clear();
    own.acknowledged.clear();
    own.givenUp = false;
  },

  // #region on-broadcast
  onBroadcast(node, _server, own, round) {
    // The lease runs from here, not from the answers: a follower may have heard this at once and answered late.
    own.sentAtMs.set(round, node.now());
  },
  // #endregion on-broadcast

  // #region on-acknowledged
  onAcknowledged(node, server, own, from, round) {
    own.acknowledged.set(from, Math.max(round, own.acknowledged.get(from) ?? 0));
    const confirmed = confirmedRound(node, server, own);
    for (const earlier of own.sentAtMs.keys()) {
      if (earlier < confirmed) own.sentAtMs.delete(earlier);
    }
  },
  // #endregion on-acknowledged

  // #region may-read
  mayRead(node, server, own) {
    const { role, disk, commitIndex, lastApplied, settings } = server;
    const isCurrent = termAt(disk, commitIndex) === disk.currentTerm && lastApplied >= commitIndex;
    if (role !== 'leader' || !isCurrent || own.givenUp) return false;
    const sentAtMs = own.sentAtMs.get(confirmedRound(node, server, own));
    return sentAtMs !== undefined && node.now() < sentAtMs + leaseMs(settings);
  },
  // #endregion may-read

  onLeader(node, _server, own) {
    own.heardAtMs = node.now();
  },

  // #region refuses-vote
  refusesVote(node, { settings }, own) {
    return node.now() < own.heardAtMs + settings.electionTimeoutMs.min;
  },
  // #endregion refuses-vote

  onTransfer(_node, _server, own) {
    own.givenUp = true;
  },
};

// #region lease-ms
/**
 * A follower waits for the shortest election timeout, by its own clock. While a fast one measures that, a slow one on the
 * leader measures only so much.
 */
const leaseMs = ({ electionTimeoutMs, driftMax }: Settings): number =>
  (electionTimeoutMs.min * (1 - driftMax)) / (1 + driftMax);
// #endregion lease-ms

// #region confirmed-round
/** The last round that a majority has answered; 0 where there is none. */
function confirmedRound(node: RaftNode, server: Server, { acknowledged }: Lease): number {
  const rounds = [...acknowledged.values()].toSorted((a, b) => b - a);
  const isConfirmed = (round: number) => {
    const peers = [...acknowledged].filter(([, last]) => last >= round).map(([peer]) => peer);
    return hasQuorum(server.configuration, [node.id, ...peers]);
  };
  return rounds.find(isConfirmed) ?? 0;
}
// #endregion confirmed-round
