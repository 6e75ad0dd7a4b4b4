// Single-decree Paxos for tests (Lamport, "Paxos Made Simple", 2001): acceptors, and proposers that each propose once.
import type { Node, NodeId, Protocol } from '../../sim/protocol.ts';
import { defineMonitor, defineSometimes } from '../../sim/observe.ts';
import { type Cluster, named } from '../../sim/cluster.ts';
import type { Space } from '../space.ts';

interface Accepted {
  readonly ballot: number;
  readonly value: string;
}

type ToAcceptor =
  | { readonly type: 'prepare'; readonly ballot: number }
  | { readonly type: 'accept'; readonly ballot: number; readonly value: string };

type ToProposer =
  | { readonly type: 'promise'; readonly ballot: number; readonly accepted: Accepted | null }
  | { readonly type: 'accepted'; readonly ballot: number };

interface Acceptor {
  state: { promised: number; accepted: Accepted | null };
  receives: ToAcceptor;
  sends: ToProposer;
  durable: { promised: number; accepted: Accepted | null };
  roles: 'acceptor' | 'proposer';
}

interface Proposer {
  state: {
    value: string | null;
    phase: 'idle' | 'prepare' | 'accept' | 'decided';
    answers: Set<NodeId>;
    highest: Accepted | null;
  };
  receives: ToProposer;
  sends: ToAcceptor;
  requests: { readonly type: 'propose'; readonly value: string };
  emits: { readonly type: 'decided'; readonly value: string };
  roles: 'acceptor' | 'proposer';
}

/** What can be got wrong. */
export type PaxosMistake =
  'forgets its promise' | 'ignores accepted values' | 'accepts below its promise';

const acceptor = (mistake?: PaxosMistake): Protocol<Acceptor> => ({
  start: (_node, durable) => durable ?? { promised: 0, accepted: null },

  onMessage(node, state, from, message) {
    if (message.ballot < state.promised && mistake !== 'accepts below its promise') return;
    if (message.type === 'prepare') {
      state.promised = Math.max(state.promised, message.ballot);
      if (mistake !== 'forgets its promise') node.persist(state);
      node.send(from, { type: 'promise', ballot: message.ballot, accepted: state.accepted });
    } else {
      state.promised = message.ballot;
      state.accepted = { ballot: message.ballot, value: message.value };
      node.persist(state);
      node.send(from, { type: 'accepted', ballot: message.ballot });
    }
  },
});

const proposer = (mistake?: PaxosMistake): Protocol<Proposer> => ({
  start: () => ({ value: null, phase: 'idle', answers: new Set(), highest: null }),

  onRequest(node, state, { value }) {
    state.value = value;
    state.phase = 'prepare';
    for (const to of node.nodes.acceptor)
      node.send(to, { type: 'prepare', ballot: ballotOf(node) });
  },

  onMessage(node, state, from, message) {
    if (message.ballot !== ballotOf(node)) return;
    if (message.type === 'promise' && state.phase === 'prepare') {
      state.answers.add(from);
      const { accepted } = message;
      if (accepted && accepted.ballot > (state.highest?.ballot ?? 0)) state.highest = accepted;
      if (state.answers.size < quorum(node)) return;
      state.phase = 'accept';
      state.answers = new Set();
      if (state.highest && mistake !== 'ignores accepted values') state.value = state.highest.value;
      for (const to of node.nodes.acceptor) {
        node.send(to, { type: 'accept', ballot: message.ballot, value: state.value! });
      }
    } else if (message.type === 'accepted' && state.phase === 'accept') {
      state.answers.add(from);
      if (state.answers.size < quorum(node)) return;
      state.phase = 'decided';
      node.emit({ type: 'decided', value: state.value! });
    }
  },
});

const ballotOf = (node: Node<Proposer>): number => node.nodes.proposer.indexOf(node.id) + 1;

const quorum = (node: Node<Proposer>): number => Math.floor(node.nodes.acceptor.length / 2) + 1;

const paxosCluster = (
  sizes: { acceptors: number; proposers: number },
  mistake?: PaxosMistake,
): Cluster => ({
  roles: {
    acceptor: { nodes: named('a', sizes.acceptors), protocol: () => acceptor(mistake) },
    proposer: { nodes: named('p', sizes.proposers), protocol: () => proposer(mistake) },
  },
});

export const agreement = defineMonitor<{ value: string | null }>({
  listens: ['emitted'],
  start: () => ({ value: null }),
  observe(state, seen) {
    if (seen.kind !== 'emitted') return undefined;
    const { value } = seen.output as unknown as { value: string };
    if (state.value !== null && state.value !== value) {
      return { what: `Two decisions: ${state.value} and ${value}` };
    }
    state.value = value;
    return undefined;
  },
});

const decides = defineSometimes<{ readonly nothing?: never }>({
  listens: ['emitted'],
  start: () => ({}),
  observe: () => true,
});

export const decidesValue = (value: string) =>
  defineSometimes<{ readonly nothing?: never }>({
    listens: ['emitted'],
    start: () => ({}),
    observe: (_state, seen) =>
      seen.kind === 'emitted' && (seen.output as { value?: string }).value === value,
  });

/** Every proposer proposes a value of its own. */
export const paxos = (
  sizes: { acceptors: number; proposers: number },
  rest: Partial<Space> & { mistake?: PaxosMistake } = {},
): Space => {
  const { mistake, ...bounds } = rest;
  return {
    cluster: paxosCluster(sizes, mistake),
    requests: Object.fromEntries(
      named('p', sizes.proposers).map((node, index) => [
        node,
        [{ type: 'propose', value: 'xyz'[index] }],
      ]),
    ),
    always: { 'one value is decided': agreement },
    sometimes: { 'a value is decided': decides },
    ...bounds,
  };
};
