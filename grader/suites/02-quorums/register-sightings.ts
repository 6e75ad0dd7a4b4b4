// What must be seen in some run of a check of the register, or the runs proved nothing.
import { canonicalText, defineSometimes, type NodeId } from '../../sim/index.ts';
import { isAtLeast, operationOf, type Stamp, stampOf, valueOf } from './register-fields.ts';

export const anAnswer = (type: 'read-done' | 'write-done') =>
  defineSometimes({
    listens: ['emitted'],
    start: () => ({}),
    observe: (_state, seen) => seen.kind === 'emitted' && seen.output.type === type,
  });

export const aRestart = defineSometimes({
  listens: ['restarted'],
  start: () => ({}),
  observe: () => true,
});

/** Counts writes to disks, not disks: the names of replicas would cost an explorer their symmetry. */
export const twoDisks = defineSometimes({
  listens: ['persisted'],
  start: () => ({ writes: 0 }),
  observe(state, seen) {
    if (seen.kind === 'persisted' && stampOf(seen.durable)) state.writes++;
    return state.writes === 2;
  },
});

export const anOverlap = defineSometimes({
  listens: ['requested', 'emitted'],
  start: () => ({ open: new Set<string>() }),
  observe({ open }, seen) {
    if (seen.kind === 'requested') open.add(operationOf(seen.request)!);
    if (seen.kind !== 'emitted') return false;
    open.delete(operationOf(seen.output) ?? '');
    return open.size > 0;
  },
});

export const aReadOfAnUnfinishedWrite = defineSometimes({
  listens: ['requested', 'emitted'],
  start: () => ({ open: new Map<string, unknown>() }),
  observe({ open }, seen) {
    if (seen.kind === 'requested' && seen.request.type === 'write') {
      open.set(operationOf(seen.request)!, valueOf(seen.request));
    }
    if (seen.kind !== 'emitted') return false;
    open.delete(operationOf(seen.output) ?? '');
    return seen.output.type === 'read-done' && [...open.values()].includes(valueOf(seen.output));
  },
});

/** A node of the role goes down after an operation has begun to store and before it was answered. */
export const aCrashWhileStoring = (role: 'replica' | 'client') =>
  defineSometimes({
    listens: ['sent', 'emitted', 'crashed'],
    start: ({ roles }) => ({
      nodes: [...roles[role]!.nodes],
      /** Operations that store, and their clients. */
      storing: new Map<string, NodeId>(),
    }),
    observe({ nodes, storing }, seen) {
      if (seen.kind === 'sent' && seen.message.type === 'store') {
        storing.set(operationOf(seen.message) ?? '', seen.node);
      }
      if (seen.kind === 'emitted') storing.delete(operationOf(seen.output) ?? '');
      if (seen.kind !== 'crashed' || !nodes.includes(seen.node)) return false;
      return role === 'replica' ? storing.size > 0 : [...storing.values()].includes(seen.node);
    },
  });

export const anOlderStore = defineSometimes({
  listens: ['received'],
  start: () => ({ newest: new Map<NodeId, Stamp>() }),
  observe({ newest }, seen) {
    if (seen.kind !== 'received' || seen.message.type !== 'store') return false;
    const stamp = stampOf(seen.message);
    const before = newest.get(seen.node);
    if (!stamp) return false;
    if (before && !isAtLeast(stamp, before)) return true;
    newest.set(seen.node, stamp);
    return false;
  },
});

export const equalCounts = defineSometimes({
  listens: ['sent'],
  start: () => ({ writers: new Map<number, NodeId>() }),
  observe({ writers }, seen) {
    const stamp = seen.kind === 'sent' ? stampOf(seen.message) : undefined;
    if (!stamp) return false;
    const before = writers.get(stamp.count) ?? stamp.writer;
    writers.set(stamp.count, stamp.writer);
    return before !== stamp.writer;
  },
});

export const aRepeatedMessage = defineSometimes({
  listens: ['received'],
  start: () => ({ received: new Set<string>() }),
  observe({ received }, seen) {
    if (seen.kind !== 'received') return false;
    const message = `${seen.peer} ${seen.node} ${canonicalText(seen.message)}`;
    if (received.has(message)) return true;
    received.add(message);
    return false;
  },
});
