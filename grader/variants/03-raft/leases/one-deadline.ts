// Right leases built differently: a deadline on each side. The leader moves its own on with each round that a majority has
// answered, a few milliseconds early; a server refuses its vote while it leads by a lease of its own, as well.
import { hasQuorum, isVoter, type Leases, type RaftNode, type Server, termAt } from '#raft';

interface Round {
  readonly round: number;
  readonly sentAtMs: number;
  readonly answered: string[];
}

interface Memory {
  /** Votes are free from here on. */
  freeAtMs: number;
  /** The lease lasts until here. */
  untilMs: number;
  rounds: Round[];
}

const marginMs = 3;

const promiseEnds = (node: RaftNode, { settings }: Server): number =>
  node.now() + settings.electionTimeoutMs.min;

const leaseLasts = (node: RaftNode, server: Server, own: Memory): boolean =>
  server.role === 'leader' && node.now() < own.untilMs;

export const leases: Leases<Memory> = {
  start: (node, server) => ({ freeAtMs: promiseEnds(node, server), untilMs: 0, rounds: [] }),

  onElected(_node, _server, own) {
    own.untilMs = 0;
    own.rounds = [];
  },

  onBroadcast(node, _server, own, round) {
    if (own.untilMs < 0) return;
    own.rounds.push({ round, sentAtMs: node.now(), answered: [node.id] });
  },

  onAcknowledged(_node, { configuration, settings }, own, from, round) {
    if (!isVoter(configuration, from)) return;
    const { electionTimeoutMs, driftMax } = settings;
    const slowestMs = electionTimeoutMs.min / ((1 + driftMax) / (1 - driftMax)) - marginMs;
    for (const each of own.rounds) if (each.round <= round) each.answered.push(from);
    const last = own.rounds.findLastIndex(({ answered }) => hasQuorum(configuration, answered));
    if (last < 0) return;
    own.untilMs = Math.max(own.untilMs, own.rounds[last]!.sentAtMs + slowestMs);
    own.rounds.splice(0, last + 1);
  },

  mayRead(node, server, own) {
    const { disk, commitIndex, lastApplied } = server;
    if (!leaseLasts(node, server, own) || lastApplied < commitIndex) return false;
    return termAt(disk, commitIndex) === disk.currentTerm;
  },

  onLeader(node, server, own) {
    own.freeAtMs = promiseEnds(node, server);
  },

  refusesVote(node, server, own) {
    return node.now() < own.freeAtMs || leaseLasts(node, server, own);
  },

  onTransfer(_node, _server, own) {
    // Below zero: no round counts any more in this term.
    own.untilMs = -1;
    own.rounds = [];
  },
};
