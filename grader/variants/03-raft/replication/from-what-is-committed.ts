// Right replication built differently: a follower that rejects names the entry after the last one that it knows to be
// committed, and the leader goes there, whatever is in between. What lies before its snapshot, it rejects as well.
import type { NodeId } from '#sim';
import {
  type Durable,
  entriesFrom,
  type Entry,
  lastIndex,
  type Replication,
  type Server,
  termAt,
} from '#raft';

/** For each follower, the index before the next entry: what it is asked about. */
type Followers = Record<NodeId, number>;

export const replication: Replication<Followers> = {
  start: () => ({}),

  onElected(_node, { disk, configuration }, asked) {
    // The entry that begins the term, if there is one, is what everybody lacks.
    const isOwn = termAt(disk, lastIndex(disk)) === disk.currentTerm;
    for (const id of [...configuration.voters, ...configuration.learners]) {
      asked[id] = lastIndex(disk) - (isOwn ? 1 : 0);
    }
  },

  nextIndex: ({ disk }, asked, to) => (asked[to] ?? lastIndex(disk)) + 1,

  replicate(node, server, asked, to) {
    const { disk, commitIndex, round, settings } = server;
    const prevLogIndex = asked[to] ?? lastIndex(disk);
    node.send(to, {
      type: 'appendEntries',
      term: disk.currentTerm,
      round,
      leaderCommit: commitIndex,
      prevLogIndex,
      prevLogTerm: termAt(disk, prevLogIndex)!,
      entries: entriesFrom(disk, prevLogIndex + 1, settings.entriesPerMessageMax),
    });
  },

  onAppendEntries(node, server, _asked, from, message) {
    const { disk, commitIndex } = server;
    const { term, prevLogIndex, prevLogTerm, entries, round } = message;
    if (term === disk.currentTerm && termAt(disk, prevLogIndex) === prevLogTerm) {
      const log = merged(disk, prevLogIndex, entries);
      if (log) {
        disk.log = log;
        node.persist(disk);
      }
      const matchIndex = prevLogIndex + entries.length;
      node.send(from, { type: 'appended', term, matchIndex, round });
      return matchIndex;
    }
    node.send(from, {
      type: 'rejected',
      term: disk.currentTerm,
      prevLogIndex,
      conflictTerm: null,
      conflictIndex: Math.min(commitIndex, lastIndex(disk)) + 1,
      round,
    });
    return null;
  },

  onAppended(_node, server, asked, from, { term, matchIndex }) {
    if (!leads(server, term)) return false;
    const before = server.matchIndex.get(from) ?? -1;
    if (matchIndex <= before) return false;
    server.matchIndex.set(from, matchIndex);
    asked[from] = matchIndex;
    return matchIndex < lastIndex(server.disk);
  },

  onRejected(_node, server, asked, from, { term, prevLogIndex, conflictIndex }) {
    if (!leads(server, term) || prevLogIndex !== asked[from]) return false;
    const match = server.matchIndex.get(from) ?? 0;
    // All that is committed is in this log as well, so that the place exists: before what was asked about, or, where a
    // snapshot stands for that, behind it.
    asked[from] = Math.max(match, conflictIndex - 1);
    return true;
  },
};

const leads = ({ role, disk }: Server, term: number): boolean =>
  role === 'leader' && term === disk.currentTerm;

/** The log with the entries in it; nothing, where they are in it already. */
function merged(
  { snapshot, log }: Durable,
  prevLogIndex: number,
  entries: readonly Entry[],
): Durable['log'] | undefined {
  const kept = log.slice(0, prevLogIndex - snapshot.lastIndex);
  const held = log.slice(kept.length, kept.length + entries.length);
  const isThere =
    held.length === entries.length && held.every(({ term }, at) => term === entries[at]!.term);
  return isThere ? undefined : [...kept, ...entries];
}
