// What an election promises beyond Raft's five properties: whose votes count, who may be voted for, and when nobody should
// stand. Judged on what servers sent, received, persisted and emitted.
import {
  type AnyMonitor,
  defineGoal,
  defineMonitor,
  type Message,
  type NodeId,
} from '../../sim/index.ts';
import {
  type Disk,
  diskOf,
  emptyDisk,
  field,
  keep,
  lastIndexOf,
  numberIn,
  termOf,
} from './disks.ts';
import { votesOnce } from './servers-promises.ts';
import { isVote, keepVotes, type Votes, votersFor } from './votes.ts';

/** Where a log ends: what decides between two of them. */
interface LogEnd {
  readonly index: number;
  readonly term: number;
}

/** The term in which this output says that a server leads. */
const wonBy = (output: Message): number | undefined =>
  output.type === 'leading' ? numberIn(output, 'term') : undefined;

const endOf = (disk: Disk): LogEnd => {
  const last = disk.entries.at(-1);
  return { index: lastIndexOf(disk), term: last === undefined ? disk.baseTerm : termOf(last) };
};

const claimOf = (request: Message): LogEnd => ({
  index: numberIn(request, 'lastLogIndex'),
  term: numberIn(request, 'lastLogTerm'),
});

/** Section 5.4.1: the later last term, then the longer log. */
const atLeastAsGood = (a: LogEnd, b: LogEnd): boolean =>
  a.term === b.term ? a.index >= b.index : a.term > b.term;

const formatEnd = ({ index, term }: LogEnd): string =>
  index === 0 ? 'is empty' : `ends at index ${index} of term ${term}`;

/** Of `votesOnce` only that nobody votes for two: what the disk knew of it is a matter of its own. */
export const votesForOne: AnyMonitor = {
  ...votesOnce,
  observe(state: object, seen) {
    const broke = votesOnce.observe(state, seen);
    return broke?.shape === 'twice' ? broke : undefined;
  },
};

/** A server that wins has been given the votes of a majority of all servers, in the term that it won. */
export const majorityBehindLeader = defineMonitor({
  listens: ['received', 'emitted', 'crashed'],
  start: ({ roles }) => ({
    servers: roles['server']!.nodes,
    votes: {} as Votes,
  }),
  observe({ servers, votes }, seen) {
    const { node } = seen;
    keepVotes(votes, seen);
    const won = seen.kind === 'emitted' ? wonBy(seen.output) : undefined;
    if (won === undefined) return undefined;
    const voters = [...new Set([node, ...votersFor(votes, node, won)])];
    if (voters.length > servers.length / 2) return undefined;
    return {
      what: `${node} leads in term ${won} with the votes of ${voters.join(' and ')}: ${voters.length} of ${servers.length} servers.`,
      nodes: voters,
    };
  },
});

/** A vote answers a request of its own term, of a candidate whose log is at least as good as the voter's. */
export const votesForTheUpToDate = defineMonitor({
  listens: ['received', 'sent', 'persisted'],
  start: () => ({ disks: new Map<NodeId, Disk>(), asked: new Map<string, Message>() }),
  observe({ disks, asked }, seen) {
    const { node } = seen;
    if (seen.kind === 'persisted') keep(disks, node, seen.durable);
    if (seen.kind === 'received' && seen.message.type === 'requestVote') {
      asked.set(`${node} ${seen.peer}`, seen.message);
    }
    if (seen.kind !== 'sent' || !isVote(seen.message)) return undefined;
    const { peer } = seen;
    const term = numberIn(seen.message, 'term');
    const request = asked.get(`${node} ${peer}`);
    const of = request ? numberIn(request, 'term') : undefined;
    if (!request || of !== term) {
      const basis = of === undefined ? 'was not asked' : `was asked for that of term ${of}`;
      return {
        what: `${node} gave ${peer} its vote of term ${term}, and ${basis}.`,
        shape: 'term',
        nodes: [node, peer],
      };
    }
    const claim = claimOf(request);
    const own = endOf(disks.get(node) ?? emptyDisk);
    if (atLeastAsGood(claim, own)) return undefined;
    return {
      what: `${node} voted for ${peer}, whose log ${formatEnd(claim)}, while its own ${formatEnd(own)}.`,
      shape: 'log',
      nodes: [node, peer],
    };
  },
});

/** A vote on disk belongs to the term on disk: it is for a candidate that asked for it in that term, or for oneself. */
export const votesAreOfTheirTerm = defineMonitor({
  listens: ['received', 'persisted'],
  start: () => ({ asked: new Set<string>() }),
  observe({ asked }, seen) {
    const { node } = seen;
    if (seen.kind === 'received' && seen.message.type === 'requestVote') {
      asked.add(`${node} ${seen.peer} ${numberIn(seen.message, 'term')}`);
    }
    const disk = seen.kind === 'persisted' ? diskOf(seen.durable) : undefined;
    if (!disk || disk.votedFor === null || disk.votedFor === node) return undefined;
    const { votedFor, term } = disk;
    if (asked.has(`${node} ${votedFor} ${term}`)) return undefined;
    return {
      what: `The disk of ${node} holds a vote for ${votedFor} in term ${term}, for which ${votedFor} has not asked.`,
      nodes: [node, votedFor],
    };
  },
});

/** A candidate says of its log what its disk holds. */
export const candidatesTellTheTruth = defineMonitor({
  listens: ['sent', 'persisted'],
  start: () => ({ disks: new Map<NodeId, Disk>() }),
  observe({ disks }, seen) {
    const { node } = seen;
    if (seen.kind === 'persisted') keep(disks, node, seen.durable);
    if (seen.kind !== 'sent' || seen.message.type !== 'requestVote') return undefined;
    const claim = claimOf(seen.message);
    const own = endOf(disks.get(node) ?? emptyDisk);
    if (claim.index === own.index && claim.term === own.term) return undefined;
    return {
      what: `${node} said that its log ends at index ${claim.index} of term ${claim.term}, and it ${formatEnd(own)}.`,
      nodes: [node],
    };
  },
});

/** A vote that is free goes to the first candidate that may have it. */
export const freeVotesAreGiven = defineMonitor({
  listens: ['received', 'sent', 'persisted'],
  start: () => ({ disks: new Map<NodeId, Disk>(), asked: new Map<string, Message>() }),
  observe({ disks, asked }, seen) {
    const { node } = seen;
    if (seen.kind === 'persisted') keep(disks, node, seen.durable);
    if (seen.kind === 'received' && seen.message.type === 'requestVote') {
      asked.set(`${node} ${seen.peer}`, seen.message);
    }
    if (seen.kind !== 'sent' || seen.message.type !== 'vote' || isVote(seen.message)) {
      return undefined;
    }
    const { peer } = seen;
    const request = asked.get(`${node} ${peer}`);
    const disk = disks.get(node) ?? emptyDisk;
    if (!request || numberIn(request, 'term') !== disk.term || disk.votedFor !== null) {
      return undefined;
    }
    const claim = claimOf(request);
    const own = endOf(disk);
    if (!atLeastAsGood(claim, own)) return undefined;
    return {
      what: `${node} refused ${peer} in term ${disk.term}, had voted for nobody, and its log ${formatEnd(own)} where that of ${peer} ${formatEnd(claim)}.`,
      nodes: [node, peer],
    };
  },
});

/** Whoever has received a message of a higher term speaks of no lower one any more. */
export const higherTermsAreAdopted = defineMonitor({
  listens: ['received', 'sent', 'crashed'],
  start: () => ({ heard: new Map<NodeId, number>() }),
  observe({ heard }, seen) {
    const { node } = seen;
    // What reached it and not its disk is forgotten, and may be.
    if (seen.kind === 'crashed') heard.delete(node);
    if (seen.kind !== 'received' && seen.kind !== 'sent') return undefined;
    const term = field(seen.message, 'term');
    if (typeof term !== 'number') return undefined;
    const highest = heard.get(node) ?? 0;
    if (seen.kind === 'received') {
      heard.set(node, Math.max(highest, term));
      return undefined;
    }
    if (term >= highest) return undefined;
    return {
      what: `${node} had heard of term ${highest}, and sent ${seen.message.type} of term ${term}.`,
      nodes: [node],
    };
  },
});

/** Where nothing goes wrong, a leader is not challenged: nobody stands for election in a later term. */
export const leadersAreLeftAlone = defineMonitor({
  listens: ['sent', 'emitted'],
  start: () => ({ led: 0, leader: '' }),
  observe(state, seen) {
    const won = seen.kind === 'emitted' ? wonBy(seen.output) : undefined;
    if (won !== undefined && won > state.led) {
      state.led = won;
      state.leader = seen.node;
    }
    if (seen.kind !== 'sent' || seen.message.type !== 'requestVote' || state.led === 0) {
      return undefined;
    }
    const term = numberIn(seen.message, 'term');
    if (term <= state.led) return undefined;
    return {
      what: `${seen.node} stood for election in term ${term}, while ${state.leader} led in term ${state.led} and nothing had gone wrong.`,
      nodes: [seen.node, state.leader],
    };
  },
});

/** Somebody has been elected by the end. */
export const someoneLeads = defineGoal({
  listens: ['emitted'],
  start: () => ({ led: false }),
  observe(state, seen) {
    if (seen.kind === 'emitted' && wonBy(seen.output) !== undefined) state.led = true;
  },
  unmet: ({ led }) => (led ? undefined : { what: 'No server was ever elected.' }),
});

/** The last server to be elected is this one. */
export const elected = (node: NodeId) =>
  defineGoal({
    listens: ['sent', 'emitted'],
    start: () => ({ last: '', stood: [] as number[] }),
    observe(state, seen) {
      if (seen.kind === 'emitted' && wonBy(seen.output) !== undefined) state.last = seen.node;
      if (seen.kind !== 'sent' || seen.node !== node) return;
      const term = numberIn(seen.message, 'term');
      if (seen.message.type !== 'requestVote' || state.stood.includes(term)) return;
      state.stood.push(term);
    },
    unmet({ last, stood }) {
      if (last === node) return undefined;
      const tries = stood.length === 0 ? 'it never stood' : `it stood in term ${stood.join(', ')}`;
      const other = last === '' ? '' : `; the last to be elected was ${last}`;
      return {
        what: `${node} should have been elected in the end: ${tries}${other}.`,
        nodes: [node],
      };
    },
  });

/** At the end, the highest term that anybody has spoken of has a leader, and it is up. */
export const aLeaderAtTheEnd = defineGoal({
  listens: ['sent', 'emitted', 'crashed'],
  start: () => ({ term: 0, leader: '', end: '' }),
  observe(state, seen) {
    if (seen.kind === 'crashed' && seen.node === state.leader) {
      state.leader = '';
      state.end = `${seen.node}, which led in term ${state.term}, has crashed`;
    }
    const won = seen.kind === 'emitted' ? wonBy(seen.output) : undefined;
    const asks = seen.kind === 'sent' && seen.message.type === 'requestVote';
    const term = won ?? (asks ? numberIn(seen.message, 'term') : 0);
    if (term > state.term) {
      state.term = term;
      state.leader = '';
      state.end = `${seen.node} stood in term ${term}, and was not elected`;
    }
    if (won !== undefined && won === state.term) state.leader = seen.node;
  },
  unmet({ leader, end }) {
    if (leader !== '') return undefined;
    return { what: `Nobody leads at the end: ${end || 'nobody ever stood'}.` };
  },
});

/** Every request for a vote that a server received was answered, unless the server crashed. */
export const everyRequestAnswered = defineGoal({
  listens: ['received', 'sent', 'crashed'],
  start: () => ({ open: [] as { node: NodeId; peer: NodeId }[] }),
  observe(state, seen) {
    if (seen.kind === 'received' && seen.message.type === 'requestVote') {
      state.open.push({ node: seen.node, peer: seen.peer });
    }
    if (seen.kind === 'crashed') {
      state.open = state.open.filter(({ node }) => node !== seen.node);
    }
    if (seen.kind === 'sent' && seen.message.type === 'vote') {
      state.open = state.open.filter(({ node, peer }) => node !== seen.node || peer !== seen.peer);
    }
  },
  unmet({ open: [first] }) {
    if (!first) return undefined;
    const { node, peer } = first;
    return { what: `${node} never answered the request of ${peer} for its vote.`, nodes: [node] };
  },
});
