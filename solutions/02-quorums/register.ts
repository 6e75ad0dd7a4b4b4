// The atomic register of Attiya, Bar-Noy and Dolev (1995), with many writers as in Lynch and Shvartsman (1997): copies
// on replicas that together behave like one copy, as long as a majority of them is up and can be reached.
import type { Node, NodeId, Protocol } from '#sim';

// #region types
/** `null` until something is written. */
export type Value = string | null;

/** Orders all writes. No two values ever have the same stamp. */
export interface Stamp {
  readonly count: number;
  /** The client that made this stamp: it decides between equal counts. */
  readonly writer: NodeId;
}

export interface Version {
  readonly stamp: Stamp;
  readonly value: Value;
}

/** What every replica holds before the first write. */
export const initial: Version = { stamp: { count: 0, writer: '' }, value: null };
// #endregion types

// #region messages
/** The application asks a client. `operation` names this one request: no other ever has the same name. */
export interface Read {
  readonly type: 'read';
  readonly operation: string;
}

export interface Write {
  readonly type: 'write';
  readonly operation: string;
  readonly value: Value;
}

/** The client tells the application, once for each operation. */
export interface ReadDone {
  readonly type: 'read-done';
  readonly operation: string;
  readonly value: Value;
}

export interface WriteDone {
  readonly type: 'write-done';
  readonly operation: string;
}

/** Client to replica: what do you hold? */
export interface Query {
  readonly type: 'query';
  readonly operation: string;
}

/** Replica to client: this is what I hold. */
export interface Reply extends Version {
  readonly type: 'reply';
  readonly operation: string;
}

/** Client to replica: hold this, unless what you hold is newer. */
export interface Store extends Version {
  readonly type: 'store';
  readonly operation: string;
}

/** Replica to client: what I hold is on disk, and at least as new as what you sent. */
export interface Stored {
  readonly type: 'stored';
  readonly operation: string;
}
// #endregion messages

/** The smallest number of replicas such that any two groups of that size share a member. */
export const majorityOf = (replicas: readonly NodeId[]): number =>
  Math.floor(replicas.length / 2) + 1;

/** How long a client waits for answers before it asks again. */
export const retryMs = { min: 50, max: 100 } as const;

// #region stamps
/** Above 0 if `a` is newer than `b`, below 0 if it is older, 0 if they are the same stamp. */
export function compareStamps(a: Stamp, b: Stamp): number {
  if (a.count !== b.count) return a.count - b.count;
  if (a.writer === b.writer) return 0;
  return a.writer > b.writer ? 1 : -1;
}

const newestOf = (versions: Iterable<Version>): Version =>
  [...versions].reduce((a, b) => (compareStamps(a.stamp, b.stamp) >= 0 ? a : b));
// #endregion stamps

export interface Replica {
  state: { newest: Version };
  receives: Query | Store;
  sends: Reply | Stored;
  durable: Version;
  roles: 'replica' | 'client';
}

// #region replica
export const replica = {
  start: (_node, durable) => ({ newest: durable ?? initial }),

  onMessage(node, state, from, message) {
    switch (message.type) {
      case 'query':
        return onQuery(node, state, from, message);
      case 'store':
        return onStore(node, state, from, message);
      default:
        message satisfies never;
    }
  },
} satisfies Protocol<Replica>;

function onQuery(
  node: Node<Replica>,
  { newest }: Replica['state'],
  from: NodeId,
  { operation }: Query,
) {
  node.send(from, { type: 'reply', operation, stamp: newest.stamp, value: newest.value });
}

function onStore(
  node: Node<Replica>,
  state: Replica['state'],
  from: NodeId,
  { operation, stamp, value }: Store,
) {
  if (compareStamps(stamp, state.newest.stamp) > 0) {
    state.newest = { stamp, value };
    // On disk before anyone hears of it: a client counts this copy, and a crash must not take it back.
    node.persist(state.newest);
  }
  // A version that comes too late is acknowledged as well. Its client needs to know only that no read will find
  // anything older here.
  node.send(from, { type: 'stored', operation });
}
// #endregion replica

/** One operation between its request and its answer. Each phase waits for a majority. */
interface Operation {
  readonly request: Read | Write;
  phase:
    | { readonly asks: 'query'; readonly answers: Map<NodeId, Version> }
    | { readonly asks: 'store'; readonly answers: Set<NodeId>; readonly version: Version };
}

export interface Client {
  state: {
    disk: { count: number };
    operations: Map<string, Operation>;
  };
  receives: Reply | Stored;
  sends: Query | Store;
  requests: Read | Write;
  emits: ReadDone | WriteDone;
  timers: `retry ${string}`;
  /** The highest count that this client has put into a stamp. */
  durable: { count: number };
  roles: 'replica' | 'client';
}

// #region client
export const client = {
  start: (_node, durable) => ({ disk: durable ?? { count: 0 }, operations: new Map() }),

  onRequest(node, state, request) {
    const operation: Operation = { request, phase: { asks: 'query', answers: new Map() } };
    state.operations.set(request.operation, operation);
    ask(node, operation);
  },

  onMessage(node, state, from, message) {
    switch (message.type) {
      case 'reply':
        return onReply(node, state, from, message);
      case 'stored':
        return onStored(node, state, from, message);
      default:
        message satisfies never;
    }
  },

  onTimer(node, state, timer) {
    const operation = state.operations.get(timer.slice('retry '.length));
    if (operation) ask(node, operation);
  },
} satisfies Protocol<Client>;

/** Sends the phase's message to every replica that has not answered it, again and again: any message may be lost. */
function ask(node: Node<Client>, { request, phase }: Operation) {
  const { operation } = request;
  const message: Query | Store =
    phase.asks === 'query'
      ? { type: 'query', operation }
      : { type: 'store', operation, ...phase.version };

  for (const replica of node.nodes.replica) {
    if (!phase.answers.has(replica)) node.send(replica, message);
  }
  node.setTimer(`retry ${operation}`, retryMs);
}
// #endregion client

// #region phases
/** The query phase: learn the newest version that a majority holds. */
function onReply(
  node: Node<Client>,
  state: Client['state'],
  from: NodeId,
  { operation: id, stamp, value }: Reply,
) {
  const operation = state.operations.get(id);
  // A reply that is late belongs to a phase, or to an operation, that is over.
  if (operation?.phase.asks !== 'query') return;

  const { answers } = operation.phase;
  answers.set(from, { stamp, value });
  if (answers.size < majorityOf(node.nodes.replica)) return;

  const { request } = operation;
  const newest = newestOf(answers.values());
  // A read stores too: whoever reads after it must find at least what it is about to return.
  const version = request.type === 'write' ? stampAbove(newest, node, state, request) : newest;
  operation.phase = { asks: 'store', answers: new Set(), version };
  ask(node, operation);
}

/** The store phase: when a majority holds the version, no later operation can miss it. */
function onStored(
  node: Node<Client>,
  state: Client['state'],
  from: NodeId,
  { operation: id }: Stored,
) {
  const operation = state.operations.get(id);
  if (operation?.phase.asks !== 'store') return;

  const { answers, version } = operation.phase;
  answers.add(from);
  if (answers.size < majorityOf(node.nodes.replica)) return;

  state.operations.delete(id);
  node.cancelTimer(`retry ${id}`);
  if (operation.request.type === 'write') node.emit({ type: 'write-done', operation: id });
  else node.emit({ type: 'read-done', operation: id, value: version.value });
}
// #endregion phases

// #region stamp-above
/** A stamp for a new value: above all that a majority holds, and above all that this client ever made. */
function stampAbove(
  newest: Version,
  node: Node<Client>,
  state: Client['state'],
  { value }: Write,
): Version {
  state.disk.count = Math.max(state.disk.count, newest.stamp.count) + 1;
  // On disk before a replica sees it. The first store may reach one replica before this client crashes; if the client
  // then counted afresh, from a majority without that replica, it would give the same stamp to another value.
  node.persist(state.disk);
  return { stamp: { count: state.disk.count, writer: node.id }, value };
}
// #endregion stamp-above
