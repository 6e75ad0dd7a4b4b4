// Reads without an entry of the log: a leader finds out that it still leads, and answers from its machine.
// The brief is chapters/03-raft/reads.mdx.
import { todo } from '#sim';
import type { Reads, Server } from '#raft';

/** What this part remembers: yours. A crash loses it. */
interface Waiting {
  // TODO(3.6a): What must a leader know of each read that waits?
}

export const reads: Reads<Waiting> = {
  start() {
    // TODO(3.6b): Return what this part remembers at boot.
    todo('3.6b reads.start');
  },

  onRead(node, server, own, client, call, hooks) {
    // TODO(3.6c): A client wants to read. A leader remembers the read and begins a round for it, if it may already. Who
    //             does not lead redirects. (Alone in its cluster, a server is a majority.)
    todo('3.6c reads.onRead');
  },

  onAcknowledged(node, server, own, from, round, hooks) {
    // TODO(3.6d): A peer has answered a round. Which reads does that confirm? Answer those that are ready.
    todo('3.6d reads.onAcknowledged');
  },

  onApplied(node, server, own, hooks) {
    // TODO(3.6e): The machine has moved on, and perhaps the first entry of this term is committed. Which reads have waited
    //             for that? Mind that followers apply entries as well.
    todo('3.6e reads.onApplied');
  },

  onSteppedDown(node, server, own) {
    // TODO(3.6f): This server led, and leads no more. What is left of what it knows?
    todo('3.6f reads.onSteppedDown');
  },
};

/** Whether this leader has committed an entry of its own term. */
function hasCommittedInTerm(server: Server): boolean {
  // TODO(3.6g): What does a leader know of earlier terms before that?
  todo('3.6g hasCommittedInTerm');
}
