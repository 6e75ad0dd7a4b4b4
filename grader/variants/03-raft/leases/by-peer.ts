// Right leases built differently: for each peer the moment when the newest round that it has answered was sent. The lease
// begins with the latest moment that a majority is known to have heard from. All of it forgets when the server steps down.
import { hasQuorum, type Leases, type RaftNode, type Server, termAt } from '#raft';

interface Memory {
  readonly bootedAtMs: number;
  heardAtMs: number | null;
  /** The term in which the rest counts; 0 for none. */
  term: number;
  sent: Map<number, number>;
  reached: Map<string, number>;
}

function forget(own: Memory): void {
  own.term = 0;
  own.sent = new Map();
  own.reached = new Map();
}

function leaseBegan(node: RaftNode, { configuration }: Server, { reached }: Memory): number | null {
  const moments = [...new Set(reached.values())].toSorted((a, b) => a - b);
  const heardSince = (moment: number) =>
    [...reached].filter(([, at]) => at >= moment).map(([peer]) => peer);
  return moments.findLast((at) => hasQuorum(configuration, [node.id, ...heardSince(at)])) ?? null;
}

export const leases: Leases<Memory> = {
  start: (node) => ({
    bootedAtMs: node.now(),
    heardAtMs: null,
    term: 0,
    sent: new Map(),
    reached: new Map(),
  }),

  onElected(_node, { disk }, own) {
    forget(own);
    own.term = disk.currentTerm;
  },

  onBroadcast(node, _server, own, round) {
    own.sent.set(round, node.now());
    // Nobody answers after so many rounds and still matters.
    own.sent.delete(round - 20);
  },

  onAcknowledged(_node, _server, own, from, round) {
    const sentAtMs = own.sent.get(round);
    if (sentAtMs === undefined || sentAtMs < (own.reached.get(from) ?? 0)) return;
    own.reached.set(from, sentAtMs);
  },

  mayRead(node, server, own) {
    const { disk, role, commitIndex, lastApplied, settings } = server;
    if (role !== 'leader' || own.term !== disk.currentTerm) return false;
    if (commitIndex !== lastApplied || termAt(disk, lastApplied) !== own.term) return false;
    const began = leaseBegan(node, server, own);
    const { driftMax, electionTimeoutMs } = settings;
    return (
      began !== null &&
      (node.now() - began) * (1 + driftMax) < electionTimeoutMs.min * (1 - driftMax)
    );
  },

  onLeader(node, _server, own) {
    own.heardAtMs = node.now();
    forget(own);
  },

  refusesVote(node, { settings }, { heardAtMs, bootedAtMs }) {
    return node.now() - (heardAtMs ?? bootedAtMs) < settings.electionTimeoutMs.min;
  },

  onTransfer(_node, _server, own) {
    forget(own);
  },
};
