// What must be seen in some run of a check of commits, or the runs proved nothing.
import { defineSometimes, type NodeId } from '../../sim/index.ts';
import {
  type Disk,
  diskOf,
  entryText,
  field,
  holdsEntry,
  keep,
  lastIndexOf,
  numberIn,
  termOf,
  textAt,
} from './disks.ts';

/** Without state of its own, so that it costs an explorer nothing. */
export const appliedOfType = (type: string) =>
  defineSometimes({
    listens: ['emitted'],
    start: () => ({}),
    observe: (_state, seen) =>
      seen.kind === 'emitted' &&
      seen.output.type === 'applied' &&
      field(field(seen.output, 'command'), 'type') === type,
  });

export const leadsInTerm = (node: NodeId, term: number) =>
  defineSometimes({
    listens: ['emitted'],
    start: () => ({}),
    observe: (_state, seen) =>
      seen.kind === 'emitted' &&
      seen.node === node &&
      seen.output.type === 'leading' &&
      numberIn(seen.output, 'term') === term,
  });

/** The first entry of a server's log is of this term. */
export const holdsOfTerm = (node: NodeId, term: number) =>
  defineSometimes({
    listens: ['persisted'],
    start: () => ({}),
    observe(_state, seen) {
      if (seen.kind !== 'persisted' || seen.node !== node) return false;
      const first = diskOf(seen.durable)?.entries[0];
      return first !== undefined && termOf(first) === term;
    },
  });

export const aRestart = defineSometimes({
  listens: ['restarted'],
  start: () => ({}),
  observe: () => true,
});

/** Of all servers, a majority holds the last entry of one of them, and that is of an earlier term than it. */
export const oldEntryOnMajority = defineSometimes({
  listens: ['persisted'],
  start: ({ roles }) => ({
    servers: roles['server']!.nodes.length,
    disks: new Map<NodeId, Disk>(),
  }),
  observe({ servers, disks }, seen) {
    if (seen.kind !== 'persisted') return false;
    keep(disks, seen.node, seen.durable);
    const disk = disks.get(seen.node);
    const index = disk ? lastIndexOf(disk) : 0;
    const text = disk && textAt(disk, index);
    if (!text || termOf(text) >= disk.term) return false;
    return (
      [...disks.values()].filter((other) => holdsEntry(other, index, text)).length > servers / 2
    );
  },
});

/** A new leader's log holds something of an earlier term that nobody has applied yet. */
export const inheritsUnapplied = defineSometimes({
  listens: ['persisted', 'emitted'],
  start: () => ({ disks: new Map<NodeId, Disk>(), applied: 0 }),
  observe(state, seen) {
    const { disks } = state;
    if (seen.kind === 'persisted') keep(disks, seen.node, seen.durable);
    if (seen.kind !== 'emitted') return false;
    if (seen.output.type === 'applied') {
      state.applied = Math.max(state.applied, numberIn(seen.output, 'index'));
    }
    const disk = disks.get(seen.node);
    return (
      seen.output.type === 'leading' && disk !== undefined && lastIndexOf(disk) > state.applied
    );
  },
});

/** A server that has been down applies again what it had applied before. */
export const appliesAgain = defineSometimes({
  listens: ['emitted'],
  start: () => ({ applied: new Set<string>() }),
  observe({ applied }, seen) {
    if (seen.kind !== 'emitted' || seen.output.type !== 'applied') return false;
    const key = `${seen.node} ${numberIn(seen.output, 'index')}`;
    if (applied.has(key)) return true;
    applied.add(key);
    return false;
  },
});

/** A server comes back, and its log begins after a snapshot. */
export const restartsBesideSnapshot = defineSometimes({
  listens: ['persisted', 'restarted'],
  start: () => ({ bases: new Map<NodeId, number>() }),
  observe({ bases }, seen) {
    if (seen.kind === 'persisted') bases.set(seen.node, diskOf(seen.durable)?.base ?? 0);
    return seen.kind === 'restarted' && (bases.get(seen.node) ?? 0) > 0;
  },
});

/** A leader says that something is committed which this server does not hold yet, or holds differently. */
export const commitBeyondMatch = defineSometimes({
  listens: ['received'],
  start: () => ({}),
  observe(_state, seen) {
    if (seen.kind !== 'received' || seen.message.type !== 'appendEntries') return false;
    const entries = field(seen.message, 'entries');
    const count = Array.isArray(entries) ? entries.length : 0;
    const matches = numberIn(seen.message, 'prevLogIndex') + count;
    return numberIn(seen.message, 'leaderCommit') > matches;
  },
});

/** What was on a disk gave way to another leader's entry. */
export const anOverwrite = defineSometimes({
  listens: ['persisted'],
  start: () => ({ disks: new Map<NodeId, Disk>() }),
  observe({ disks }, seen) {
    if (seen.kind !== 'persisted') return false;
    const before = disks.get(seen.node);
    keep(disks, seen.node, seen.durable);
    const now = disks.get(seen.node);
    if (!before || !now) return false;
    const last = Math.min(lastIndexOf(before), lastIndexOf(now));
    for (let index = Math.max(before.base, now.base) + 1; index <= last; index++) {
      if (textAt(before, index) !== textAt(now, index)) return true;
    }
    return false;
  },
});

/** One event makes a server apply several entries. */
export const severalAtOnce = defineSometimes({
  listens: ['received', 'requested', 'emitted', 'crashed'],
  start: () => ({ inARow: new Map<NodeId, number>() }),
  observe({ inARow }, seen) {
    if (seen.kind !== 'emitted') {
      inARow.delete(seen.node);
      return false;
    }
    if (seen.output.type !== 'applied') return false;
    const count = (inARow.get(seen.node) ?? 0) + 1;
    inARow.set(seen.node, count);
    return count >= 3;
  },
});

export const aCommit = (text: string) =>
  defineSometimes({
    listens: ['emitted'],
    start: () => ({}),
    observe: (_state, seen) =>
      seen.kind === 'emitted' && seen.output.type === 'applied' && entryText(seen.output) === text,
  });
