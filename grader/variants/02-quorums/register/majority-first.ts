// A right register built differently: a client asks no more replicas than it needs, each operation another majority, and
// the others only when the timer runs out.
import type { Node, NodeId, Protocol } from '#sim';

interface Stamp {
  readonly count: number;
  readonly writer: NodeId;
}
interface Version {
  readonly stamp: Stamp;
  readonly value: string | null;
}
type ToReplica =
  | { readonly type: 'query'; readonly operation: string }
  | ({ readonly type: 'store'; readonly operation: string } & Version);
type ToClient =
  | ({ readonly type: 'reply'; readonly operation: string } & Version)
  | { readonly type: 'stored'; readonly operation: string };

const isNewer = (a: Stamp, b: Stamp) =>
  a.count > b.count || (a.count === b.count && a.writer > b.writer);

interface Replica {
  state: { count: number; writer: NodeId; value: string | null };
  receives: ToReplica;
  sends: ToClient;
  durable: Version;
  roles: 'replica' | 'client';
}

export const replica = {
  start: (_node, durable) => ({
    count: durable?.stamp.count ?? 0,
    writer: durable?.stamp.writer ?? '',
    value: durable?.value ?? null,
  }),

  onMessage(node, state, from, message) {
    const stamp = { count: state.count, writer: state.writer };
    const { operation } = message;
    if (message.type === 'query') {
      return node.send(from, { type: 'reply', operation, stamp, value: state.value });
    }
    if (isNewer(message.stamp, stamp)) {
      Object.assign(state, message.stamp, { value: message.value });
      node.persist({ stamp: message.stamp, value: message.value });
    }
    node.send(from, { type: 'stored', operation });
  },
} satisfies Protocol<Replica>;

interface Phase {
  readonly store: Version | null;
  readonly asked: NodeId[];
  readonly answers: Map<NodeId, Version | null>;
}

interface Client {
  state: {
    highest: number;
    served: number;
    phases: Map<string, Phase & { readonly write?: string | null }>;
  };
  receives: ToClient;
  sends: ToReplica;
  requests:
    | { readonly type: 'read'; readonly operation: string }
    | { readonly type: 'write'; readonly operation: string; readonly value: string | null };
  emits:
    | { readonly type: 'read-done'; readonly operation: string; readonly value: string | null }
    | { readonly type: 'write-done'; readonly operation: string };
  timers: `retry ${string}`;
  durable: { count: number };
  roles: 'replica' | 'client';
}

export const client = {
  start: (_node, durable) => ({ highest: durable?.count ?? 0, served: 0, phases: new Map() }),

  onRequest(node, state, request) {
    const { operation } = request;
    state.served++;
    const write = request.type === 'write' ? { write: request.value } : {};
    const phase = {
      ...write,
      store: null,
      asked: aMajority(node, state.served),
      answers: new Map(),
    };
    state.phases.set(operation, phase);
    ask(node, operation, phase, phase.asked);
  },

  onTimer(node, state, timer) {
    const operation = timer.slice('retry '.length);
    const phase = state.phases.get(operation);
    if (phase) ask(node, operation, phase, node.nodes.replica);
  },

  onMessage(node, state, from, message) {
    const { operation } = message;
    const phase = state.phases.get(operation);
    if (!phase || (message.type === 'stored') !== (phase.store !== null)) return;
    phase.answers.set(from, message.type === 'reply' ? message : null);
    if (phase.answers.size <= node.nodes.replica.length / 2) return;

    if (phase.store) {
      state.phases.delete(operation);
      node.cancelTimer(`retry ${operation}`);
      if (phase.write !== undefined) return node.emit({ type: 'write-done', operation });
      return node.emit({ type: 'read-done', operation, value: phase.store.value });
    }
    let { stamp, value } = [...phase.answers.values()]
      .filter((version) => version !== null)
      .reduce((a, b) => (isNewer(b.stamp, a.stamp) ? b : a));
    if (phase.write !== undefined) {
      state.highest = 1 + Math.max(state.highest, stamp.count);
      node.persist({ count: state.highest });
      stamp = { count: state.highest, writer: node.id };
      value = phase.write;
    }
    const next = { ...phase, store: { stamp, value }, answers: new Map() };
    state.phases.set(operation, next);
    ask(node, operation, next, phase.asked);
  },
} satisfies Protocol<Client>;

/** Another one for each operation, so that the load is spread. */
function aMajority(node: Node<Client>, served: number): NodeId[] {
  const { replica: replicas } = node.nodes;
  const count = Math.floor(replicas.length / 2) + 1;
  return Array.from({ length: count }, (_, index) => replicas[(served + index) % replicas.length]!);
}

function ask(
  node: Node<Client>,
  operation: string,
  { store, answers }: Phase,
  replicas: readonly NodeId[],
) {
  for (const to of replicas) {
    if (answers.has(to)) continue;
    node.send(to, store ? { type: 'store', operation, ...store } : { type: 'query', operation });
  }
  node.setTimer(`retry ${operation}`, { min: 50, max: 100 });
}
