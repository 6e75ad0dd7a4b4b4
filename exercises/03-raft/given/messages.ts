// What servers and clients say to each other, what the application asks, and what it is told. All of it is given.
// Names follow Ongaro and Ousterhout, "In Search of an Understandable Consensus Algorithm" (2014), Figures 2 and 13.
import type { NodeId } from '#sim';
import type { Command, Entry, Operation, Snapshot } from './log.ts';

/** A candidate asks for a vote. */
export interface RequestVote {
  readonly type: 'requestVote';
  readonly term: number;
  readonly lastLogIndex: number;
  readonly lastLogTerm: number;
  /** The leader itself has asked the candidate to take over: see the part `transfer`. */
  readonly transfer: boolean;
}

export interface Vote {
  readonly type: 'vote';
  readonly term: number;
  readonly granted: boolean;
}

/** Would you vote for me in `nextTerm`? Changes no term: neither of who asks, nor of who is asked. */
export interface PreVoteRequest {
  readonly type: 'preVoteRequest';
  readonly nextTerm: number;
  readonly lastLogIndex: number;
  readonly lastLogTerm: number;
}

export interface PreVote {
  readonly type: 'preVote';
  /** The term of who answers. */
  readonly term: number;
  /** The term that was asked about. */
  readonly nextTerm: number;
  readonly granted: boolean;
}

// #region append-entries
/** The leader's entries after `prevLogIndex`; with none of them, a heartbeat. */
export interface AppendEntries {
  readonly type: 'appendEntries';
  readonly term: number;
  readonly prevLogIndex: number;
  readonly prevLogTerm: number;
  readonly entries: readonly Entry[];
  readonly leaderCommit: number;
  /** Which of the leader's broadcasts this belongs to; the answer repeats it. */
  readonly round: number;
}

/** The follower's log equals the leader's up to `matchIndex`: after entries as well as after a snapshot. */
export interface Appended {
  readonly type: 'appended';
  readonly term: number;
  readonly matchIndex: number;
  readonly round: number;
}

/** The follower holds no entry of `prevLogTerm` at `prevLogIndex`, or the message was of an old term. */
export interface Rejected {
  readonly type: 'rejected';
  readonly term: number;
  /** What was asked for. */
  readonly prevLogIndex: number;
  /** The term that the follower holds at `prevLogIndex`; `null` where its log does not reach as far. */
  readonly conflictTerm: number | null;
  /** The first index that the follower holds of that term; without one, the index after its last. */
  readonly conflictIndex: number;
  readonly round: number;
}
// #endregion append-entries

/** For a follower that needs entries which the leader has compacted away. It is answered with `appended`. */
export interface InstallSnapshot {
  readonly type: 'installSnapshot';
  readonly term: number;
  readonly snapshot: Snapshot;
  readonly round: number;
}

/** The leader asks its successor to stand for election at once. */
export interface TimeoutNow {
  readonly type: 'timeoutNow';
  readonly term: number;
}

/** What servers say to servers. */
export type RaftMessage =
  | RequestVote
  | Vote
  | PreVoteRequest
  | PreVote
  | AppendEntries
  | Appended
  | Rejected
  | InstallSnapshot
  | TimeoutNow;

// #region clients
/** A client calls. A retry repeats session and sequence, a new operation takes the next sequence. */
export interface Call {
  readonly type: 'call';
  readonly session: string;
  readonly sequence: number;
  readonly operation: Operation;
}

/** The answer to the call of this session and sequence. A put or an append answers `null`. */
export interface Reply {
  readonly type: 'reply';
  readonly session: string;
  readonly sequence: number;
  readonly answer: string | null;
}

/** This server can't answer; `leader` may, where it is known. */
export interface Redirect {
  readonly type: 'redirect';
  readonly session: string;
  readonly sequence: number;
  readonly leader: NodeId | null;
}
// #endregion clients

/** The application asks a server to replicate a command. Whoever does not lead ignores it. */
export interface Propose {
  readonly type: 'propose';
  readonly command: Command;
}

/** The operator asks the leader to hand over to `to`. */
export interface Transfer {
  readonly type: 'transfer';
  readonly to: NodeId;
}

/** The operator asks the leader to add a server to the cluster, or to remove one. Whoever does not lead ignores it. */
export interface ChangeMembership {
  readonly type: 'addServer' | 'removeServer';
  readonly server: NodeId;
}

/** This server has won the election of `term`. */
export interface Leading {
  readonly type: 'leading';
  readonly term: number;
}

/** This server has applied the entry at `index`. Once for each boot, in order of the index. */
export interface Applied {
  readonly type: 'applied';
  readonly index: number;
  readonly term: number;
  readonly command: Command;
}

/** This server's machine has been put into the state of a snapshot: as if all up to `lastIndex` had been applied. */
export interface Restored {
  readonly type: 'restored';
  readonly lastIndex: number;
}

/** This server has answered a read without an entry of the log, from its machine at `index`. */
export interface ReadServed {
  readonly type: 'readServed';
  readonly index: number;
}
