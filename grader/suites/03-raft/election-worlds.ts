// The clusters of the election, and the worlds in which time itself is judged: who stands when.
import { type Election, idleCommit, idleReplication, raft } from '#raft';
import { commit } from '../../../solutions/03-raft/commit.ts';
import { replication } from '../../../solutions/03-raft/replication.ts';
import { snapshots } from '../../../solutions/03-raft/snapshots.ts';
import {
  type AnyMonitor,
  type Cluster,
  defineMonitor,
  type Message,
  type Node,
  type NodeId,
  type Protocol,
} from '../../sim/index.ts';
import type { Answer } from '../suite.ts';
import { clusterOf } from './clusters.ts';
import { numberIn } from './disks.ts';
import { proposal } from './steps.ts';

export const cluster = clusterOf(({ election }) => ({ election: election as Election }));

/** Elections alone: nothing is replicated, so that a small world can be exhausted. */
export const bare = clusterOf(({ election }) => ({
  election: election as Election,
  replication: idleReplication,
  commit: idleCommit,
}));

export const compacting = clusterOf(({ election }) => ({
  election: election as Election,
  snapshots,
}));

/** Each server is asked to replicate each value: whoever leads does. */
export const proposals = (servers: readonly NodeId[], values: readonly string[]) =>
  values.flatMap((value) =>
    servers.map((node) => ({ node, request: proposal(`${value} of ${node}`) })),
  );

interface Stubborn {
  state: { term: number; led: boolean };
  receives: Message;
  sends: Message;
  timers: 'stand';
}

/** More often than any right server stands. */
const standsEvery = { min: 100, max: 100 };

/** A server that has missed all entries, answers nobody, and stands for election all the time once there was a leader. */
const stubborn: Protocol<Stubborn> = {
  start: () => ({ term: 0, led: false }),
  onMessage(node, state, _from, message) {
    state.term = Math.max(state.term, numberIn(message, 'term'));
    if (state.led || message.type !== 'appendEntries') return;
    state.led = true;
    stand(node, state);
  },
  onTimer: stand,
};

function stand(node: Node<Stubborn>, state: Stubborn['state']): void {
  state.term++;
  const request = {
    type: 'requestVote',
    term: state.term,
    lastLogIndex: 0,
    lastLogTerm: 0,
    transfer: false,
  };
  for (const peer of ['n1', 'n2']) node.send(peer, request);
  node.setTimer('stand', standsEvery);
}

/** n1 and n2 run the answer, n3 is the stubborn one. */
export const withOneStubborn = (answer: Answer): Cluster => {
  const election = () => answer()['election'] as Election;
  const voters = ['n1', 'n2', 'n3'];
  return {
    roles: {
      server: {
        nodes: ['n1', 'n2'],
        protocol: () => raft({ election: election(), replication, commit }, { voters }),
      },
      stubborn: { nodes: ['n3'], protocol: () => stubborn },
    },
  };
};

/**
 * Whoever refuses a candidate goes on waiting for a leader, and stands when its time is up. The sixth request of the
 * stubborn server comes 500 ms after the first; the longest timeout is 300 ms.
 */
export const refusedDontDelay: AnyMonitor = defineMonitor({
  listens: ['received', 'sent'],
  start: () => ({ refused: 0 }),
  observe(state, seen) {
    if (seen.kind !== 'received' && seen.kind !== 'sent') return undefined;
    if (seen.message.type !== 'requestVote') return undefined;
    if (seen.kind === 'sent' && seen.node !== 'n3') state.refused = 0;
    if (seen.kind !== 'received' || seen.peer !== 'n3' || seen.node !== 'n1') return undefined;
    state.refused++;
    if (state.refused <= 5) return undefined;
    return {
      what: `n3, which can't win, has stood ${state.refused} times in a row, 100 ms apart, and neither n1 nor n2 has stood.`,
      nodes: ['n1', 'n2', 'n3'],
    };
  },
});

/** With two servers that stand at random moments, one term in eight is lost. Seven in a row are no accident. */
export const termsInVainAtMost = (most: number): AnyMonitor =>
  defineMonitor({
    listens: ['sent', 'emitted'],
    start: () => ({ inVain: [] as number[], candidates: [] as NodeId[] }),
    observe(state, seen) {
      if (seen.kind === 'emitted' && seen.output.type === 'leading') state.inVain = [];
      if (seen.kind !== 'sent' || seen.message.type !== 'requestVote') return undefined;
      const term = numberIn(seen.message, 'term');
      if (!state.inVain.includes(term)) state.inVain.push(term);
      state.candidates = [...new Set([...state.candidates, seen.node])].toSorted();
      if (state.inVain.length <= most) return undefined;
      return {
        what: `In ${most} terms in a row nobody was elected: ${state.candidates.join(' and ')} stood, each at the same time as the other.`,
        nodes: state.candidates,
      };
    },
  });

/** One request for each peer, with room for one more; and one answer for each request. */
export const requestsAtMost = (most: number): AnyMonitor =>
  defineMonitor({
    listens: ['sent'],
    start: () => ({ requests: {} as Record<string, number>, open: 0 }),
    observe(state, seen) {
      if (seen.kind !== 'sent') return undefined;
      const { node, peer, message } = seen;
      if (message.type === 'vote') {
        state.open--;
        if (state.open >= 0) return undefined;
        return { what: `${node} answered ${peer} without having been asked.`, nodes: [node, peer] };
      }
      if (message.type !== 'requestVote') return undefined;
      state.open++;
      const term = numberIn(message, 'term');
      const count = (state.requests[`${node} ${term}`] ?? 0) + 1;
      state.requests[`${node} ${term}`] = count;
      if (count <= most) return undefined;
      return { what: campaignCost(node, term, count), nodes: [node] };
    },
  });

const campaignCost = (node: NodeId, term: number, count: number): string =>
  `${node} sent ${count} requests for votes in term ${term}, where two peers can be asked and nothing is lost.`;
