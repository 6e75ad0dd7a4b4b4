// The atomic register of Attiya, Bar-Noy and Dolev (1995) with many writers, for tests: replicas keep a value with its time
// stamp; a client reads from a quorum, then writes to a quorum what it read or its own value.
import { defineMonitor, defineSometimes } from '../../sim/observe.ts';
import type { Message, Node, NodeId, Protocol } from '../../sim/protocol.ts';
import { named } from '../../sim/cluster.ts';
import type { Space } from '../space.ts';

interface Stored {
  readonly time: number;
  readonly writer: NodeId;
  readonly value: string;
}

type ToReplica =
  | { readonly type: 'query'; readonly operation: number }
  | { readonly type: 'store'; readonly operation: number; readonly stored: Stored };

type ToClient =
  | { readonly type: 'current'; readonly operation: number; readonly stored: Stored }
  | { readonly type: 'done'; readonly operation: number };

interface Replica {
  state: { stored: Stored };
  receives: ToReplica;
  sends: ToClient;
  durable: { stored: Stored };
  roles: 'replica' | 'client';
}

interface Client {
  state: {
    operation: number;
    phase: 'idle' | 'query' | 'store';
    /** What it writes; null while it reads. */
    value: string | null;
    answers: Set<NodeId>;
    highest: Stored;
  };
  receives: ToClient;
  sends: ToReplica;
  requests: { readonly type: 'write'; readonly value: string } | { readonly type: 'read' };
  emits: { readonly type: 'wrote' } | { readonly type: 'read'; readonly value: string };
  roles: 'replica' | 'client';
}

export type RegisterMistake =
  | 'no write-back'
  | 'last arrival wins'
  | 'counts answers to older requests'
  | 'stores after it answers';

const nothing: Stored = { time: 0, writer: '', value: '0' };

const isNewer = (a: Stored, b: Stored): boolean =>
  a.time > b.time || (a.time === b.time && a.writer > b.writer);

const replica = (mistake?: RegisterMistake): Protocol<Replica> => ({
  start: (_node, durable) => durable ?? { stored: nothing },

  onMessage(node, state, from, message) {
    const { operation } = message;
    if (message.type === 'query') {
      node.send(from, { type: 'current', operation, stored: state.stored });
      return;
    }
    if (isNewer(message.stored, state.stored) || mistake === 'last arrival wins') {
      state.stored = message.stored;
      if (mistake === 'stores after it answers') node.send(from, { type: 'done', operation });
      node.persist(state);
    }
    node.send(from, { type: 'done', operation });
  },
});

const client = (mistake?: RegisterMistake): Protocol<Client> => ({
  start: () => ({ operation: 0, phase: 'idle', value: null, answers: new Set(), highest: nothing }),

  onRequest(node, state, request) {
    state.operation++;
    state.phase = 'query';
    state.value = request.type === 'write' ? request.value : null;
    state.answers = new Set();
    state.highest = nothing;
    for (const to of node.nodes.replica)
      node.send(to, { type: 'query', operation: state.operation });
  },

  onMessage(node, state, from, message) {
    if (message.operation !== state.operation && mistake !== 'counts answers to older requests')
      return;
    if (message.type === 'current' && state.phase === 'query') {
      state.answers.add(from);
      if (isNewer(message.stored, state.highest)) state.highest = message.stored;
      if (state.answers.size < quorum(node)) return;
      const { highest, value } = state;
      if (value === null && mistake === 'no write-back') return finish(node, state);
      if (value !== null) state.highest = { time: highest.time + 1, writer: node.id, value };
      state.phase = 'store';
      state.answers = new Set();
      for (const to of node.nodes.replica) {
        node.send(to, { type: 'store', operation: state.operation, stored: state.highest });
      }
    } else if (message.type === 'done' && state.phase === 'store') {
      state.answers.add(from);
      if (state.answers.size >= quorum(node)) finish(node, state);
    }
  },
});

function finish(node: Node<Client>, state: Client['state']): void {
  state.phase = 'idle';
  state.answers = new Set();
  if (state.value === null) node.emit({ type: 'read', value: state.highest.value });
  else node.emit({ type: 'wrote' });
  state.highest = nothing;
}

const quorum = (node: Node<Client>): number => Math.floor(node.nodes.replica.length / 2) + 1;

/**
 * Enough of linearizability for one write: once the write or a read of it has returned, a read that starts later must
 * return it.
 */
const noOldValue = defineMonitor<{ seen: boolean; open: Record<NodeId, 'new' | 'any'> }>({
  listens: ['requested', 'emitted'],
  start: () => ({ seen: false, open: {} }),
  observe(state, seen) {
    if (seen.kind === 'requested') {
      // Only what began after somebody had the new value must return it.
      state.open[seen.node] = state.seen ? 'new' : 'any';
    } else if (seen.kind === 'emitted') {
      const output = seen.output as Client['emits'];
      const must = state.open[seen.node];
      delete state.open[seen.node];
      if (output.type === 'wrote' || output.value !== '0') state.seen = true;
      else if (must === 'new')
        return { what: `${seen.node} read 0 after the new value had been seen` };
    }
    return undefined;
  },
});

const readsNew = defineSometimes<{ readonly nothing?: never }>({
  listens: ['emitted'],
  start: () => ({}),
  observe: (_state, seen) =>
    seen.kind === 'emitted' && (seen.output as { value?: string }).value === '1',
});

/** One write of 1 by the first client; the others read. */
export const register = (
  sizes: { replicas: number; clients: number },
  rest: Partial<Space> & { mistake?: RegisterMistake } = {},
): Space => {
  const { mistake, ...bounds } = rest;
  const asked = (index: number): Message[] => [
    index === 0 ? ({ type: 'write', value: '1' } as Message) : { type: 'read' },
  ];
  return {
    cluster: {
      roles: {
        replica: { nodes: named('r', sizes.replicas), protocol: () => replica(mistake) },
        client: { nodes: named('c', sizes.clients), protocol: () => client(mistake) },
      },
    },
    requests: Object.fromEntries(
      named('c', sizes.clients).map((node, index) => [node, asked(index)]),
    ),
    always: { 'no read goes back': noOldValue },
    sometimes: { 'a read returns what was written': readsNew },
    ...bounds,
  };
};
