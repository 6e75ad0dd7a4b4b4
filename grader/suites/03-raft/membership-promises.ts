// What changes of the members promise: whose majorities count, how far two configurations may be apart, when the next one
// may be appended, and who gets a vote. Judged on what servers persisted, sent and emitted.
import { defineMonitor, type Message, type NodeId } from '../../sim/index.ts';
import { entryText, field, formatEntry, lastIndexOf, leadsBy, numberIn } from './disks.ts';
import {
  type Book,
  type Books,
  formatMembers,
  formatShare,
  type Held,
  holdersOf,
  isMajority,
  keepBook,
  lastHeld,
} from './membership-disks.ts';
import { keepVotes, type Votes, votersFor } from './votes.ts';

/**
 * All servers apply the same entries; and whoever applies one first has it on the disks of a majority, as its own log's
 * configuration counts. Where two are apart, the reader is told which majorities did not meet.
 */
export const appliedAlike = defineMonitor({
  listens: ['persisted', 'emitted'],
  start: () => ({
    books: new Map() as Books,
    applied: new Map<number, { text: string; node: NodeId; behind: string }>(),
  }),
  observe({ books, applied }, seen) {
    const { node } = seen;
    if (seen.kind === 'persisted') keepBook(books, node, seen.durable);
    if (seen.kind !== 'emitted' || seen.output.type !== 'applied') return undefined;
    const index = numberIn(seen.output, 'index');
    const text = entryText(seen.output);
    const first = applied.get(index);
    if (first?.text === text) return undefined;

    const book = books.get(node);
    const holders = holdersOf(books, index, text);
    const behind = book ? formatShare(holders, lastHeld(book)) : 'nobody';
    if (first) {
      return {
        what: `Index ${index} was decided twice. ${first.node} applied ${formatEntry(first.text)}, by ${first.behind}. ${node} applied ${formatEntry(text)}, by ${behind}.`,
        shape: 'twice',
        nodes: [first.node, node],
      };
    }
    applied.set(index, { text, node, behind });
    if (!book || isMajority(holders, lastHeld(book))) return undefined;
    return {
      what: `${node} applied ${formatEntry(text)} at index ${index}. On disk it was with ${behind}, the configuration in the log of ${node}.`,
      shape: 'minority',
      nodes: [node],
    };
  },
});

/** Whoever wins has the votes of a majority, as the last configuration in its log counts. */
export const electedByItsLog = defineMonitor({
  listens: ['persisted', 'received', 'emitted', 'crashed'],
  start: () => ({
    books: new Map() as Books,
    votes: {} as Votes,
  }),
  observe({ books, votes }, seen) {
    const { node } = seen;
    if (seen.kind === 'persisted') keepBook(books, node, seen.durable);
    keepVotes(votes, seen);
    if (seen.kind !== 'emitted' || seen.output.type !== 'leading') return undefined;
    const term = numberIn(seen.output, 'term');
    const given = votersFor(votes, node, term);
    const book = books.get(node);
    if (!book || isMajority([node, ...given], lastHeld(book))) return undefined;
    return {
      what: `${node} leads in term ${term} with the votes of ${formatShare([node, ...given], lastHeld(book))}, the configuration in its log.`,
      nodes: [node],
    };
  },
});

/** A configuration that has just been appended by a leader, with the one before it. */
interface Appended {
  readonly node: NodeId;
  readonly book: Book;
  readonly before: Held;
  readonly now: Held;
}

/** The configurations that are new with this write. Whoever appends one has it first. */
function newIn(seen: Set<string>, node: NodeId, book: Book): Appended[] {
  const { held } = book;
  return held.slice(1).flatMap((now, index) => {
    const key = `${now.index} ${now.text}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ node, book, before: held[index]!, now }];
  });
}

const without = (ids: readonly NodeId[], others: readonly NodeId[]): NodeId[] =>
  ids.filter((id) => !others.includes(id));

/** Two configurations that follow each other differ by one vote at most, so that their majorities meet. */
export const oneVoteApart = defineMonitor({
  listens: ['persisted'],
  start: () => ({ books: new Map() as Books, appended: new Set<string>() }),
  observe({ books, appended }, seen) {
    if (seen.kind !== 'persisted') return undefined;
    const book = keepBook(books, seen.node, seen.durable);
    for (const { node, before, now } of book ? newIn(appended, seen.node, book) : []) {
      const came = without(now.voters, before.voters);
      const went = without(before.voters, now.voters);
      if (came.length + went.length <= 1) continue;
      return {
        what: `${node} made ${formatMembers(now)} of ${formatMembers(before)} in one step: a majority of one and a majority of the other need not share a server.`,
        nodes: [node],
      };
    }
    return undefined;
  },
});

/** A configuration names nobody twice, leaves somebody who can vote, and is not the one before once more. */
export const configurationsMakeSense = defineMonitor({
  listens: ['persisted'],
  start: () => ({ books: new Map() as Books, appended: new Set<string>() }),
  observe({ books, appended }, seen) {
    if (seen.kind !== 'persisted') return undefined;
    const book = keepBook(books, seen.node, seen.durable);
    for (const { node, before, now } of book ? newIn(appended, seen.node, book) : []) {
      const members = [...now.voters, ...now.learners];
      const twice = members.find((id, index) => members.indexOf(id) !== index);
      const appends = `${node} appended the configuration ${formatMembers(now)}`;
      if (twice !== undefined) {
        return { what: `${appends}, which names ${twice} twice.`, shape: 'twice', nodes: [node] };
      }
      if (now.voters.length === 0) {
        return { what: `${appends}, in which nobody has a vote.`, shape: 'nobody', nodes: [node] };
      }
      if (formatMembers(before) !== formatMembers(now)) continue;
      return {
        what: `${appends}, which is the one before it once more.`,
        shape: 'same',
        nodes: [node],
      };
    }
    return undefined;
  },
});

interface Progress {
  readonly books: Books;
  readonly appended: Set<string>;
  /** How far each server has applied, in this boot: a leader applies at once what it commits. */
  readonly applied: Map<NodeId, number>;
}

const startProgress = (): Progress => ({
  books: new Map(),
  appended: new Set(),
  applied: new Map(),
});

function follow({ applied }: Progress, node: NodeId, output: Message): void {
  if (output.type === 'applied') applied.set(node, numberIn(output, 'index'));
  if (output.type === 'restored') applied.set(node, numberIn(output, 'lastIndex'));
}

/** A change is appended when the one before it, and an entry of the leader's own term, are committed. */
export const changesWaitTheirTurn = defineMonitor({
  listens: ['persisted', 'emitted', 'crashed'],
  start: startProgress,
  observe(state, seen) {
    const { node } = seen;
    if (seen.kind === 'crashed') state.applied.delete(node);
    if (seen.kind === 'emitted') follow(state, node, seen.output);
    if (seen.kind !== 'persisted') return undefined;
    const book = keepBook(state.books, node, seen.durable);
    for (const { before, now } of book ? newIn(state.appended, node, book) : []) {
      const committed = Math.max(book!.disk.base, state.applied.get(node) ?? 0);
      const appends = `${node} appended the configuration ${formatMembers(now)} at index ${now.index}`;
      if (before.index > committed) {
        return {
          what: `${appends} while the one before it, ${formatMembers(before)} at index ${before.index}, was not committed.`,
          shape: 'pending',
          nodes: [node],
        };
      }
      if (termOfIndex(book!, committed) === now.term) continue;
      return {
        what: `${appends} before an entry of its own term, ${now.term}, was committed.`,
        shape: 'term',
        nodes: [node],
      };
    }
    return undefined;
  },
});

function termOfIndex({ disk }: Book, index: number): number {
  const text = disk.entries[index - disk.base - 1];
  return text === undefined ? disk.baseTerm : Number(text.slice(0, text.indexOf(' ')));
}

/** Who gets a vote has been a learner, and holds all that is committed. */
export const votersHaveCaughtUp = defineMonitor({
  listens: ['persisted', 'emitted', 'crashed'],
  start: startProgress,
  observe(state, seen) {
    const { node } = seen;
    if (seen.kind === 'crashed') state.applied.delete(node);
    if (seen.kind === 'emitted') follow(state, node, seen.output);
    if (seen.kind !== 'persisted') return undefined;
    const book = keepBook(state.books, node, seen.durable);
    for (const { before, now } of book ? newIn(state.appended, node, book) : []) {
      const committed = Math.max(book!.disk.base, state.applied.get(node) ?? 0);
      for (const voter of without(now.voters, before.voters)) {
        const theirs = state.books.get(voter)?.disk;
        const end = theirs ? lastIndexOf(theirs) : 0;
        if (end >= committed) continue;
        return {
          what: `${node} gave ${voter} a vote while the log of ${voter} ${end === 0 ? 'was empty' : `ended at index ${end}`}, and all up to index ${committed} was committed.`,
          nodes: [node, voter],
        };
      }
    }
    return undefined;
  },
});

/** Whoever has applied the configuration that takes its vote, the last in its log, leads no more. */
export const theRemovedStepDown = defineMonitor({
  listens: ['persisted', 'emitted', 'sent', 'crashed'],
  start: () => ({ books: new Map() as Books, gone: new Map<NodeId, string>() }),
  observe({ books, gone }, seen) {
    const { node } = seen;
    if (seen.kind === 'crashed') gone.delete(node);
    if (seen.kind === 'persisted') keepBook(books, node, seen.durable);
    if (seen.kind === 'emitted' && seen.output.type === 'leading') gone.delete(node);
    if (seen.kind === 'emitted' && seen.output.type === 'applied') {
      const book = books.get(node);
      const last = book && lastHeld(book);
      if (!last || last.index !== numberIn(seen.output, 'index')) return undefined;
      if (!last.voters.includes(node)) gone.set(node, formatMembers(last));
    }
    if (seen.kind !== 'sent' || leadsBy(seen.message) === undefined) return undefined;
    const configuration = gone.get(node);
    if (configuration === undefined) return undefined;
    return {
      what: `${node} has applied the configuration ${configuration}, in which it has no vote, and still leads: it sent ${seen.peer} ${seen.message.type}.`,
      nodes: [node],
    };
  },
});

/** Where nothing goes wrong, nobody stands against a leader that is a member of the cluster. */
export const membersLeadOn = defineMonitor({
  listens: ['emitted', 'sent'],
  start: () => ({ term: 0, leader: '' }),
  observe(state, seen) {
    const { node } = seen;
    if (seen.kind === 'emitted' && seen.output.type === 'leading') {
      state.term = numberIn(seen.output, 'term');
      state.leader = node;
    }
    if (seen.kind === 'emitted' && seen.output.type === 'applied') {
      const configuration = field(field(seen.output, 'command'), 'configuration');
      const voters = field(configuration, 'voters');
      // It led to the end of its own removal, and somebody has to follow it.
      if (node === state.leader && Array.isArray(voters) && !voters.includes(node)) {
        state.leader = '';
      }
    }
    if (seen.kind !== 'sent' || seen.message.type !== 'requestVote' || state.leader === '') {
      return undefined;
    }
    const term = numberIn(seen.message, 'term');
    if (term <= state.term) return undefined;
    return {
      what: `${node} stood for election in term ${term}. ${state.leader} had won term ${state.term}, has a vote, and nothing had gone wrong.`,
      nodes: [node, state.leader],
    };
  },
});
