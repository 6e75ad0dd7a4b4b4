// What the parts of one server share: its memory, and the interface of a node that runs Raft.
import type { Node, NodeId } from '#sim';
import type { Configuration, Durable, Machine } from './log.ts';
import type {
  Applied,
  Call,
  ChangeMembership,
  Leading,
  Propose,
  RaftMessage,
  ReadServed,
  Redirect,
  Reply,
  Restored,
  Transfer,
} from './messages.ts';

/** What the brief fixes. Times are in milliseconds of the server's own clock. */
export interface Settings {
  readonly heartbeatMs: number;
  readonly electionTimeoutMs: { readonly min: number; readonly max: number };
  /** Entries in one AppendEntries, at most. */
  readonly entriesPerMessageMax: number;
  /** A server takes a snapshot when it has applied so many entries since the last one. */
  readonly snapshotEntries: number;
  /** A clock gains or loses at most this share of real time. */
  readonly driftMax: number;
}

export const defaultSettings: Settings = {
  heartbeatMs: 50,
  electionTimeoutMs: { min: 150, max: 300 },
  entriesPerMessageMax: 16,
  snapshotEntries: 20,
  driftMax: 0.05,
};

/** The memory that all parts of a server see. What is a part's alone, it keeps in a memory of its own. */
export interface Server {
  readonly settings: Settings;
  /** What the disk holds, once it has been persisted. */
  readonly disk: Durable;
  role: 'follower' | 'candidate' | 'leader';
  /** Whom this server takes for the leader of its term. */
  leader: NodeId | null;
  /** The members that count now. */
  configuration: Configuration;
  commitIndex: number;
  lastApplied: number;
  /** What all entries up to `lastApplied` have made of it. */
  machine: Machine;
  /** On a leader: up to which index a peer's log is known to equal its own. */
  matchIndex: Map<NodeId, number>;
  /** On a leader: the number of its last broadcast in this term. */
  round: number;
}

/** The types of a server, seen from outside. */
export interface Raft {
  state: {
    readonly server: Server;
    /** What each part remembers, by the name of the part. */
    readonly own: Record<string, object>;
    /** The term in which this server leads, once all parts know it. */
    leadsTerm: number | null;
  };
  receives: RaftMessage | Call;
  sends: RaftMessage | Reply | Redirect;
  requests: Propose | Transfer | ChangeMembership;
  emits: Leading | Applied | Restored | ReadServed;
  timers: 'election' | 'heartbeat' | 'quorum' | 'transfer';
  durable: Durable;
  roles: 'server' | 'client';
}

export type RaftNode = Node<Raft>;
