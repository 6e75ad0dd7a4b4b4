// A right register built differently: a client serves one request at a time and lets the others wait, a replica writes
// its disk at its first boot, and the phases are named by a number that counts the answers still missing.
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
type Request =
  | { readonly type: 'read'; readonly operation: string }
  | { readonly type: 'write'; readonly operation: string; readonly value: string | null };

const nothing: Version = { stamp: { count: 0, writer: '' }, value: null };

function newer(a: Version, b: Version): Version {
  if (a.stamp.count !== b.stamp.count) return a.stamp.count > b.stamp.count ? a : b;
  return a.stamp.writer >= b.stamp.writer ? a : b;
}

interface Replica {
  state: { held: Version };
  receives: ToReplica;
  sends: ToClient;
  durable: Version;
  roles: 'replica' | 'client';
}

export const replica = {
  start(node, durable) {
    if (!durable) node.persist(nothing);
    return { held: durable ?? nothing };
  },

  onMessage(node, state, from, message) {
    if (message.type === 'store') {
      state.held = newer(state.held, { stamp: message.stamp, value: message.value });
      // Also when nothing is new: more writes than needed, and right.
      node.persist(state.held);
      node.send(from, { type: 'stored', operation: message.operation });
    } else {
      node.send(from, { type: 'reply', operation: message.operation, ...state.held });
    }
  },
} satisfies Protocol<Replica>;

interface Client {
  state: {
    used: number;
    queue: Request[];
    /** Replicas that still owe an answer in this phase. */
    silent: Set<NodeId>;
    best: Version;
    storing: boolean;
  };
  receives: ToClient;
  sends: ToReplica;
  requests: Request;
  emits:
    | { readonly type: 'read-done'; readonly operation: string; readonly value: string | null }
    | { readonly type: 'write-done'; readonly operation: string };
  timers: `retry ${string}`;
  durable: { count: number };
  roles: 'replica' | 'client';
}

export const client = {
  start: (_node, durable) => ({
    used: durable?.count ?? 0,
    queue: [],
    silent: new Set<NodeId>(),
    best: nothing,
    storing: false,
  }),

  onRequest(node, state, request) {
    state.queue.push(request);
    if (state.queue.length === 1) begin(node, state);
  },

  onTimer: askTheSilent,

  onMessage(node, state, from, message) {
    const [current] = state.queue;
    if (message.operation !== current?.operation) return;
    if ((message.type === 'stored') !== state.storing) return;
    state.silent.delete(from);
    if (message.type === 'reply') {
      state.best = newer(state.best, { stamp: message.stamp, value: message.value });
    }
    const { replica: replicas } = node.nodes;
    if (replicas.length - state.silent.size <= replicas.length / 2) return;
    if (state.storing) end(node, state, current);
    else store(node, state, current);
  },
} satisfies Protocol<Client>;

function begin(node: Node<Client>, state: Client['state']) {
  state.silent = new Set(node.nodes.replica);
  state.storing = false;
  state.best = nothing;
  askTheSilent(node, state);
}

function store(node: Node<Client>, state: Client['state'], request: Request) {
  if (request.type === 'write') {
    state.used = Math.max(state.used, state.best.stamp.count) + 1;
    node.persist({ count: state.used });
    state.best = { stamp: { count: state.used, writer: node.id }, value: request.value };
  }
  state.silent = new Set(node.nodes.replica);
  state.storing = true;
  askTheSilent(node, state);
}

function end(node: Node<Client>, state: Client['state'], { type, operation }: Request) {
  node.cancelTimer(`retry ${operation}`);
  node.emit(
    type === 'write'
      ? { type: 'write-done', operation }
      : { type: 'read-done', operation, value: state.best.value },
  );
  state.queue.shift();
  if (state.queue.length > 0) begin(node, state);
}

function askTheSilent(node: Node<Client>, state: Client['state']) {
  const [current] = state.queue;
  if (!current) return;
  const { operation } = current;
  for (const to of state.silent) {
    node.send(
      to,
      state.storing ? { type: 'store', operation, ...state.best } : { type: 'query', operation },
    );
  }
  node.setTimer(`retry ${operation}`, { min: 50, max: 100 });
}
