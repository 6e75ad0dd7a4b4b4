// What servers owe to the clients of the store, judged on calls, entries, answers and snapshots.
import { canonicalText, defineGoal, defineMonitor, type NodeId } from '../../sim/index.ts';
import { field, numberIn, textIn } from './disks.ts';
import {
  callName,
  emptyLog,
  follow,
  type LoggedCall,
  quoted,
  type StoreLog,
  valueAt,
  valuesSince,
} from './key-value-log.ts';

/** Nobody hears of a call that is not in the log, nor anything else than what the log makes of it. */
export const answersFollowFromTheLog = defineMonitor({
  listens: ['sent', 'emitted'],
  start: () => ({ log: emptyLog(), asked: new Map<string, string>() }),
  observe({ log, asked }, seen) {
    if (seen.kind === 'emitted' && seen.output.type === 'applied') follow(log, seen.output);
    if (seen.kind !== 'sent') return undefined;
    const { node, peer, message } = seen;
    const name = callName(message);
    if (message.type === 'call') {
      const operation = field(message, 'operation');
      asked.set(name, `${textIn(operation, 'type')} of ${textIn(operation, 'key')}`);
    }
    if (message.type !== 'reply') return undefined;

    const answer = field(message, 'answer');
    const answered = `${node} answered ${peer}'s ${asked.get(name) ?? 'call'} (${name}) with ${quoted(answer)}`;
    const call = log.calls.get(name);
    if (!call) {
      return {
        what: `${answered}, and no server has applied an entry with that call.`,
        shape: 'not in the log',
        nodes: [node],
      };
    }
    if (isExplained(log, call, answer)) return undefined;
    const { type, key, index } = call;
    return {
      what: `${answered}. By the log it is ${type === 'get' ? quoted(valueAt(log, key, index)) : 'null'}.`,
      shape: type,
      nodes: [node],
    };
  },
});

/** A get that comes again may read again: its client still waits, or no longer cares. */
const isExplained = (log: StoreLog, { type, key, index }: LoggedCall, answer: unknown): boolean =>
  type === 'get'
    ? typeof answer === 'string' && valuesSince(log, key, index).includes(answer)
    : answer === null;

/** What a server puts into a snapshot is what the entries up to there make, each call once. */
export const storesFollowFromTheLog = defineMonitor({
  listens: ['persisted', 'emitted'],
  start: () => ({ log: emptyLog(), judged: new Map<NodeId, number>() }),
  observe({ log, judged }, seen) {
    if (seen.kind === 'emitted' && seen.output.type === 'applied') follow(log, seen.output);
    if (seen.kind !== 'persisted') return undefined;
    const snapshot = field(seen.durable, 'snapshot');
    const index = numberIn(snapshot, 'lastIndex');
    // Most writes leave the snapshot as it was.
    if (index <= (judged.get(seen.node) ?? 0) || index > log.index) return undefined;
    judged.set(seen.node, index);
    const values = field(field(snapshot, 'machine'), 'values');
    for (const key of new Set([...log.values.keys(), ...Object.keys(Object(values) as object)])) {
      const held = field(values, key) ?? '';
      const expected = valueAt(log, key, index);
      if (held === expected) continue;
      return {
        what: `The store of ${seen.node} holds ${quoted(held)} under ${key} after entry ${index}. Each call once, the entries make ${quoted(expected)}.`,
        nodes: [seen.node],
      };
    }
    return undefined;
  },
});

/** A redirect names another server, or nobody. */
export const redirectsAway = defineMonitor({
  listens: ['sent'],
  start: ({ roles }) => ({ servers: [...roles['server']!.nodes] }),
  observe({ servers }, seen) {
    if (seen.kind !== 'sent' || seen.message.type !== 'redirect') return undefined;
    const { node, peer, message } = seen;
    const leader = field(message, 'leader');
    if (leader === null || (leader !== node && servers.includes(leader as string))) {
      return undefined;
    }
    return {
      what: `${node} redirected ${peer} to ${leader === node ? 'itself' : quoted(leader)}.`,
      nodes: [node],
    };
  },
});

/** How many entries a call takes, where no call is asked twice. */
export const entriesPerCallAtMost = (most: number) =>
  defineGoal({
    listens: ['requested', 'emitted'],
    start: () => ({ asked: 0, entries: new Set<number>(), terms: new Set<number>() }),
    observe(state, seen) {
      if (seen.kind === 'requested') state.asked++;
      if (seen.kind !== 'emitted' || seen.output.type !== 'applied') return;
      state.entries.add(numberIn(seen.output, 'index'));
      state.terms.add(numberIn(seen.output, 'term'));
    },
    unmet({ asked, entries, terms }) {
      // One that each leader begins with belongs to no call.
      const count = entries.size - terms.size;
      if (count <= most * asked) return undefined;
      return {
        what: `Entries that calls took in the log: ${count}. Calls, each asked once: ${asked}.`,
      };
    },
  });

/** The size of what a snapshot holds beside the values themselves, in characters for each session. */
export const sessionsAtMost = (charactersMax: number) =>
  defineGoal({
    listens: ['sent', 'persisted'],
    start: () => ({ sessions: new Set<string>(), size: 0 }),
    observe(state, seen) {
      if (seen.kind === 'sent' && seen.message.type === 'call') {
        state.sessions.add(textIn(seen.message, 'session'));
      }
      if (seen.kind !== 'persisted') return;
      const machine = field(field(seen.durable, 'snapshot'), 'machine');
      if (machine === undefined) return;
      const size = canonicalText(machine).length - canonicalText(field(machine, 'values')).length;
      state.size = Math.max(state.size, size);
    },
    unmet({ sessions, size }) {
      const most = charactersMax * Math.max(1, sessions.size);
      if (size <= most) return undefined;
      return {
        what: `Beside its values, the machine in a snapshot takes ${size} characters for ${sessions.size} sessions; ${most} are enough for the last call of each.`,
      };
    },
  });
