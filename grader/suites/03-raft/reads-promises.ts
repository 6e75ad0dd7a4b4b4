// What a leader owes to those who read without an entry of the log, judged on calls, rounds and answers.
import { defineGoal, defineMonitor, type NodeId } from '../../sim/index.ts';
import { diskOf, field, leadsBy, numberIn, textIn } from './disks.ts';
import { callName } from './key-value-log.ts';

const isGet = (call: unknown): boolean => textIn(field(call, 'operation'), 'type') === 'get';

/** `c1's get of x (c1#1/1)` */
const told = (client: NodeId, call: unknown): string =>
  `${client}'s get of ${textIn(field(call, 'operation'), 'key')} (${callName(call)})`;

/** A broadcast of a leader: rounds count from 1 in each of its terms. */
interface Round {
  readonly term: number;
  readonly round: number;
}

const isAfter = (a: Round, b: Round): boolean =>
  a.term > b.term || (a.term === b.term && a.round > b.round);

interface Read {
  readonly told: string;
  /** The last round of this server when the call came. */
  readonly after: Round;
  /** Who has answered a later one, by term. Sorted. */
  answered: readonly { readonly term: number; readonly peer: NodeId }[];
}

/** A read is answered when a majority has answered what was sent after it had come. */
export const confirmedSinceAsked = defineMonitor({
  listens: ['sent', 'received', 'crashed'],
  start: ({ roles }) => ({
    servers: [...roles['server']!.nodes],
    rounds: new Map<NodeId, Round>(),
    /** By server and call. */
    reads: new Map<string, Read>(),
  }),
  observe({ servers, rounds, reads }, seen) {
    const { node } = seen;
    if (seen.kind === 'crashed') {
      for (const name of reads.keys()) if (name.startsWith(`${node} `)) reads.delete(name);
      rounds.delete(node);
    }
    if (seen.kind === 'received') {
      const { message, peer } = seen;
      if (message.type === 'call' && isGet(message)) {
        const name = `${node} ${callName(message)}`;
        const after = rounds.get(node) ?? { term: 0, round: 0 };
        if (!reads.has(name)) reads.set(name, { told: told(peer, message), after, answered: [] });
      }
      if (message.type === 'appended' || message.type === 'rejected') {
        const round = { term: numberIn(message, 'term'), round: numberIn(message, 'round') };
        for (const [name, read] of reads) {
          if (name.startsWith(`${node} `)) heard(read, peer, round);
        }
      }
    }
    if (seen.kind !== 'sent') return undefined;
    const { message } = seen;
    const term = leadsBy(message);
    if (term !== undefined) rounds.set(node, { term, round: numberIn(message, 'round') });
    const read = message.type === 'reply' && reads.get(`${node} ${callName(message)}`);
    return read ? judge(servers, node, read) : undefined;
  },
});

function heard(read: Read, peer: NodeId, round: Round): void {
  const { term } = round;
  if (!isAfter(round, read.after)) return;
  if (read.answered.some((other) => other.peer === peer && other.term === term)) return;
  read.answered = [...read.answered, { term, peer }].toSorted((a, b) =>
    `${a.term} ${a.peer}` < `${b.term} ${b.peer}` ? -1 : 1,
  );
}

function judge(servers: readonly NodeId[], node: NodeId, { told: call, answered }: Read) {
  const terms = [...new Set(answered.map(({ term }) => term))];
  const peersIn = (term: number | undefined) =>
    answered.filter((other) => other.term === term).map(({ peer }) => peer);
  const most = terms.map(peersIn).toSorted((a, b) => b.length - a.length)[0] ?? [];
  if (most.length + 1 > servers.length / 2) return undefined;
  return {
    what: `${node} answered ${call}. What it has sent since that came was answered by ${most.join(' and ') || 'nobody'}: with ${node} itself, ${most.length + 1} of ${servers.length} servers.`,
    nodes: [node],
  };
}

/** A read sees all that was committed when its client asked. */
export const seesAllCommitted = defineMonitor({
  listens: ['sent', 'emitted', 'persisted', 'crashed'],
  start: () => ({
    /** Up to where a server has applied; after a crash, up to its snapshot. */
    applied: new Map<NodeId, number>(),
    bases: new Map<NodeId, number>(),
    committed: 0,
    /** By call: what was committed when it was first made. */
    asked: new Map<string, { readonly told: string; readonly committed: number }>(),
  }),
  observe(state, seen) {
    const { applied, bases, asked } = state;
    const { node } = seen;
    if (seen.kind === 'persisted') bases.set(node, diskOf(seen.durable)?.base ?? 0);
    if (seen.kind === 'crashed') applied.set(node, bases.get(node) ?? 0);
    if (seen.kind === 'emitted') {
      const { output } = seen;
      if (output.type === 'applied') applied.set(node, numberIn(output, 'index'));
      if (output.type === 'restored') applied.set(node, numberIn(output, 'lastIndex'));
      state.committed = Math.max(state.committed, applied.get(node) ?? 0);
    }
    if (seen.kind !== 'sent') return undefined;
    const { message } = seen;
    const name = callName(message);
    if (message.type === 'call' && isGet(message) && !asked.has(name)) {
      asked.set(name, { told: told(node, message), committed: state.committed });
    }
    const read = message.type === 'reply' ? asked.get(name) : undefined;
    const upTo = applied.get(node) ?? 0;
    if (!read || upTo >= read.committed) return undefined;
    return {
      what: `${node} answered ${read.told} with all up to entry ${upTo} applied. When it was asked, all up to entry ${read.committed} was committed.`,
      nodes: [node],
    };
  },
});

/** How many rounds any leader sends in a term, in a story in which nobody else has a reason to send one. */
export const roundsAtMost = (most: number) =>
  defineGoal({
    listens: ['sent'],
    start: () => ({ rounds: new Set<string>(), leader: '' }),
    observe(state, seen) {
      if (seen.kind !== 'sent' || leadsBy(seen.message) === undefined) return;
      state.leader = seen.node;
      state.rounds.add(`${seen.node} ${numberIn(seen.message, 'round')}`);
    },
    unmet({ rounds, leader }) {
      if (rounds.size <= most) return undefined;
      return {
        what: `${leader} has sent ${rounds.size} rounds; ${most} are enough for all reads of this story.`,
        nodes: [leader],
      };
    },
  });

/** Reads leave no entry: beside those that leaders begin with, there are as many as there were writes. */
export const entriesForWritesOnly = defineGoal({
  listens: ['requested', 'emitted'],
  start: () => ({ writes: 0, entries: new Set<number>(), terms: new Set<number>() }),
  observe(state, seen) {
    if (seen.kind === 'requested' && seen.request.type !== 'get') state.writes++;
    if (seen.kind !== 'emitted' || seen.output.type !== 'applied') return;
    state.entries.add(numberIn(seen.output, 'index'));
    state.terms.add(numberIn(seen.output, 'term'));
  },
  unmet({ writes, entries, terms }) {
    const count = entries.size - terms.size;
    if (count <= writes) return undefined;
    return {
      what: `Entries in the log, beside those that leaders begin with: ${count}. Writes that clients have asked for: ${writes}.`,
    };
  },
});
