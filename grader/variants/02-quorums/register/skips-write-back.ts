// A right register built differently: a read whose replies all agree returns at once, since a majority holds that
// version already. Timers are never cancelled, and ask those as well that have answered.
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

interface Job {
  readonly write?: string | null;
  readonly replies: Record<NodeId, Version>;
  version?: Version;
  readonly holders: NodeId[];
}

interface Client {
  state: { highest: number; jobs: Record<string, Job> };
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
  start: (_node, durable) => ({ highest: durable?.count ?? 0, jobs: {} }),

  onRequest(node, state, request) {
    const job: Job = {
      ...(request.type === 'write' ? { write: request.value } : {}),
      replies: {},
      holders: [],
    };
    state.jobs[request.operation] = job;
    sendToAll(node, request.operation, job);
  },

  onTimer(node, state, timer) {
    const operation = timer.replace('retry ', '');
    if (state.jobs[operation]) sendToAll(node, operation, state.jobs[operation]);
  },

  onMessage(node, state, from, message) {
    const { operation } = message;
    const job = state.jobs[operation];
    if (!job) return;
    if (message.type === 'stored') {
      if (job.version && !job.holders.includes(from)) job.holders.push(from);
      if (isMajority(node, job.holders.length)) finish(node, state, operation);
      return;
    }
    if (job.version) return;
    job.replies[from] = message;
    const replies = Object.values(job.replies);
    if (!isMajority(node, replies.length)) return;

    const newest = replies.reduce((a, b) => (isNewer(b.stamp, a.stamp) ? b : a));
    const agree = replies.every(({ stamp }) => !isNewer(newest.stamp, stamp));
    if (job.write === undefined) job.version = { stamp: newest.stamp, value: newest.value };
    else {
      state.highest = 1 + Math.max(state.highest, newest.stamp.count);
      node.persist({ count: state.highest });
      job.version = { stamp: { count: state.highest, writer: node.id }, value: job.write };
    }
    if (job.write === undefined && agree) return finish(node, state, operation);
    sendToAll(node, operation, job);
  },
} satisfies Protocol<Client>;

const isMajority = (node: Node<Client>, count: number) => count > node.nodes.replica.length / 2;

function sendToAll(node: Node<Client>, operation: string, { version }: Job) {
  for (const to of node.nodes.replica) {
    node.send(
      to,
      version ? { type: 'store', operation, ...version } : { type: 'query', operation },
    );
  }
  node.setTimer(`retry ${operation}`, { min: 60, max: 90 });
}

function finish(node: Node<Client>, state: Client['state'], operation: string) {
  const { write, version } = state.jobs[operation]!;
  delete state.jobs[operation];
  if (write !== undefined) node.emit({ type: 'write-done', operation });
  else node.emit({ type: 'read-done', operation, value: version!.value });
}
