// A right answer built differently: the median of the match indexes, and the first index of the own term in place of a look
// at the term of what is committed.
import type { Commit, Server } from '#raft';

interface Memory {
  /** Where the term of this leader begins: what lies before is committed along with what lies behind. */
  termBegins: number;
}

export const commit: Commit<Memory> = {
  start(_node, server) {
    const { lastIndex } = server.disk.snapshot;
    Object.assign(server, { commitIndex: lastIndex, lastApplied: lastIndex });
    return { termBegins: Infinity };
  },

  onElected(node, server, memory) {
    const { disk } = server;
    disk.log.push({ term: disk.currentTerm, command: { type: 'no-op' } });
    node.persist(disk);
    memory.termBegins = end(server);
  },

  onProgress(node, server, memory) {
    const reached = server.configuration.voters
      .map((voter) => (voter === node.id ? end(server) : (server.matchIndex.get(voter) ?? 0)))
      .toSorted((a, b) => b - a);
    const onMajority = reached[Math.floor(reached.length / 2)] ?? 0;
    if (onMajority >= memory.termBegins && onMajority > server.commitIndex) {
      server.commitIndex = onMajority;
    }
  },

  onMatched(_node, server, _memory, matchIndex, leaderCommit) {
    const known = leaderCommit < matchIndex ? leaderCommit : matchIndex;
    if (known > server.commitIndex) server.commitIndex = known;
  },

  applyCommitted(_node, server, _memory, apply) {
    const { snapshot, log } = server.disk;
    const ready = log.slice(
      server.lastApplied - snapshot.lastIndex,
      server.commitIndex - snapshot.lastIndex,
    );
    for (const entry of ready) apply(++server.lastApplied, entry);
  },
};

const end = ({ disk }: Server): number => disk.snapshot.lastIndex + disk.log.length;
