// What is promised of replication beside the properties of the paper, judged on messages and disks.
import { defineMonitor, type Message, type NodeId } from '../../sim/index.ts';
import {
  type Disk,
  diskOf,
  emptyDisk,
  entryText,
  formatEntry,
  holdsEntry,
  keep,
  lastIndexOf,
  listIn,
  numberIn,
  termOf,
  textAt,
} from './disks.ts';

/** What a follower has acknowledged to the leader of its term, it keeps as long as that term lasts. */
export const acknowledgedStays = defineMonitor({
  listens: ['persisted', 'sent'],
  start: () => ({
    disks: new Map<NodeId, Disk>(),
    acknowledged: new Map<NodeId, { term: number; upTo: number }>(),
  }),
  observe({ disks, acknowledged }, seen) {
    const { node } = seen;
    if (seen.kind === 'sent' && seen.message.type === 'appended') {
      const term = numberIn(seen.message, 'term');
      const before = acknowledged.get(node);
      const upTo = Math.max(
        numberIn(seen.message, 'matchIndex'),
        before?.term === term ? before.upTo : 0,
      );
      acknowledged.set(node, { term, upTo });
    }
    if (seen.kind !== 'persisted') return undefined;

    const before = disks.get(node) ?? emptyDisk;
    const now = diskOf(seen.durable);
    if (!now) return undefined;
    disks.set(node, now);
    const { term, upTo } = acknowledged.get(node) ?? { term: -1, upTo: 0 };
    if (now.term !== term) return undefined;
    for (let index = before.base + 1; index <= Math.min(upTo, lastIndexOf(before)); index++) {
      const held = textAt(before, index)!;
      if (holdsEntry(now, index, held)) continue;
      return {
        what: `${node} had acknowledged entry ${index}, ${formatEntry(held)}, to the leader of term ${term}. In the same term, its disk now holds ${formatEntry(textAt(now, index))} there.`,
        nodes: [node],
      };
    }
    return undefined;
  },
});

/** Between the first and the last index of a log, nothing is missing; and no entry is of an earlier term than the one before. */
export const termsInOrder = defineMonitor({
  listens: ['persisted'],
  start: () => ({}),
  observe(_state, seen) {
    if (seen.kind !== 'persisted') return undefined;
    const disk = diskOf(seen.durable);
    if (!disk) return undefined;
    let before = disk.baseTerm;
    for (const [offset, text] of disk.entries.entries()) {
      const term = termOf(text);
      if (term < before) {
        return {
          what: `The log of ${seen.node} has ${formatEntry(text)} at index ${disk.base + 1 + offset}, after an entry of term ${before}.`,
          nodes: [seen.node],
        };
      }
      before = term;
    }
    return undefined;
  },
});

export const entriesAtMost = (entriesMax: number) =>
  defineMonitor({
    listens: ['sent'],
    start: () => ({}),
    observe(_state, seen) {
      if (seen.kind !== 'sent' || seen.message.type !== 'appendEntries') return undefined;
      const count = listIn(seen.message, 'entries').length;
      if (count <= entriesMax) return undefined;
      return {
        what: `${seen.node} sent ${seen.peer} ${count} entries in one message; ${entriesMax} are the most.`,
        nodes: [seen.node],
      };
    },
  });

/** Once a follower has acknowledged an entry, its leader does not send that entry to it again. */
export const neverSentAgain = defineMonitor({
  listens: ['received', 'sent'],
  start: () => ({ known: new Map<string, { term: number; upTo: number }>() }),
  observe({ known }, seen) {
    if (seen.kind === 'received' && seen.message.type === 'appended') {
      const term = numberIn(seen.message, 'term');
      const link = `${seen.node} ${seen.peer}`;
      const before = known.get(link);
      const upTo = numberIn(seen.message, 'matchIndex');
      if (before && (before.term > term || (before.term === term && before.upTo >= upTo))) return;
      known.set(link, { term, upTo });
    }
    if (seen.kind !== 'sent' || seen.message.type !== 'appendEntries') return undefined;
    const { node, peer, message } = seen;
    const { term, upTo } = known.get(`${node} ${peer}`) ?? { term: -1, upTo: 0 };
    const prevLogIndex = numberIn(message, 'prevLogIndex');
    if (numberIn(message, 'term') !== term || prevLogIndex >= upTo) return undefined;
    return {
      what: `${peer} had acknowledged all up to index ${upTo}, and ${node} sent it what follows on index ${prevLogIndex}.`,
      nodes: [node],
    };
  },
});

/** What a leader tells of its log is what its disk holds. */
export const sendsItsLog = defineMonitor({
  listens: ['persisted', 'sent'],
  start: () => ({ disks: new Map<NodeId, Disk>() }),
  observe({ disks }, seen) {
    const { node } = seen;
    if (seen.kind === 'persisted') keep(disks, node, seen.durable);
    if (seen.kind !== 'sent' || seen.message.type !== 'appendEntries') return undefined;
    const disk = disks.get(node) ?? emptyDisk;
    const broken = (what: string) => ({ what, nodes: [node] });

    const prevLogIndex = numberIn(seen.message, 'prevLogIndex');
    if (prevLogIndex > lastIndexOf(disk) || prevLogIndex < 0) {
      return broken(
        `${node} sent ${seen.peer} what follows on index ${prevLogIndex}, and its log ends at ${lastIndexOf(disk)}.`,
      );
    }
    const prevLogTerm = numberIn(seen.message, 'prevLogTerm');
    const held = termAt(disk, prevLogIndex);
    if (held !== undefined && held !== prevLogTerm) {
      return broken(
        `${node} said that its entry at index ${prevLogIndex} is of term ${prevLogTerm}. It is of term ${held}.`,
      );
    }
    for (const [offset, entry] of listIn(seen.message, 'entries').entries()) {
      const index = prevLogIndex + 1 + offset;
      if (holdsEntry(disk, index, entryText(entry))) continue;
      return broken(
        `${node} sent ${formatEntry(entryText(entry))} for index ${index}, where it holds ${formatEntry(textAt(disk, index))}.`,
      );
    }
    return undefined;
  },
});

/** `undefined` where the log doesn't reach, or a snapshot stands for the entry. */
function termAt(disk: Disk, index: number): number | undefined {
  if (index === disk.base) return disk.baseTerm;
  const text = textAt(disk, index);
  return text === undefined ? undefined : termOf(text);
}

/**
 * Every AppendEntries is answered before the next message is taken, with the number of its round; with 0, if it is of an
 * earlier term than the answer.
 */
export const answersAll = defineMonitor({
  listens: ['received', 'sent', 'crashed'],
  start: () => ({ asked: new Map<NodeId, { leader: NodeId; term: number; round: number }>() }),
  observe({ asked }, seen) {
    const { node } = seen;
    if (seen.kind === 'crashed') asked.delete(node);
    const open = asked.get(node);
    if (seen.kind === 'received') {
      asked.delete(node);
      if (seen.message.type === 'appendEntries') {
        const term = numberIn(seen.message, 'term');
        asked.set(node, { leader: seen.peer, term, round: numberIn(seen.message, 'round') });
      }
      if (!open) return undefined;
      return {
        what: `${node} did not answer the appendEntries of ${open.leader}.`,
        shape: 'silent',
        nodes: [node],
      };
    }
    if (seen.kind !== 'sent' || open?.leader !== seen.peer || !isAnswer(seen.message)) return;
    asked.delete(node);
    const round = numberIn(seen.message, 'round');
    const wanted = numberIn(seen.message, 'term') > open.term ? 0 : open.round;
    if (round === wanted) return undefined;
    return {
      what: `${node} was asked in round ${wanted}, and answered for round ${round}.`,
      shape: 'round',
      nodes: [node],
    };
  },
});

/**
 * An acknowledgement that says nothing new is no reason to send a heartbeat: it would be acknowledged, and so on. A heartbeat
 * that the timer sends goes to all followers; so what goes to one of them alone, and is followed by a message that comes in, was a reply.
 */
export const noNewsNoMessage = defineMonitor({
  listens: ['received', 'sent'],
  start: () => ({
    known: new Map<string, string>(),
    /** By leader: who has just said nothing new, and whether it was sent a heartbeat right after. */
    idle: new Map<NodeId, { follower: NodeId; replied: boolean }>(),
  }),
  observe({ known, idle }, seen) {
    const { node } = seen;
    const before = idle.get(node);
    if (seen.kind === 'sent') {
      const isReply =
        before?.follower === seen.peer &&
        !before.replied &&
        seen.message.type === 'appendEntries' &&
        listIn(seen.message, 'entries').length === 0;
      if (isReply) idle.set(node, { follower: seen.peer, replied: true });
      else idle.delete(node);
    }
    if (seen.kind !== 'received') return undefined;
    idle.delete(node);
    if (before?.replied) {
      return {
        what: `${before.follower} acknowledged what ${node} knew already, and ${node} answered with one more heartbeat. This never ends.`,
        nodes: [node, before.follower],
      };
    }
    if (seen.message.type !== 'appended') return undefined;
    const link = `${node} ${seen.peer}`;
    const news = `${numberIn(seen.message, 'term')} ${numberIn(seen.message, 'matchIndex')}`;
    if (known.get(link) === news) idle.set(node, { follower: seen.peer, replied: false });
    known.set(link, news);
    return undefined;
  },
});

export const isAnswer = ({ type }: Message): boolean => type === 'appended' || type === 'rejected';

/** A server that holds the entry which the leader's entries follow on does not reject them. */
export const rejectsOnlyConflicts = defineMonitor({
  listens: ['received', 'persisted', 'sent'],
  start: () => ({
    disks: new Map<NodeId, Disk>(),
    asked: new Map<NodeId, { term: number; prevLogIndex: number; prevLogTerm: number }>(),
  }),
  observe({ disks, asked }, seen) {
    const { node } = seen;
    if (seen.kind === 'persisted') keep(disks, node, seen.durable);
    if (seen.kind === 'received' && seen.message.type === 'appendEntries') {
      const [term, prevLogIndex, prevLogTerm] = ['term', 'prevLogIndex', 'prevLogTerm'].map(
        (name) => numberIn(seen.message, name),
      ) as [number, number, number];
      asked.set(node, { term, prevLogIndex, prevLogTerm });
    }
    if (seen.kind !== 'sent' || seen.message.type !== 'rejected') return undefined;
    const question = asked.get(node);
    const disk = disks.get(node) ?? emptyDisk;
    if (!question || question.term !== disk.term) return undefined;
    const { prevLogIndex, prevLogTerm } = question;
    if (termAt(disk, prevLogIndex) !== prevLogTerm) return undefined;
    return {
      what: `${node} rejected what follows on index ${prevLogIndex} of term ${prevLogTerm}, which its log holds.`,
      nodes: [node],
    };
  },
});
