// What must be seen in some run of a check of the store, or the runs proved nothing.
import { defineSometimes, type NodeId } from '../../sim/index.ts';
import { field, textIn } from './disks.ts';
import { callName } from './key-value-log.ts';
import { operations } from './store.ts';

/** A client heard the answer to a get, or to a write. */
export const anAnswered = (type: 'get' | 'write') =>
  defineSometimes({
    listens: ['emitted'],
    start: () => ({}),
    observe: (_state, seen) =>
      seen.kind === 'emitted' &&
      seen.output.type === 'answered' &&
      (typeof field(seen.output, 'answer') === 'string') === (type === 'get'),
  });

/** A call came to a server, or to two, more than once. */
export const aRepeatedCall = defineSometimes({
  listens: ['received'],
  start: () => ({ calls: new Set<string>() }),
  observe({ calls }, seen) {
    if (seen.kind !== 'received' || seen.message.type !== 'call') return false;
    const name = callName(seen.message);
    if (calls.has(name)) return true;
    calls.add(name);
    return false;
  },
});

/** A call was committed at two indices: the second one must change nothing. */
export const aRepeatedEntry = defineSometimes({
  listens: ['emitted'],
  start: () => ({ indices: new Map<string, unknown>() }),
  observe({ indices }, seen) {
    if (seen.kind !== 'emitted' || seen.output.type !== 'applied') return false;
    const command = field(seen.output, 'command');
    if (textIn(command, 'type') !== 'call') return false;
    const index = field(seen.output, 'index');
    const name = callName(command);
    const first = indices.get(name) ?? index;
    indices.set(name, first);
    return first !== index;
  },
});

/** A call came to a server after the client had made a later one. */
export const aLateCall = defineSometimes({
  listens: ['sent', 'received'],
  start: () => ({ latest: new Map<string, number>() }),
  observe({ latest }, seen) {
    if (seen.kind !== 'sent' && seen.kind !== 'received') return false;
    if (seen.message.type !== 'call') return false;
    const session = textIn(seen.message, 'session');
    const sequence = field(seen.message, 'sequence') as number;
    if (seen.kind === 'received') return sequence < (latest.get(session) ?? 0);
    latest.set(session, Math.max(sequence, latest.get(session) ?? 0));
    return false;
  },
});

export const aRedirect = defineSometimes({
  listens: ['received'],
  start: () => ({}),
  observe: (_state, seen) => seen.kind === 'received' && seen.message.type === 'redirect',
});

/** Two servers have led while an operation was under way. */
export const aChangeOfLeaders = defineSometimes({
  listens: ['requested', 'emitted'],
  start: () => ({ open: new Set<string>(), leader: undefined as NodeId | undefined }),
  observe(state, seen) {
    if (seen.kind === 'requested') {
      const id = operations.asked(seen.request);
      if (id !== undefined) state.open.add(id);
    }
    if (seen.kind !== 'emitted') return false;
    state.open.delete(operations.answered(seen.output) ?? '');
    if (seen.output.type !== 'leading') return false;
    const changed = state.leader !== undefined && state.leader !== seen.node;
    state.leader = seen.node;
    return changed && state.open.size > 0;
  },
});

/** A server took its machine from another one's snapshot. */
export const aRestoredMachine = defineSometimes({
  listens: ['emitted'],
  start: () => ({}),
  observe: (_state, seen) => seen.kind === 'emitted' && seen.output.type === 'restored',
});

export const aRestart = defineSometimes({
  listens: ['restarted'],
  start: () => ({}),
  observe: () => true,
});
