// What is committed, and what is applied. Ongaro and Ousterhout 2014, sections 5.3 and 5.4.2 (Figure 8), section 8 for the
// entry that begins a term; Figure 2, the last rule for leaders and the first for all servers.
import {
  append,
  type Commit,
  entryAt,
  hasQuorum,
  lastIndex,
  type RaftNode,
  type Server,
  termAt,
} from '#raft';

export const commit: Commit = {
  start(_node, server) {
    // The machine is in the state of the snapshot: everything after it will be applied again, once it is known to be
    // committed.
    server.commitIndex = server.disk.snapshot.lastIndex;
    server.lastApplied = server.commitIndex;
    return {};
  },

  // #region on-elected
  onElected(node, { disk }) {
    // Entries of earlier terms can only be committed by one of this term. Without this one they would wait for a client.
    append(disk, { term: disk.currentTerm, command: { type: 'no-op' } });
    node.persist(disk);
  },
  // #endregion on-elected

  // #region on-progress
  onProgress(node, server) {
    const { disk, configuration } = server;
    for (let index = lastIndex(disk); index > server.commitIndex; index--) {
      // An entry of an earlier term can still be overwritten, on however many servers it is (Figure 8).
      if (termAt(disk, index) !== disk.currentTerm) return;
      if (!hasQuorum(configuration, holdersOf(node, server, index))) continue;
      server.commitIndex = index;
      return;
    }
  },
  // #endregion on-progress

  // #region on-matched
  onMatched(_node, server, _own, matchIndex, leaderCommit) {
    // Beyond what matches, this log may hold what no leader ever committed. And an old message never takes back.
    server.commitIndex = Math.max(server.commitIndex, Math.min(leaderCommit, matchIndex));
  },
  // #endregion on-matched

  // #region apply-committed
  applyCommitted(_node, server, _own, apply) {
    while (server.lastApplied < server.commitIndex) {
      server.lastApplied++;
      apply(server.lastApplied, entryAt(server.disk, server.lastApplied)!);
    }
  },
  // #endregion apply-committed
};

/** Who has the entry on disk, as far as this leader knows. */
const holdersOf = (node: RaftNode, { matchIndex }: Server, index: number) => [
  node.id,
  ...[...matchIndex].filter(([, match]) => match >= index).map(([peer]) => peer),
];
