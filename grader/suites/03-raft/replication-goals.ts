// What must have come of a story or a run of replication, and at what cost.
import { defineGoal, type NodeId } from '../../sim/index.ts';
import {
  type Disk,
  emptyDisk,
  field,
  formatEntry,
  keep,
  lastIndexOf,
  leadsBy,
  listIn,
  numberIn,
  textAt,
  textIn,
} from './disks.ts';
import { isAnswer } from './replication-promises.ts';

/** Every server holds what the last leader holds. */
export const sameLogs = defineGoal({
  listens: ['persisted', 'sent'],
  start: ({ roles }) => ({
    disks: new Map(roles['server']!.nodes.map((node): [NodeId, Disk] => [node, emptyDisk])),
    leader: { node: '', term: -1 },
  }),
  observe(state, seen) {
    if (seen.kind === 'persisted') keep(state.disks, seen.node, seen.durable);
    const term = seen.kind === 'sent' ? leadsBy(seen.message) : undefined;
    if (term !== undefined && term > state.leader.term) state.leader = { node: seen.node, term };
  },
  unmet({ disks, leader }) {
    const leading = disks.get(leader.node);
    if (!leading) return { what: 'Nobody ever led.' };
    for (const [node, disk] of disks) {
      const last = Math.max(lastIndexOf(leading), lastIndexOf(disk));
      for (let index = Math.max(leading.base, disk.base) + 1; index <= last; index++) {
        if (textAt(disk, index) === textAt(leading, index)) continue;
        return {
          what: `At the end, ${node} holds ${formatEntry(textAt(disk, index))} at index ${index}, where the leader ${leader.node} holds ${formatEntry(textAt(leading, index))}.`,
          nodes: [node, leader.node],
        };
      }
    }
    return undefined;
  },
});

/** A value that was proposed has been applied by every server. */
export const appliedByAll = (...values: readonly string[]) =>
  defineGoal({
    listens: ['emitted'],
    start: ({ roles }) => ({
      servers: [...roles['server']!.nodes],
      applied: new Set<string>(),
    }),
    observe({ applied }, seen) {
      if (seen.kind !== 'emitted' || seen.output.type !== 'applied') return;
      applied.add(`${seen.node} ${textIn(field(seen.output, 'command'), 'value')}`);
    },
    unmet({ servers, applied }) {
      for (const value of values) {
        const missing = servers.find((server) => !applied.has(`${server} ${value}`));
        if (missing === undefined) continue;
        return { what: `At the end, ${missing} has not applied “${value}”.`, nodes: [missing] };
      }
      return undefined;
    },
  });

/** How many answers a server gives to those who lead: each is a round trip. */
export const roundTripsAtMost = (node: NodeId, most: number) =>
  defineGoal({
    listens: ['sent'],
    start: () => ({ answers: 0, rejected: 0 }),
    observe(state, seen) {
      if (seen.kind !== 'sent' || seen.node !== node || !isAnswer(seen.message)) return;
      state.answers++;
      if (seen.message.type === 'rejected') state.rejected++;
    },
    unmet({ answers, rejected }) {
      if (answers <= most) return undefined;
      return {
        what: `Until ${node} held what the leader holds, it took ${answers} round trips (${rejected} of them were rejected); ${most} are enough.`,
        nodes: [node],
      };
    },
  });

/** How many entries are sent to a server in all, one that is sent twice counted twice. */
export const entriesSentAtMost = (node: NodeId, most: number) =>
  defineGoal({
    listens: ['sent'],
    start: () => ({ entries: 0 }),
    observe(state, seen) {
      if (seen.kind === 'sent' && seen.peer === node) {
        state.entries += listIn(seen.message, 'entries').length;
      }
    },
    unmet({ entries }) {
      if (entries <= most) return undefined;
      return {
        what: `${node} was sent ${entries} entries; ${most} are enough.`,
        nodes: [node],
      };
    },
  });

/** How many AppendEntries are sent in a whole run. */
export const appendEntriesAtMost = (most: number) =>
  defineGoal({
    listens: ['sent'],
    start: () => ({ messages: 0 }),
    observe(state, seen) {
      if (seen.kind === 'sent' && seen.message.type === 'appendEntries') state.messages++;
    },
    unmet({ messages }) {
      if (messages <= most) return undefined;
      return { what: `The leader sent ${messages} appendEntries; ${most} are enough.` };
    },
  });

/** The highest term that anybody spoke of: with a leader that is heard, nobody stands for election. */
export const termsAtMost = (most: number) =>
  defineGoal({
    listens: ['sent'],
    start: () => ({ highest: 0, node: '' }),
    observe(state, seen) {
      if (seen.kind !== 'sent' || seen.message.type !== 'requestVote') return;
      const term = numberIn(seen.message, 'term');
      if (term > state.highest) Object.assign(state, { highest: term, node: seen.node });
    },
    unmet({ highest, node }) {
      if (highest <= most) return undefined;
      return {
        what: `Nothing was lost and nobody was down, and there were ${highest} elections, the last one called by ${node}.`,
        nodes: [node],
      };
    },
  });
