// A part that is right in another way than the reference: entries are committed as they are, and applied one for each
// message, so that `lastApplied` falls behind `commitIndex`.
import { type Commit, entryAt } from '#raft';
import { commit } from '../../../solutions/03-raft/commit.ts';

export const oneAtATime: Commit = {
  ...commit,
  applyCommitted(_node, server, _own, apply) {
    if (server.lastApplied >= server.commitIndex) return;
    server.lastApplied++;
    apply(server.lastApplied, entryAt(server.disk, server.lastApplied)!);
  },
};
