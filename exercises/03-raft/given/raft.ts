// A server made of parts. It hands each message, request and timer to the part that it is for, and reacts to what that
// part changed: the role, the log, a match index, the commit index. Nothing of Raft is decided here.
import type { NodeId, Protocol } from '#sim';
import {
  append,
  type Command,
  configurationAt,
  copyOfMachine,
  type Durable,
  emptyDisk,
  type Entry,
  firstIndex,
  isVoter,
  lastIndex,
  type Machine,
  peersOf,
} from './log.ts';
import type { AppendEntries, Call, InstallSnapshot, RaftMessage } from './messages.ts';
import type { Parts } from './parts.ts';
import { defaultSettings, type Raft, type RaftNode, type Server, type Settings } from './server.ts';

export interface RaftOptions extends Partial<Settings> {
  /** The first members of the cluster; all its servers, where absent. */
  readonly voters?: readonly NodeId[];
}

/** The protocol of a server. */
export function raft(parts: Parts, options: RaftOptions = {}): Protocol<Raft> {
  const { voters, ...settings } = options;
  const runningAs = (node: RaftNode, state: Raft['state']) => new Running(node, state, parts);
  return {
    start(node, durable) {
      const members = { voters: voters ?? node.nodes.server, learners: [] };
      const state = boot(durable ?? emptyDisk(members), { ...defaultSettings, ...settings });
      runningAs(node, state).start();
      return state;
    },

    onMessage(node, state, from, message) {
      const running = runningAs(node, state);
      if (message.type === 'call') running.onCall(from, message);
      else running.onMessage(from, message);
    },

    onRequest(node, state, request) {
      const running = runningAs(node, state);
      if (state.server.role !== 'leader') return;
      if (request.type === 'propose') running.propose(request.command);
      else if (request.type === 'transfer') running.onTransfer(request.to);
      else running.onChange(request);
    },

    onTimer: (node, state, timer) => runningAs(node, state).onTimer(timer),
  };
}

const boot = (disk: Durable, settings: Settings): Raft['state'] => ({
  server: {
    settings,
    disk,
    role: 'follower',
    leader: null,
    configuration: configurationAt(disk, lastIndex(disk)),
    commitIndex: 0,
    lastApplied: 0,
    machine: copyOfMachine(disk.snapshot.machine),
    matchIndex: new Map(),
    round: 0,
  },
  own: {},
  leadsTerm: null,
});

const nothing: Entry = { term: 0, command: { type: 'value', value: 'nothing' } };

/** A server for the length of one handler. */
class Running {
  readonly #node: RaftNode;
  readonly #state: Raft['state'];
  readonly #server: Server;
  readonly #parts: Parts;

  constructor(node: RaftNode, state: Raft['state'], parts: Parts) {
    this.#node = node;
    this.#state = state;
    this.#server = state.server;
    this.#parts = parts;
  }

  start(): void {
    for (const [name, part] of Object.entries(this.#parts)) {
      this.#state.own[name] = (part as Parts['election']).start(this.#node, this.#server);
    }
    this.#logChanged();
  }

  onMessage(from: NodeId, message: RaftMessage): void {
    const { election, leases } = this.#parts;
    if (message.type === 'requestVote' && !message.transfer) {
      if (leases?.refusesVote(this.#node, this.#server, this.#own('leases'))) return;
    }
    if ('term' in message && message.term > this.#server.disk.currentTerm) {
      election.onHigherTerm(this.#node, this.#server, this.#own('election'), message.term);
      this.#react();
    }
    this.#hand(from, message);
    this.#react();
  }

  #hand(from: NodeId, message: RaftMessage): void {
    const { election, preVoting, transferring } = this.#parts;
    const campaign = () => this.#campaign('timeout');
    switch (message.type) {
      case 'requestVote':
        return election.onRequestVote(...this.#to('election'), from, message);
      case 'vote':
        return election.onVote(...this.#to('election'), from, message);
      case 'preVoteRequest':
        return preVoting?.onPreVoteRequest(...this.#to('preVoting'), from, message);
      case 'preVote':
        return preVoting?.onPreVote(...this.#to('preVoting'), from, message, campaign);
      case 'appendEntries':
        return this.#onAppendEntries(from, this.#withoutOldRound(message));
      case 'appended':
        return this.#onAnswer(from, message, () =>
          this.#parts.replication.onAppended(...this.#to('replication'), from, message),
        );
      case 'rejected':
        return this.#onAnswer(from, message, () =>
          this.#parts.replication.onRejected(...this.#to('replication'), from, message),
        );
      case 'installSnapshot':
        return this.#onInstallSnapshot(from, this.#withoutOldRound(message));
      case 'timeoutNow':
        return transferring?.onTimeoutNow(...this.#to('transferring'), from, message, () =>
          this.#campaign('transfer'),
        );
      default:
        message satisfies never;
    }
  }

  /**
   * The answer to an old message is of this server's term. With the round of an earlier one it would pass for an answer to
   * the leader of this term, who counts from 1 as well.
   */
  #withoutOldRound<M extends AppendEntries | InstallSnapshot>(message: M): M {
    return message.term < this.#server.disk.currentTerm ? { ...message, round: 0 } : message;
  }

  onTimer(timer: string): void {
    const { preVoting, transferring } = this.#parts;
    const leads = this.#server.role === 'leader';
    if (timer === 'election' && !leads) this.#onElectionTimeout();
    if (timer === 'heartbeat' && leads) {
      this.#node.setTimer('heartbeat', this.#heartbeat());
      this.#broadcast();
    }
    if (timer === 'quorum' && leads) preVoting?.onQuorumTimeout(...this.#to('preVoting'));
    if (timer === 'transfer') transferring?.onTransferTimeout(...this.#to('transferring'));
    this.#react();
  }

  /**
   * Who has no vote waits: it may get one. Who is about to lose it still stands: until that is committed, there may be no
   * other whose log is long enough (dissertation, section 4.2.2).
   */
  #onElectionTimeout(): void {
    const { settings, configuration, disk, commitIndex } = this.#server;
    const { id } = this.#node;
    if (!isVoter(configuration, id) && !isVoter(configurationAt(disk, commitIndex), id)) {
      // Nobody leads it any more, as far as it knows: it may have been removed, and is told nothing.
      this.#server.leader = null;
      return this.#node.setTimer('election', settings.electionTimeoutMs);
    }
    const campaign = () => this.#campaign('timeout');
    if (!this.#parts.preVoting) return campaign();
    this.#parts.preVoting.onElectionTimeout(...this.#to('preVoting'), campaign);
  }

  #campaign(why: 'timeout' | 'transfer'): void {
    this.#parts.election.campaign(...this.#to('election'), why);
  }

  #onAppendEntries(from: NodeId, message: AppendEntries): void {
    this.#heardFromLeader(from, message.term);
    const { replication, commit } = this.#parts;
    const matched = replication.onAppendEntries(...this.#to('replication'), from, message);
    this.#logChanged();
    if (matched === null) return;
    commit.onMatched(...this.#to('commit'), matched, message.leaderCommit);
    this.#applyCommitted();
  }

  #onInstallSnapshot(from: NodeId, message: InstallSnapshot): void {
    this.#heardFromLeader(from, message.term);
    const restore = (machine: Machine) => {
      this.#server.machine = copyOfMachine(machine);
      this.#node.emit({ type: 'restored', lastIndex: this.#server.disk.snapshot.lastIndex });
    };
    const { snapshots } = this.#parts;
    snapshots?.onInstallSnapshot(...this.#to('snapshots'), from, message, restore);
    this.#logChanged();
    this.#applyCommitted();
  }

  #heardFromLeader(from: NodeId, term: number): void {
    if (term !== this.#server.disk.currentTerm) return;
    this.#parts.election.onLeader(...this.#to('election'), from);
    this.#parts.preVoting?.onLeader(...this.#to('preVoting'));
    this.#parts.leases?.onLeader(...this.#to('leases'));
  }

  /** A peer has answered: whatever it says, it says it to the leader of its term. */
  #onAnswer(
    from: NodeId,
    { term, round }: { readonly term: number; readonly round: number },
    handle: () => boolean,
  ): void {
    const more = handle();
    if (this.#server.role !== 'leader' || term !== this.#server.disk.currentTerm) return;
    if (more) this.#replicateTo(from);
    this.#progress();
    this.#parts.preVoting?.onAcknowledged(...this.#to('preVoting'), from);
    this.#parts.leases?.onAcknowledged(...this.#to('leases'), from, round);
    const answer = this.#answer;
    this.#parts.reads?.onAcknowledged(...this.#to('reads'), from, round, { answer });
  }

  /** What follows from a match index, or from the end of the own log. */
  #progress(): void {
    const { commit, membership, transferring } = this.#parts;
    commit.onProgress(...this.#to('commit'));
    this.#applyCommitted();
    if (this.#server.role !== 'leader') return;
    const giveUpLease = this.#giveUpLease;
    transferring?.onProgress(...this.#to('transferring'), { giveUpLease });
    membership?.onProgress(...this.#to('membership'), this.#proposeCommand);
  }

  propose(command: Command): number | null {
    const { disk, role } = this.#server;
    const { transferring } = this.#parts;
    if (role !== 'leader') return null;
    if (transferring?.isHandingOver(this.#server, this.#own('transferring'))) return null;
    const index = append(disk, { term: disk.currentTerm, command });
    this.#node.persist(disk);
    this.#logChanged();
    this.#broadcast();
    this.#progress();
    return index;
  }

  readonly #proposeCommand = (command: Command): number | null => this.propose(command);

  onCall(from: NodeId, call: Call): void {
    const { keyValue, reads, leases } = this.#parts;
    if (call.operation.type !== 'get' || !reads) {
      keyValue?.onCall(...this.#to('keyValue'), from, call, this.#proposeCommand);
    } else if (leases?.mayRead(...this.#to('leases'))) {
      this.#answer(from, call);
    } else {
      const hooks = { broadcast: this.#broadcast, answer: this.#answer };
      reads.onRead(...this.#to('reads'), from, call, hooks);
    }
    this.#react();
  }

  readonly #answer = (client: NodeId, { session, sequence, operation }: Call): void => {
    const { machine, lastApplied } = this.#server;
    this.#node.emit({ type: 'readServed', index: lastApplied });
    const answer = machine.values[operation.key] ?? '';
    this.#node.send(client, { type: 'reply', session, sequence, answer });
  };

  onTransfer(to: NodeId): void {
    const hooks = { replicate: this.#replicateTo, giveUpLease: this.#giveUpLease };
    this.#parts.transferring?.onTransfer(...this.#to('transferring'), to, hooks);
  }

  readonly #giveUpLease = (): void => this.#parts.leases?.onTransfer(...this.#to('leases'));

  onChange(change: Raft['requests'] & { type: 'addServer' | 'removeServer' }): void {
    const { membership } = this.#parts;
    membership?.onChange(...this.#to('membership'), change, this.#proposeCommand);
    this.#react();
  }

  #applyCommitted(): void {
    const { commit, snapshots, reads } = this.#parts;
    const before = this.#server.lastApplied;
    commit.applyCommitted(...this.#to('commit'), (index, entry) => this.#apply(index, entry));
    if (this.#server.lastApplied === before) return;
    snapshots?.onApplied(...this.#to('snapshots'));
    const hooks = { broadcast: this.#broadcast, answer: this.#answer };
    reads?.onApplied(...this.#to('reads'), hooks);
  }

  #apply(index: number, entry: Entry | undefined): void {
    // What a log does not hold can't be applied. The story says so, where an error would only name this line.
    const { term, command } = entry ?? nothing;
    this.#node.emit({ type: 'applied', index, term, command });
    if (!entry) return;
    this.#parts.keyValue?.apply(...this.#to('keyValue'), index, entry);
    this.#parts.membership?.onApplied(...this.#to('membership'), index, entry);
  }

  #logChanged(): void {
    const { membership } = this.#parts;
    if (membership) this.#server.configuration = membership.inForce(this.#server);
  }

  readonly #broadcast = (): number => {
    const { configuration } = this.#server;
    const { reads, leases } = this.#parts;
    // Only those two tell rounds apart.
    if (reads || leases) this.#server.round++;
    leases?.onBroadcast(...this.#to('leases'), this.#server.round);
    for (const peer of peersOf(configuration, this.#node.id)) this.#replicateTo(peer);
    return this.#server.round;
  };

  readonly #replicateTo = (to: NodeId): void => {
    const { replication, snapshots } = this.#parts;
    const next = replication.nextIndex(this.#server, this.#own('replication'), to);
    if (next >= firstIndex(this.#server.disk))
      replication.replicate(...this.#to('replication'), to);
    else snapshots?.sendSnapshot(...this.#to('snapshots'), to);
  };

  /** Tells all parts where this server has begun or ceased to lead. */
  #react(): void {
    const { role, disk } = this.#server;
    if (role === 'leader' && this.#state.leadsTerm !== disk.currentTerm) this.#beginToLead();
    // Beginning may end it again: a leader that is no member steps down as soon as that is committed.
    if (this.#server.role !== 'leader' && this.#state.leadsTerm !== null) this.#ceaseToLead();
  }

  #beginToLead(): void {
    const server = this.#server;
    const { commit, replication, leases, preVoting } = this.#parts;
    const term = server.disk.currentTerm;
    this.#state.leadsTerm = term;
    server.leader = this.#node.id;
    server.matchIndex = new Map();
    server.round = 0;
    this.#node.cancelTimer('election');
    this.#node.emit({ type: 'leading', term });
    commit.onElected(...this.#to('commit'));
    this.#logChanged();
    replication.onElected(...this.#to('replication'));
    leases?.onElected(...this.#to('leases'));
    preVoting?.onElected(...this.#to('preVoting'));
    this.#node.setTimer('heartbeat', this.#heartbeat());
    this.#broadcast();
    this.#progress();
  }

  #ceaseToLead(): void {
    const { keyValue, reads, transferring } = this.#parts;
    this.#state.leadsTerm = null;
    for (const timer of ['heartbeat', 'quorum', 'transfer'] as const) this.#node.cancelTimer(timer);
    this.#node.setTimer('election', this.#server.settings.electionTimeoutMs);
    keyValue?.onSteppedDown(...this.#to('keyValue'));
    reads?.onSteppedDown(...this.#to('reads'));
    transferring?.onSteppedDown(...this.#to('transferring'));
  }

  #heartbeat(): { min: number; max: number } {
    const { heartbeatMs } = this.#server.settings;
    return { min: heartbeatMs, max: heartbeatMs };
  }

  #own(part: keyof Parts): object {
    return this.#state.own[part]!;
  }

  /** What every handler of a part is given first. */
  #to(part: keyof Parts): [RaftNode, Server, object] {
    return [this.#node, this.#server, this.#own(part)];
  }
}
