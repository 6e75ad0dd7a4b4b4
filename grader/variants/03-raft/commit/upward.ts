// A right answer built differently: goes up the log one entry after the other, keeps what it finds until an entry of its own
// term confirms it, and commits an entry of an earlier term as well if every server of the cluster holds it: nobody is left
// then who could be elected without it.
import {
  append,
  type Commit,
  entryAt,
  firstIndex,
  lastIndex,
  type RaftNode,
  type Server,
} from '#raft';

export const commit: Commit = {
  start(_node, server) {
    server.lastApplied = firstIndex(server.disk) - 1;
    server.commitIndex = server.lastApplied;
    return {};
  },

  onElected(node, server) {
    const { currentTerm: term } = server.disk;
    append(server.disk, { term, command: { type: 'no-op' } });
    node.persist(server.disk);
  },

  onProgress(node, server) {
    const { voters, learners } = server.configuration;
    const last = lastIndex(server.disk);
    for (let index = server.commitIndex + 1; index <= last; index++) {
      const missing = voters.filter((voter) => !holds(node, server, voter, index)).length;
      // What the later entry has, every earlier one has.
      if (missing * 2 >= voters.length) return;
      const isOwn = entryAt(server.disk, index)?.term === server.disk.currentTerm;
      const everywhere = [...voters, ...learners].every((id) => holds(node, server, id, index));
      if (isOwn || everywhere) server.commitIndex = index;
    }
  },

  onMatched(_node, server, _own, matchIndex, leaderCommit) {
    while (server.commitIndex < matchIndex && server.commitIndex < leaderCommit) {
      server.commitIndex++;
    }
  },

  applyCommitted(_node, server, _own, apply) {
    const until = server.commitIndex;
    for (let index = server.lastApplied + 1; index <= until; index++) {
      const entry = entryAt(server.disk, index);
      if (!entry) throw new Error(`There is no entry ${index}.`);
      server.lastApplied = index;
      apply(index, entry);
    }
  },
};

const holds = (node: RaftNode, server: Server, id: string, index: number): boolean =>
  id === node.id || (server.matchIndex.get(id) ?? 0) >= index;
