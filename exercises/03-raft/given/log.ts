// The durable record of a server, and pure helpers over its log. They know that a snapshot may stand for the first
// entries: every index is the one of the paper, from 1, whatever has been compacted away.
import type { NodeId } from '#sim';

/** What clients want of the key-value store. */
export type Operation =
  | { readonly type: 'get'; readonly key: string }
  | { readonly type: 'put' | 'append'; readonly key: string; readonly value: string };

/** What an entry of the log says. */
export type Command =
  /** Says nothing: the first entry of a leader's term. */
  | { readonly type: 'no-op' }
  /** For exercises without clients: a value of no further meaning. */
  | { readonly type: 'value'; readonly value: string }
  | {
      readonly type: 'call';
      readonly session: string;
      readonly sequence: number;
      readonly operation: Operation;
    }
  /** The members of the cluster, from this entry on: see the part `membership`. */
  | { readonly type: 'configuration'; readonly configuration: Configuration };

export interface Entry {
  readonly term: number;
  readonly command: Command;
}

/** Who belongs to the cluster. Learners are sent all entries, and have no vote. */
export interface Configuration {
  readonly voters: readonly NodeId[];
  readonly learners: readonly NodeId[];
}

// #region machine
/** The replicated state machine: a store, and for each client's session the last call and its answer. Plain records. */
export interface Machine {
  values: Record<string, string>;
  sessions: Record<string, { sequence: number; answer: string | null }>;
}
// #endregion machine

// #region snapshot
/** Stands for all entries up to `lastIndex`. */
export interface Snapshot {
  readonly lastIndex: number;
  readonly lastTerm: number;
  /** The configuration as of `lastIndex`. */
  readonly configuration: Configuration;
  readonly machine: Machine;
}
// #endregion snapshot

/** What the disk of a server holds, written as one value. */
export interface Durable {
  currentTerm: number;
  votedFor: NodeId | null;
  snapshot: Snapshot;
  /** The entries after the snapshot. */
  log: Entry[];
}

// #region helpers
/** The index of the last entry; the snapshot's, where there is none after it; 0 for an empty log. */
export const lastIndex = ({ snapshot, log }: Durable): number => snapshot.lastIndex + log.length;

export const lastTerm = (disk: Durable): number => termAt(disk, lastIndex(disk))!;

/** The term of the entry at `index`; 0 at index 0; `undefined` where it is compacted away, or not there yet. */
export function termAt({ snapshot, log }: Durable, index: number): number | undefined {
  if (index === snapshot.lastIndex) return snapshot.lastTerm;
  return log[index - snapshot.lastIndex - 1]?.term;
}

/** The entry at `index`; `undefined` where it is compacted away, or not there yet. */
export const entryAt = ({ snapshot, log }: Durable, index: number): Entry | undefined =>
  log[index - snapshot.lastIndex - 1];

/** The index of the first entry that is still there, or would be the next. */
export const firstIndex = ({ snapshot }: Durable): number => snapshot.lastIndex + 1;

/** At most `count` entries from `index` on. What is compacted away must not be asked for. */
export function entriesFrom({ snapshot, log }: Durable, index: number, count = Infinity): Entry[] {
  const offset = index - snapshot.lastIndex - 1;
  return log.slice(offset, offset + count);
}

/** Forgets the entry at `index` and all after it. */
export function truncateFrom(disk: Durable, index: number): void {
  disk.log.length = Math.max(0, index - disk.snapshot.lastIndex - 1);
}

export const append = (disk: Durable, ...entries: readonly Entry[]): number =>
  disk.snapshot.lastIndex + disk.log.push(...entries);
// #endregion helpers

// #region configurations
/** Whether `ids` hold a majority of the voters: of all of them, not of those in reach. */
export const hasQuorum = ({ voters }: Configuration, ids: Iterable<NodeId>): boolean => {
  const among = new Set(ids);
  return voters.filter((voter) => among.has(voter)).length > voters.length / 2;
};

export const isVoter = ({ voters }: Configuration, id: NodeId): boolean => voters.includes(id);

/** All members but `id`: those to whom a leader replicates. */
export const peersOf = ({ voters, learners }: Configuration, id: NodeId): NodeId[] =>
  [...voters, ...learners].filter((member) => member !== id);

/** The configuration of the last such entry up to `index`, committed or not; else the snapshot's. */
export function configurationAt(disk: Durable, index: number): Configuration {
  for (let at = index; at >= firstIndex(disk); at--) {
    const command = entryAt(disk, at)?.command;
    if (command?.type === 'configuration') return command.configuration;
  }
  return disk.snapshot.configuration;
}
// #endregion configurations

/** The disk of a server that has never run. */
export const emptyDisk = (configuration: Configuration): Durable => ({
  currentTerm: 0,
  votedFor: null,
  snapshot: { lastIndex: 0, lastTerm: 0, configuration, machine: emptyMachine() },
  log: [],
});

export const emptyMachine = (): Machine => ({ values: {}, sessions: {} });

/** A copy that shares nothing with `machine`. */
export const copyOfMachine = ({ values, sessions }: Machine): Machine => ({
  values: { ...values },
  sessions: Object.fromEntries(
    Object.entries(sessions).map(([session, last]) => [session, { ...last }]),
  ),
});
