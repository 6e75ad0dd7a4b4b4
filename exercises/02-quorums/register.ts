// The atomic register: three copies that behave like one, as long as a majority of them is up and can be reached.
// The brief is chapters/02-quorums/register.mdx.
import { type Node, type NodeId, type Protocol, todo } from '#sim';

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

/** The smallest number of replicas such that any two groups of that size share a member. */
export const majorityOf = (replicas: readonly NodeId[]): number =>
  Math.floor(replicas.length / 2) + 1;

/** How long a client waits for answers before it asks again. */
export const retryMs = { min: 50, max: 100 } as const;

/** Above 0 if `a` is newer than `b`, below 0 if it is older, 0 if they are the same stamp. */
export function compareStamps(a: Stamp, b: Stamp): number {
  // TODO(2.3a): Compare the counts, and where they are equal the names of the writers. Two writers can pick the same
  //             count at the same moment: what would two replicas hold that disagree on which of them is newer?
  todo('2.3a compareStamps');
}

export interface Replica {
  state: { newest: Version };
  receives: Query | Store;
  sends: Reply | Stored;
  durable: Version;
  roles: 'replica' | 'client';
}

export const replica: Protocol<Replica> = {
  start(_node, durable) {
    // TODO(2.3b): Return what this replica holds: what its disk has, or `initial` on a new disk.
    todo('2.3b replica.start');
  },

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
};

function onQuery(node: Node<Replica>, state: Replica['state'], from: NodeId, query: Query) {
  // TODO(2.3c): Tell `from` what this replica holds.
  todo('2.3c onQuery');
}

function onStore(node: Node<Replica>, state: Replica['state'], from: NodeId, store: Store) {
  // TODO(2.3d): Keep the version if it is newer than what this replica holds, and answer `stored`.
  //             What must be on disk when that answer leaves? And what does the client of an older version wait for?
  todo('2.3d onStore');
}

/** One operation between its request and its answer. Yours: add what you need to know of it. */
interface Operation {
  readonly request: Read | Write;
}

export interface Client {
  /** Memory is yours as well: this is one way to arrange it. */
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

export const client: Protocol<Client> = {
  start(_node, durable) {
    // TODO(2.3e): Return the memory of a client that has no operation under way. What does it know after a crash?
    todo('2.3e client.start');
  },

  onRequest(node, state, request) {
    // TODO(2.3f): Begin the query phase: send `query` to the replicas, and set the timer `retry OPERATION`.
    todo('2.3f client.onRequest');
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
    // TODO(2.3i): Ask the replicas that have not answered this phase once more, and set the timer anew.
    todo('2.3i client.onTimer');
  },
};

/** The query phase: learn the newest version that a majority holds. */
function onReply(node: Node<Client>, state: Client['state'], from: NodeId, reply: Reply) {
  // TODO(2.3g): Count the reply, once for each replica, if its operation still waits for replies. When a majority has
  //             replied, send `store`: a read stores the newest version, a write its value under a stamp above it.
  //             Why does a read store? And what must be on this client's disk before a new stamp leaves?
  todo('2.3g onReply');
}

/** The store phase: when a majority holds the version, no later operation can miss it. */
function onStored(node: Node<Client>, state: Client['state'], from: NodeId, stored: Stored) {
  // TODO(2.3h): Count the answer, once for each replica, if its operation waits for such answers. When a majority has
  //             answered, tell the application, and forget the operation.
  todo('2.3h onStored');
}
