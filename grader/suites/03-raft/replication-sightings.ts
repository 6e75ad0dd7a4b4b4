// What must be seen in some run of a check of replication, or the runs proved nothing.
import { canonicalText, defineSometimes, type Message, type NodeId } from '../../sim/index.ts';
import { type Disk, diskOf, emptyDisk, listIn, numberIn, textAt } from './disks.ts';

const aMessage = (wanted: (message: Message) => boolean, kind: 'sent' | 'received' = 'sent') =>
  defineSometimes({
    listens: [kind],
    start: () => ({}),
    observe: (_state, seen) => 'message' in seen && wanted(seen.message),
  });

export const anAcknowledgement = aMessage(
  (message) => message.type === 'appended' && numberIn(message, 'matchIndex') > 0,
);

export const aRejection = aMessage(({ type }) => type === 'rejected');

export const aBatch = aMessage((message) => listIn(message, 'entries').length > 1);

export const aRound = aMessage(
  (message) => message.type === 'appended' && numberIn(message, 'round') > 1,
);

export const anApplication = defineSometimes({
  listens: ['emitted'],
  start: () => ({}),
  observe: (_state, seen) => seen.kind === 'emitted' && seen.output.type === 'applied',
});

export const aRestart = defineSometimes({
  listens: ['restarted'],
  start: () => ({}),
  observe: () => true,
});

/** An entry that was on a disk gave way to another one. */
export const aConflict = defineSometimes({
  listens: ['persisted'],
  start: () => ({ disks: new Map<NodeId, Disk>() }),
  observe({ disks }, seen) {
    if (seen.kind !== 'persisted') return false;
    const before = disks.get(seen.node) ?? emptyDisk;
    const now = diskOf(seen.durable);
    if (!now) return false;
    disks.set(seen.node, now);
    return before.entries.some((text, offset) => {
      const index = before.base + 1 + offset;
      return index > now.base && textAt(now, index) !== text;
    });
  },
});

/** Entries come from a leader whose term is over. */
export const anOldLeader = defineSometimes({
  listens: ['persisted', 'received'],
  start: () => ({ terms: new Map<NodeId, number>() }),
  observe({ terms }, seen) {
    if (seen.kind === 'persisted') {
      const term = diskOf(seen.durable)?.term;
      if (term !== undefined) terms.set(seen.node, term);
    }
    if (seen.kind !== 'received' || seen.message.type !== 'appendEntries') return false;
    return numberIn(seen.message, 'term') < (terms.get(seen.node) ?? 0);
  },
});

/** A message that shows less than the follower has acknowledged already. */
export const aLateMessage = defineSometimes({
  listens: ['sent', 'received'],
  start: () => ({ acknowledged: new Map<NodeId, { term: number; upTo: number }>() }),
  observe({ acknowledged }, seen) {
    if (seen.kind === 'sent' && seen.message.type === 'appended') {
      acknowledged.set(seen.node, {
        term: numberIn(seen.message, 'term'),
        upTo: numberIn(seen.message, 'matchIndex'),
      });
    }
    if (seen.kind !== 'received' || seen.message.type !== 'appendEntries') return false;
    const { term, upTo } = acknowledged.get(seen.node) ?? { term: -1, upTo: 0 };
    const shown = numberIn(seen.message, 'prevLogIndex') + listIn(seen.message, 'entries').length;
    return numberIn(seen.message, 'term') === term && shown < upTo;
  },
});

export const aRepeatedMessage = defineSometimes({
  listens: ['received'],
  start: () => ({ received: new Set<string>() }),
  observe({ received }, seen) {
    if (seen.kind !== 'received' || listIn(seen.message, 'entries').length === 0) return false;
    const message = `${seen.peer} ${seen.node} ${canonicalText(seen.message)}`;
    if (received.has(message)) return true;
    received.add(message);
    return false;
  },
});

/** The beginning of a log gave way to a snapshot. */
export const aSnapshot = defineSometimes({
  listens: ['persisted'],
  start: () => ({}),
  observe: (_state, seen) => seen.kind === 'persisted' && (diskOf(seen.durable)?.base ?? 0) > 0,
});

/** Several servers have led. */
export const severalLeaders = defineSometimes({
  listens: ['emitted'],
  start: () => ({ leaders: new Set<NodeId>() }),
  observe({ leaders }, seen) {
    if (seen.kind === 'emitted' && seen.output.type === 'leading') leaders.add(seen.node);
    return leaders.size > 1;
  },
});

export const leads = (node: NodeId) =>
  defineSometimes({
    listens: ['emitted'],
    start: () => ({}),
    observe: (_state, seen) =>
      seen.kind === 'emitted' && seen.node === node && seen.output.type === 'leading',
  });

/** The log of this server has so many entries. */
export const holds = (node: NodeId, entries: number) =>
  defineSometimes({
    listens: ['persisted'],
    start: () => ({}),
    observe: (_state, seen) =>
      seen.kind === 'persisted' &&
      seen.node === node &&
      diskOf(seen.durable)?.entries.length === entries,
  });
