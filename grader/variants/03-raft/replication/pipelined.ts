// Right replication built differently: the next index advances when entries are sent, not when they are acknowledged, so
// that several messages are under way. A rejection stops that: one message at a time, until one is accepted. Silence takes
// the next index back.
import type { NodeId } from '#sim';
import {
  append,
  type AppendEntries,
  type Durable,
  entriesFrom,
  firstIndex,
  lastIndex,
  type Replication,
  type Server,
  termAt,
  truncateFrom,
} from '#raft';

interface Follower {
  next: number;
  /** One message at a time, since it is not known where the logs agree. */
  probing: boolean;
  /** Heartbeats since the last answer. */
  silent: number;
}

interface Followers {
  readonly of: Record<NodeId, Follower>;
}

export const replication: Replication<Followers> = {
  start: () => ({ of: {} }),

  onElected(_node, _server, { of }) {
    for (const id of Object.keys(of)) delete of[id];
  },

  nextIndex: ({ disk }, { of }, to) => of[to]?.next ?? lastIndex(disk) + 1,

  replicate(node, server, { of }, to) {
    const { disk, settings } = server;
    const follower = (of[to] ??= { next: lastIndex(disk) + 1, probing: true, silent: 0 });
    if (!follower.probing && follower.next > lastIndex(disk)) {
      // What is under way may be lost: nobody answers to it.
      if (follower.silent++ > 1) follower.next = matchOf(server, to) + 1;
    }
    const entries = entriesFrom(disk, follower.next, settings.entriesPerMessageMax);
    node.send(to, {
      type: 'appendEntries',
      term: disk.currentTerm,
      prevLogIndex: follower.next - 1,
      prevLogTerm: termAt(disk, follower.next - 1)!,
      entries,
      leaderCommit: server.commitIndex,
      round: server.round,
    });
    if (!follower.probing) follower.next += entries.length;
  },

  onAppendEntries(node, server, _own, from, message) {
    const { disk } = server;
    const { prevLogIndex, entries, round } = message;
    const answer = { term: disk.currentTerm, round };
    if (message.term < disk.currentTerm || !follows(disk, message)) {
      const conflictTerm = termAt(disk, prevLogIndex) ?? null;
      let conflictIndex = conflictTerm === null ? lastIndex(disk) + 1 : prevLogIndex;
      while (conflictIndex > firstIndex(disk) && termAt(disk, conflictIndex - 1) === conflictTerm) {
        conflictIndex--;
      }
      const where = { prevLogIndex, conflictTerm, conflictIndex };
      node.send(from, { type: 'rejected', ...answer, ...where });
      return null;
    }
    const news = entries.findIndex(
      ({ term }, offset) =>
        prevLogIndex + 1 + offset >= firstIndex(disk) &&
        termAt(disk, prevLogIndex + 1 + offset) !== term,
    );
    if (news >= 0) {
      truncateFrom(disk, prevLogIndex + 1 + news);
      append(disk, ...entries.slice(news));
      node.persist(disk);
    }
    const matchIndex = prevLogIndex + entries.length;
    node.send(from, { type: 'appended', ...answer, matchIndex });
    return matchIndex;
  },

  onAppended(_node, server, { of }, from, { term, matchIndex }) {
    const follower = of[from];
    if (!follower || server.role !== 'leader' || term !== server.disk.currentTerm) return false;
    if (matchIndex > matchOf(server, from)) server.matchIndex.set(from, matchIndex);
    follower.probing = false;
    follower.silent = 0;
    follower.next = Math.max(follower.next, matchOf(server, from) + 1);
    return follower.next <= lastIndex(server.disk);
  },

  onRejected(_node, server, { of }, from, rejected) {
    const follower = of[from];
    const { disk } = server;
    if (!follower || server.role !== 'leader' || rejected.term !== disk.currentTerm) return false;
    if (rejected.prevLogIndex <= matchOf(server, from)) return false;
    if (follower.probing && rejected.prevLogIndex !== follower.next - 1) return false;
    follower.probing = true;
    follower.silent = 0;
    let next = rejected.conflictIndex;
    if (rejected.conflictTerm !== null) {
      // Where this log has entries of that term, after the last of them.
      for (let index = rejected.prevLogIndex - 1; index >= next; index--) {
        if (termAt(disk, index) === rejected.conflictTerm) next = index + 1;
      }
    }
    follower.next = Math.max(matchOf(server, from) + 1, Math.min(next, rejected.prevLogIndex));
    return true;
  },
};

const matchOf = ({ matchIndex }: Server, id: NodeId): number => matchIndex.get(id) ?? 0;

const follows = (disk: Durable, { prevLogIndex, prevLogTerm }: AppendEntries): boolean =>
  prevLogIndex < disk.snapshot.lastIndex || termAt(disk, prevLogIndex) === prevLogTerm;
