// Other parts for servers whose reads are judged: one that applies late, and two that leave nothing but rounds.
import { append, type Commit, entryAt, lastIndex, type Replication } from '#raft';
import { commit } from '../../../solutions/03-raft/commit.ts';

/** Applies one entry at a time: what is committed may be ahead of the machine, as on a server with much to do. */
export const slowCommit: Commit = {
  ...commit,
  applyCommitted(_node, server, _own, apply) {
    if (server.lastApplied >= server.commitIndex) return;
    server.lastApplied++;
    apply(server.lastApplied, entryAt(server.disk, server.lastApplied)!);
  },
};

/** A new leader has committed its first entry at once. */
export const instantCommit: Commit = {
  start: () => ({}),
  onElected(_node, server) {
    append(server.disk, { term: server.disk.currentTerm, command: { type: 'no-op' } });
    server.commitIndex = lastIndex(server.disk);
    server.lastApplied = server.commitIndex;
  },
  onProgress() {},
  onMatched() {},
  applyCommitted() {},
};

/** Sends rounds without entries, and answers them. */
export const echo: Replication = {
  start: () => ({}),
  onElected() {},
  nextIndex: () => 1,
  replicate(node, { disk, round }, _own, to) {
    const term = disk.currentTerm;
    const empty = { prevLogIndex: 0, prevLogTerm: 0, entries: [], leaderCommit: 0 };
    node.send(to, { type: 'appendEntries', term, ...empty, round });
  },
  onAppendEntries(node, { disk }, _own, from, { round }) {
    node.send(from, { type: 'appended', term: disk.currentTerm, matchIndex: 0, round });
    return null;
  },
  onAppended: () => false,
  onRejected: () => false,
};
