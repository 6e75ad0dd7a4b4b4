// Right replication built differently: one disk write for what is given up and one for each entry, eight entries in a
// message at most, and a leader that does not look at terms when it goes back: it goes to the index that it is told.
import type { NodeId } from '#sim';
import {
  append,
  type AppendEntries,
  entriesFrom,
  firstIndex,
  lastIndex,
  type RaftNode,
  type Replication,
  type Server,
  termAt,
  truncateFrom,
} from '#raft';

interface Followers {
  next: [NodeId, number][];
}

const entriesMax = 8;

export const replication: Replication<Followers> = {
  start() {
    return { next: [] };
  },

  onElected(_node, _server, own) {
    own.next = [];
  },

  nextIndex,

  replicate(node, server, own, to) {
    const { disk, commitIndex, round, settings } = server;
    const next = nextIndex(server, own, to);
    const most = Math.min(entriesMax, settings.entriesPerMessageMax);
    node.send(to, {
      type: 'appendEntries',
      term: disk.currentTerm,
      prevLogIndex: next - 1,
      prevLogTerm: termAt(disk, next - 1)!,
      entries: entriesFrom(disk, next, most),
      leaderCommit: commitIndex,
      round,
    });
  },

  onAppendEntries(node, server, _own, from, message) {
    const { disk } = server;
    const { prevLogIndex, prevLogTerm, round } = message;
    const isCurrent = message.term >= disk.currentTerm;
    const isCompacted = prevLogIndex < disk.snapshot.lastIndex;
    if (isCurrent && (isCompacted || termAt(disk, prevLogIndex) === prevLogTerm)) {
      for (const [offset] of message.entries.entries()) write(node, server, message, offset);
      const matchIndex = prevLogIndex + message.entries.length;
      node.send(from, { type: 'appended', term: disk.currentTerm, matchIndex, round });
      return matchIndex;
    }
    const conflictTerm = termAt(disk, prevLogIndex) ?? null;
    let conflictIndex = lastIndex(disk) + 1;
    if (conflictTerm !== null) {
      const offset = disk.log.findIndex(({ term }) => term === conflictTerm);
      conflictIndex = firstIndex(disk) + Math.max(0, offset);
    }
    node.send(from, {
      type: 'rejected',
      term: disk.currentTerm,
      prevLogIndex,
      conflictTerm,
      conflictIndex,
      round,
    });
    return null;
  },

  onAppended(_node, server, own, from, { term, matchIndex }) {
    if (!leads(server, term)) return false;
    const before = server.matchIndex.get(from) ?? 0;
    if (matchIndex >= before) {
      server.matchIndex.set(from, matchIndex);
      setNext(own, from, matchIndex + 1);
    }
    return matchIndex > before && matchIndex < lastIndex(server.disk);
  },

  onRejected(_node, server, own, from, { term, prevLogIndex, conflictIndex }) {
    const asked = nextIndex(server, own, from) - 1;
    if (!leads(server, term) || asked !== prevLogIndex) return false;
    const known = server.matchIndex.get(from) ?? 0;
    setNext(own, from, Math.max(known + 1, Math.min(conflictIndex, prevLogIndex)));
    return true;
  },
};

/** One entry of a message, if it is not there yet. */
function write(node: RaftNode, { disk }: Server, message: AppendEntries, offset: number): void {
  const index = message.prevLogIndex + 1 + offset;
  const entry = message.entries[offset]!;
  if (index < firstIndex(disk) || termAt(disk, index) === entry.term) return;
  if (index <= lastIndex(disk)) {
    truncateFrom(disk, index);
    node.persist(disk);
  }
  append(disk, entry);
  node.persist(disk);
}

const leads = ({ role, disk }: Server, term: number) =>
  role === 'leader' && disk.currentTerm === term;

function nextIndex({ disk }: Server, { next }: Followers, to: NodeId): number {
  return next.find(([id]) => id === to)?.[1] ?? lastIndex(disk) + 1;
}

function setNext(own: Followers, to: NodeId, index: number): void {
  own.next = [...own.next.filter(([id]) => id !== to), [to, index]];
}
