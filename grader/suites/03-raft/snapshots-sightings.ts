// What must be seen of snapshots in some run, what must have come of one, and what it may cost.
import { defineGoal, defineSometimes, type NodeId } from '../../sim/index.ts';
import { diskOf, field, numberIn } from './disks.ts';

/** A server has put the snapshot of another one in place of its own state. */
export const anInstall = defineSometimes({
  listens: ['emitted'],
  start: () => ({}),
  observe: (_state, seen) => seen.kind === 'emitted' && seen.output.type === 'restored',
});

export const anApplied = defineSometimes({
  listens: ['emitted'],
  start: () => ({}),
  observe: (_state, seen) => seen.kind === 'emitted' && seen.output.type === 'applied',
});

/** A disk has been written that begins with a snapshot. */
export const aSnapshot = defineSometimes({
  listens: ['persisted'],
  start: () => ({}),
  observe: (_state, seen) => seen.kind === 'persisted' && (diskOf(seen.durable)?.base ?? 0) > 0,
});

export const aRestartFromASnapshot = defineSometimes({
  listens: ['persisted', 'restarted'],
  start: () => ({ compacted: [] as NodeId[] }),
  observe({ compacted }, seen) {
    const { node } = seen;
    const isKnown = compacted.includes(node);
    if (seen.kind === 'persisted' && !isKnown && (diskOf(seen.durable)?.base ?? 0) > 0) {
      compacted.push(node);
      compacted.sort();
    }
    return seen.kind === 'restarted' && isKnown;
  },
});

/** A snapshot arrived of which the addressee had applied everything. */
export const anOldSnapshot = defineSometimes({
  listens: ['received', 'emitted', 'crashed'],
  start: () => ({ applied: new Map<NodeId, number>() }),
  observe({ applied }, seen) {
    const { node } = seen;
    if (seen.kind === 'crashed') applied.delete(node);
    if (seen.kind === 'emitted' && seen.output.type === 'applied') {
      applied.set(node, numberIn(seen.output, 'index'));
    }
    if (seen.kind === 'emitted' && seen.output.type === 'restored') {
      applied.set(node, numberIn(seen.output, 'lastIndex'));
    }
    if (seen.kind !== 'received' || seen.message.type !== 'installSnapshot') return false;
    const last = numberIn(field(seen.message, 'snapshot'), 'lastIndex');
    return last <= (applied.get(node) ?? 0);
  },
});

/** A snapshot was written while the log went on after it. */
export const aTail = defineSometimes({
  listens: ['persisted'],
  start: () => ({ bases: new Map<NodeId, number>() }),
  observe({ bases }, seen) {
    if (seen.kind !== 'persisted') return false;
    const disk = diskOf(seen.durable);
    if (!disk) return false;
    const isNew = disk.base > (bases.get(seen.node) ?? 0);
    bases.set(seen.node, disk.base);
    return isNew && disk.entries.length > 0;
  },
});

/** How far each server has come: what it applied, or had restored, or begins with after a crash. */
interface Reached {
  readonly bases: Map<NodeId, number>;
  readonly applied: Map<NodeId, number>;
}

/** In the end every server has applied all that any of them ever applied. */
export const allCaughtUp = defineGoal<Reached & { most: number }>({
  listens: ['persisted', 'emitted', 'restarted'],
  start: ({ roles }) => ({
    bases: new Map(),
    applied: new Map(roles['server']!.nodes.map((node) => [node, 0])),
    most: 0,
  }),
  observe(state, seen) {
    const { bases, applied } = state;
    const { node } = seen;
    if (seen.kind === 'persisted') bases.set(node, diskOf(seen.durable)?.base ?? 0);
    if (seen.kind === 'restarted' && applied.has(node)) applied.set(node, bases.get(node) ?? 0);
    if (seen.kind !== 'emitted') return;
    const { output } = seen;
    if (output.type === 'applied') applied.set(node, numberIn(output, 'index'));
    if (output.type === 'restored') applied.set(node, numberIn(output, 'lastIndex'));
    state.most = Math.max(state.most, applied.get(node) ?? 0);
  },
  unmet({ applied, most }) {
    for (const [node, index] of applied) {
      if (index >= most) continue;
      return {
        what: `${node} has come as far as index ${index} in the end, and others have applied ${most}.`,
        nodes: [node],
      };
    }
    return undefined;
  },
});

/** In the end the log of every server begins with a snapshot. */
export const allCompacted = defineGoal<{ bases: Map<NodeId, number> }>({
  listens: ['persisted'],
  start: ({ roles }) => ({ bases: new Map(roles['server']!.nodes.map((node) => [node, 0])) }),
  observe({ bases }, seen) {
    const disk = seen.kind === 'persisted' ? diskOf(seen.durable) : undefined;
    if (disk) bases.set(seen.node, disk.base);
  },
  unmet({ bases }) {
    for (const [node, base] of bases) {
      if (base > 0) continue;
      return { what: `${node} never compacted its log: its disk has no snapshot.`, nodes: [node] };
    }
    return undefined;
  },
});

interface Kept extends Reached {
  /** The most applied entries that a disk held when it was written. */
  worst: { node: NodeId; count: number };
}

const keptNow = ({ bases, applied }: Reached, node: NodeId): number =>
  Math.max(0, (applied.get(node) ?? 0) - (bases.get(node) ?? 0));

/** No disk ever holds more than so many entries that its server has applied. */
export const keptAtMost = (count: number) =>
  defineGoal<Kept>({
    listens: ['persisted', 'emitted'],
    start: () => ({ bases: new Map(), applied: new Map(), worst: { node: '', count: 0 } }),
    observe(state, seen) {
      const { node } = seen;
      if (seen.kind === 'emitted' && seen.output.type === 'applied') {
        state.applied.set(node, numberIn(seen.output, 'index'));
      }
      const disk = seen.kind === 'persisted' ? diskOf(seen.durable) : undefined;
      if (!disk) return;
      state.bases.set(node, disk.base);
      const kept = keptNow(state, node);
      if (kept > state.worst.count) state.worst = { node, count: kept };
    },
    unmet(state) {
      const last = [...state.applied.keys()].map((node) => ({ node, count: keptNow(state, node) }));
      const [worst] = [state.worst, ...last].toSorted((a, b) => b.count - a.count);
      if (!worst || worst.count <= count) return undefined;
      return {
        what: `The disk of ${worst.node} held ${worst.count} entries that it had applied; ${count} are allowed.`,
        nodes: [worst.node],
      };
    },
  });

/** A server takes no more than one snapshot for each so many entries that it has applied. */
export const oneSnapshotFor = (entries: number) =>
  defineGoal<Reached & { taken: Map<NodeId, number> }>({
    listens: ['persisted', 'emitted'],
    start: () => ({ bases: new Map(), applied: new Map(), taken: new Map() }),
    observe({ bases, applied, taken }, seen) {
      const { node } = seen;
      if (seen.kind === 'emitted' && seen.output.type === 'applied') {
        applied.set(node, numberIn(seen.output, 'index'));
      }
      const disk = seen.kind === 'persisted' ? diskOf(seen.durable) : undefined;
      if (!disk) return;
      if (disk.base > (bases.get(node) ?? 0)) taken.set(node, (taken.get(node) ?? 0) + 1);
      bases.set(node, disk.base);
    },
    unmet({ applied, taken }) {
      for (const [node, count] of taken) {
        const index = applied.get(node) ?? 0;
        const most = 1 + Math.floor(index / entries);
        if (count <= most) continue;
        return {
          what: `${node} has taken ${count} snapshots of ${index} entries; ${most} are allowed.`,
          nodes: [node],
        };
      }
      return undefined;
    },
  });
