// What is committed, and what is applied: which entries of the log can never be lost again, and when the machine gets them.
// The brief is chapters/03-raft/commit.mdx.
import { todo } from '#sim';
import type { Commit } from '#raft';

/** What this part alone remembers. It may well need nothing. */
interface Own {
  // TODO(3.3): Anything that you want to keep between two calls, and that a crash may take.
}

export const commit: Commit<Own> = {
  start(node, server) {
    // TODO(3.3a): Set server.commitIndex and server.lastApplied. server.machine is in the state of the snapshot, be it the
    // empty one. What is known to be committed when a server boots, and what has its machine seen?
    todo('3.3a start');
  },

  onElected(node, server, own) {
    // TODO(3.3b): Begin the term with an entry of its own: { type: 'no-op' }. What must be so before anybody counts this
    // server among those who hold it?
    todo('3.3b onElected');
  },

  onProgress(node, server, own) {
    // TODO(3.3c): On the leader: find the highest index that is committed now, and set server.commitIndex. Who holds an
    // entry, as far as this leader knows? And which entries does it not commit by counting, however many hold them?
    todo('3.3c onProgress');
  },

  onMatched(node, server, own, matchIndex, leaderCommit) {
    // TODO(3.3d): On a follower: the leader has committed all up to leaderCommit in its own log, and this log equals it up
    // to matchIndex. The message that says so may be an old one.
    todo('3.3d onMatched');
  },

  applyCommitted(node, server, own, apply) {
    // TODO(3.3e): Hand to `apply` all that is committed and has not been applied, in order, and keep server.lastApplied.
    todo('3.3e applyCommitted');
  },
};
