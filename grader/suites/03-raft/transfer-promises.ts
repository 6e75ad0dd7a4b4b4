// What is promised of a hand-over, and what must come of a story about one.
import { defineGoal, defineMonitor, defineSometimes, type NodeId } from '../../sim/index.ts';
import { type Disk, emptyDisk, field, keep, lastIndexOf, numberIn, textIn } from './disks.ts';

/** A successor is asked only when its disk holds all that the leader's does. */
export const successorIsUpToDate = defineMonitor({
  listens: ['persisted', 'sent'],
  start: () => ({ disks: new Map<NodeId, Disk>() }),
  observe({ disks }, seen) {
    const { node } = seen;
    if (seen.kind === 'persisted') keep(disks, node, seen.durable);
    if (seen.kind !== 'sent' || seen.message.type !== 'timeoutNow') return undefined;
    const { peer } = seen;
    const ends = lastIndexOf(disks.get(peer) ?? emptyDisk);
    const wanted = lastIndexOf(disks.get(node) ?? emptyDisk);
    if (ends >= wanted) return undefined;
    return {
      what: `${node} asked ${peer} to take over, whose log ends at ${ends}. Its own ends at ${wanted}.`,
      nodes: [node, peer],
    };
  },
});

/** A server stands as the leader's choice only if the leader of the term before has asked it to. */
export const standsOnlyWhenAsked = defineMonitor({
  listens: ['received', 'sent'],
  start: () => ({ asked: new Map<NodeId, number>() }),
  observe({ asked }, seen) {
    const { node } = seen;
    if (seen.kind === 'received' && seen.message.type === 'timeoutNow') {
      asked.set(node, numberIn(seen.message, 'term'));
    }
    if (seen.kind !== 'sent' || seen.message.type !== 'requestVote') return undefined;
    if (field(seen.message, 'transfer') !== true) return undefined;
    const term = numberIn(seen.message, 'term');
    const before = asked.get(node);
    if (before === term - 1) return undefined;
    const because =
      before === undefined
        ? 'and nobody has asked it to'
        : `and it was the leader of term ${before} that had asked it`;
    return {
      what: `${node} stands in term ${term} as the leader's choice, ${because}.`,
      nodes: [node],
    };
  },
});

/** For stories without a timer: from the operator's request on, this leader's log does not grow. */
export const takesNoEntries = (leader: NodeId) =>
  defineMonitor({
    listens: ['requested', 'persisted'],
    start: () => ({ disks: new Map<NodeId, Disk>(), handsOverInTerm: -1 }),
    observe(state, seen) {
      if (seen.node !== leader) return undefined;
      const before = state.disks.get(leader) ?? emptyDisk;
      if (seen.kind === 'requested' && seen.request.type === 'transfer') {
        state.handsOverInTerm = before.term;
      }
      if (seen.kind !== 'persisted') return undefined;
      keep(state.disks, leader, seen.durable);
      const disk = state.disks.get(leader) ?? emptyDisk;
      const now = lastIndexOf(disk);
      if (disk.term !== state.handsOverInTerm || now <= lastIndexOf(before)) return undefined;
      return {
        what: `${leader} took entry ${now} while it was handing over: its successor is behind again.`,
        nodes: [leader],
      };
    },
  });

/** A successor is asked once for each hand-over. */
export const asksOnce = defineMonitor({
  listens: ['requested', 'sent'],
  start: () => ({ requested: 0, asked: 0 }),
  observe(state, seen) {
    if (seen.kind === 'requested' && seen.request.type === 'transfer') state.requested++;
    if (seen.kind !== 'sent' || seen.message.type !== 'timeoutNow') return undefined;
    if (++state.asked <= state.requested) return undefined;
    return {
      what: `${seen.node} asked ${seen.peer} again to take over, for the same hand-over.`,
      nodes: [seen.node],
    };
  },
});

/** These servers lead one after the other. */
export const lead = (...leaders: readonly NodeId[]) =>
  defineGoal({
    listens: ['emitted'],
    start: () => ({ led: [] as NodeId[] }),
    observe({ led }, seen) {
      if (seen.kind === 'emitted' && seen.output.type === 'leading') led.push(seen.node);
    },
    unmet({ led }) {
      const missing = leaders.find((leader, index) => led[index] !== leader);
      if (missing === undefined) return undefined;
      return {
        what: `${missing} never came to lead: ${led.join(', then ')} did.`,
        nodes: [missing],
      };
    },
  });

export const anAskedSuccessor = defineSometimes({
  listens: ['received'],
  start: () => ({}),
  observe: (_state, seen) => seen.kind === 'received' && seen.message.type === 'timeoutNow',
});

/** The one who was asked is elected. */
export const aHandOver = defineSometimes({
  listens: ['received', 'emitted'],
  start: () => ({ asked: new Set<NodeId>() }),
  observe({ asked }, seen) {
    if (seen.kind === 'received' && seen.message.type === 'timeoutNow') asked.add(seen.node);
    return seen.kind === 'emitted' && seen.output.type === 'leading' && asked.has(seen.node);
  },
});

export const anAnsweredRead = defineSometimes({
  listens: ['emitted'],
  start: () => ({}),
  observe: (_state, seen) =>
    seen.kind === 'emitted' && textIn(seen.output, 'type') === 'readServed',
});
