// The parts that make a server, each a record of handlers. `raft.ts` calls them, and reacts to what they changed in the
// memory that they share. `Own` is what a part alone remembers: plain data, lost in a crash, named as you like.
import type { NodeId } from '#sim';
import type { Command, Configuration, Entry, Machine } from './log.ts';
import type {
  AppendEntries,
  Appended,
  Call,
  ChangeMembership,
  InstallSnapshot,
  PreVote,
  PreVoteRequest,
  Rejected,
  RequestVote,
  TimeoutNow,
  Vote,
} from './messages.ts';
import type { RaftNode, Server } from './server.ts';

/**
 * Appends a command to the leader's log, persists it, and begins to replicate it. Returns its index; `null`, and nothing
 * happened, where this server does not lead, or hands over right now.
 */
export type ProposeCommand = (command: Command) => number | null;

// #region election
/** Who leads, and who votes for whom (section 5.2, and 5.4.1 for the up-to-date rule). */
export interface Election<Own extends object = object> {
  /** At boot. Returns what the part remembers. */
  start(node: RaftNode, server: Server): Own;
  /** The time has come to stand for election. Whoever leads, or has no vote, is not asked to. */
  campaign(node: RaftNode, server: Server, own: Own, why: 'timeout' | 'transfer'): void;
  /** A message of a higher term has come, of whatever type. It is handled right after this. */
  onHigherTerm(node: RaftNode, server: Server, own: Own, term: number): void;
  onRequestVote(node: RaftNode, server: Server, own: Own, from: NodeId, message: RequestVote): void;
  onVote(node: RaftNode, server: Server, own: Own, from: NodeId, message: Vote): void;
  /** A message has come from the leader of this server's own term. It is handled right after this. */
  onLeader(node: RaftNode, server: Server, own: Own, leader: NodeId): void;
}
// #endregion election

// #region replication
/** How the leader's log becomes everybody's (section 5.3). */
export interface Replication<Own extends object = object> {
  start(node: RaftNode, server: Server): Own;
  /** This server has just begun to lead. Its log holds all that it ever will of earlier terms. */
  onElected(node: RaftNode, server: Server, own: Own): void;
  /** The index of the next entry to send to `to`. Asked before `replicate`; changes nothing. */
  nextIndex(server: Server, own: Own, to: NodeId): number;
  /** Sends `to` the entries from its next index on, as many as one message may hold; perhaps none: a heartbeat. */
  replicate(node: RaftNode, server: Server, own: Own, to: NodeId): void;
  /** Answers. Returns the index up to which the log now equals the leader's; `null` where that isn't known. */
  onAppendEntries(
    node: RaftNode,
    server: Server,
    own: Own,
    from: NodeId,
    message: AppendEntries,
  ): number | null;
  /** Keeps `server.matchIndex`. Returns whether `replicate` is to be called for `from` at once. */
  onAppended(node: RaftNode, server: Server, own: Own, from: NodeId, message: Appended): boolean;
  /** As `onAppended`. */
  onRejected(node: RaftNode, server: Server, own: Own, from: NodeId, message: Rejected): boolean;
}
// #endregion replication

/** What is committed, and what is applied (sections 5.3, 5.4.2 and 8). */
export interface Commit<Own extends object = object> {
  /** Sets `server.commitIndex` and `server.lastApplied`. `server.machine` is in the state of the snapshot. */
  start(node: RaftNode, server: Server): Own;
  /** This server has just begun to lead. It replicates nothing before this has returned. */
  onElected(node: RaftNode, server: Server, own: Own): void;
  /** On the leader: a peer's match index, or the end of the own log, has moved. */
  onProgress(node: RaftNode, server: Server, own: Own): void;
  /** On a follower: its log equals the leader's up to `matchIndex`, and the leader has committed `leaderCommit`. */
  onMatched(
    node: RaftNode,
    server: Server,
    own: Own,
    matchIndex: number,
    leaderCommit: number,
  ): void;
  /** Called whenever `commitIndex` may have moved. `apply` gives one entry to the machine. */
  applyCommitted(
    node: RaftNode,
    server: Server,
    own: Own,
    apply: (index: number, entry: Entry) => void,
  ): void;
}

/** How the log stays short (section 7). */
export interface Snapshots<Own extends object = object> {
  start(node: RaftNode, server: Server): Own;
  /** Entries have been applied. */
  onApplied(node: RaftNode, server: Server, own: Own): void;
  /** The next entry for `to` is compacted away. Called instead of `replicate`. */
  sendSnapshot(node: RaftNode, server: Server, own: Own, to: NodeId): void;
  /** Answers. `restore` puts the machine into a state, as a copy. */
  onInstallSnapshot(
    node: RaftNode,
    server: Server,
    own: Own,
    from: NodeId,
    message: InstallSnapshot,
    restore: (machine: Machine) => void,
  ): void;
}

// #region key-value
/** The replicated store, and the sessions of its clients (section 8; dissertation, chapter 6). */
export interface KeyValue<Own extends object = object> {
  start(node: RaftNode, server: Server): Own;
  /** A client calls. */
  onCall(
    node: RaftNode,
    server: Server,
    own: Own,
    from: NodeId,
    call: Call,
    propose: ProposeCommand,
  ): void;
  /** An entry is committed, and all before it have been applied. Changes `server.machine`. */
  apply(node: RaftNode, server: Server, own: Own, index: number, entry: Entry): void;
  /** This server led, and does not lead any more. */
  onSteppedDown(node: RaftNode, server: Server, own: Own): void;
}
// #endregion key-value

// #region reads
/** Reads without an entry of the log: ReadIndex (section 8; dissertation, section 6.4). */
export interface Reads<Own extends object = object> {
  start(node: RaftNode, server: Server): Own;
  /**
   * A client wants to read. `broadcast` sends a round to all peers and returns its number; `answer` answers from the
   * machine as it is now.
   */
  onRead(
    node: RaftNode,
    server: Server,
    own: Own,
    from: NodeId,
    call: Call,
    hooks: { readonly broadcast: () => number; readonly answer: Answer },
  ): void;
  /** A peer has answered a round of this leader, in its term. It may have answered earlier rounds, or not. */
  onAcknowledged(
    node: RaftNode,
    server: Server,
    own: Own,
    from: NodeId,
    round: number,
    hooks: { readonly answer: Answer },
  ): void;
  /** `commitIndex` and `lastApplied` have moved. */
  onApplied(
    node: RaftNode,
    server: Server,
    own: Own,
    hooks: { readonly broadcast: () => number; readonly answer: Answer },
  ): void;
  onSteppedDown(node: RaftNode, server: Server, own: Own): void;
}

export type Answer = (client: NodeId, call: Call) => void;
// #endregion reads

/** Reads that need no message at all, as long as clocks are what they promise to be (dissertation, section 6.4.1). */
export interface Leases<Own extends object = object> {
  start(node: RaftNode, server: Server): Own;
  onElected(node: RaftNode, server: Server, own: Own): void;
  /** This leader sends the first message of a round. */
  onBroadcast(node: RaftNode, server: Server, own: Own, round: number): void;
  onAcknowledged(node: RaftNode, server: Server, own: Own, from: NodeId, round: number): void;
  /** Whether this leader may answer a read from its machine, right now. */
  mayRead(node: RaftNode, server: Server, own: Own): boolean;
  /** As a follower: a message has come from the leader of this server's own term. */
  onLeader(node: RaftNode, server: Server, own: Own): void;
  /** Whether a vote (but one that the leader itself asked for) is refused, before its term is even looked at. */
  refusesVote(node: RaftNode, server: Server, own: Own): boolean;
  /** This leader is about to ask `to` to take over. */
  onTransfer(node: RaftNode, server: Server, own: Own): void;
}

/** Elections that disturb nobody, and leaders that notice that they are alone (dissertation, sections 9.6 and 6.2). */
export interface PreVoting<Own extends object = object> {
  start(node: RaftNode, server: Server): Own;
  /** The election timer has run out. `campaign` stands for election. */
  onElectionTimeout(node: RaftNode, server: Server, own: Own, campaign: () => void): void;
  onPreVoteRequest(
    node: RaftNode,
    server: Server,
    own: Own,
    from: NodeId,
    message: PreVoteRequest,
  ): void;
  onPreVote(
    node: RaftNode,
    server: Server,
    own: Own,
    from: NodeId,
    message: PreVote,
    campaign: () => void,
  ): void;
  /** A message has come from the leader of this server's own term. */
  onLeader(node: RaftNode, server: Server, own: Own): void;
  onElected(node: RaftNode, server: Server, own: Own): void;
  /** As a leader: a peer has answered, in this term. */
  onAcknowledged(node: RaftNode, server: Server, own: Own, from: NodeId): void;
  /** The timer `quorum` has run out, on a leader. To step down, set `server.role`. */
  onQuorumTimeout(node: RaftNode, server: Server, own: Own): void;
}

/** Handing over the leadership (dissertation, section 3.10). */
export interface Transferring<Own extends object = object> {
  start(node: RaftNode, server: Server): Own;
  /** The operator asks this leader to hand over to `to`. `giveUpLease` must come before `timeoutNow` is sent. */
  onTransfer(
    node: RaftNode,
    server: Server,
    own: Own,
    to: NodeId,
    hooks: { readonly replicate: (to: NodeId) => void; readonly giveUpLease: () => void },
  ): void;
  /** On the leader: a peer's match index has moved. */
  onProgress(
    node: RaftNode,
    server: Server,
    own: Own,
    hooks: { readonly giveUpLease: () => void },
  ): void;
  /** Whether proposals are held back right now. */
  isHandingOver(server: Server, own: Own): boolean;
  /** `campaign` stands for election, as the leader's choice. */
  onTimeoutNow(
    node: RaftNode,
    server: Server,
    own: Own,
    from: NodeId,
    message: TimeoutNow,
    campaign: () => void,
  ): void;
  /** The timer `transfer` has run out. */
  onTransferTimeout(node: RaftNode, server: Server, own: Own): void;
  onSteppedDown(node: RaftNode, server: Server, own: Own): void;
}

// #region membership
/** Changing the members of the cluster, one at a time (dissertation, chapter 4). */
export interface Membership<Own extends object = object> {
  start(node: RaftNode, server: Server): Own;
  /** The configuration that counts, now that the log or the snapshot has changed. */
  inForce(server: Server): Configuration;
  /** The operator asks for a change. Only a leader is asked. */
  onChange(
    node: RaftNode,
    server: Server,
    own: Own,
    change: ChangeMembership,
    propose: ProposeCommand,
  ): void;
  /** On the leader: a peer's match index or the commit index has moved. */
  onProgress(node: RaftNode, server: Server, own: Own, propose: ProposeCommand): void;
  /** An entry has been applied. To step down, set `server.role`. */
  onApplied(node: RaftNode, server: Server, own: Own, index: number, entry: Entry): void;
}
// #endregion membership

// #region parts
/** A server needs the first three; each of the others adds something. */
export interface Parts {
  readonly election: Election;
  readonly replication: Replication;
  readonly commit: Commit;
  readonly keyValue?: KeyValue;
  readonly snapshots?: Snapshots;
  readonly reads?: Reads;
  readonly leases?: Leases;
  readonly preVoting?: PreVoting;
  readonly transferring?: Transferring;
  readonly membership?: Membership;
}
// #endregion parts
