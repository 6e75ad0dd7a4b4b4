// Log replication: how the leader's log becomes everybody's.
// The brief is chapters/03-raft/replication.mdx.
import { todo } from '#sim';
import type { Replication } from '#raft';

/** What this part alone remembers: of each follower, as a leader. Yours; a crash loses it. */
interface Followers {
  // TODO(3.2a): What must a leader know of a follower to tell what to send it next?
}

export const replication: Replication<Followers> = {
  start(node, server) {
    // TODO(3.2b): Return what this part remembers, at boot.
    todo('3.2b start');
  },

  onElected(node, server, own) {
    // TODO(3.2c): Forget what you knew of followers from an earlier term. Where do you begin with each of them?
    todo('3.2c onElected');
  },

  nextIndex(server, own, to) {
    // TODO(3.2d): The index of the next entry to send to `to`. Changes nothing.
    todo('3.2d nextIndex');
  },

  replicate(node, server, own, to) {
    // TODO(3.2e): Send `to` one appendEntries: what follows from its next index on, as many entries as one message may
    //             hold. There may be none. Where does the message say what its entries follow on?
    todo('3.2e replicate');
  },

  onAppendEntries(node, server, own, from, message) {
    // TODO(3.2f): Reject a message of an old term, and one whose entries don't follow on this log. The answer says where
    //             to look next.
    // TODO(3.2g): Else bring the entries into the log. When may an entry that is there be taken away, and when not? What
    //             must be on disk before you answer?
    // TODO(3.2h): Answer with the index up to which this log now equals the leader's, and return it. How much of that has
    //             this message shown?
    todo('3.2f onAppendEntries');
  },

  onAppended(node, server, own, from, message) {
    // TODO(3.2i): If the answer belongs to this term, keep what is known of `from`. Answers overtake each other: what if
    //             an older one comes last?
    // TODO(3.2j): Return whether there is more to send to it right now.
    todo('3.2i onAppended');
  },

  onRejected(node, server, own, from, message) {
    // TODO(3.2k): Go back. The follower has said which term it holds there, and where that term begins: how do you skip all
    //             of it at once?
    todo('3.2k onRejected');
  },
};
