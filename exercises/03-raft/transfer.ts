// Handing over the leadership: the leader brings its successor up to date, and asks it to stand for election at once.
// You write one part of a server; all others are given. The brief is chapters/03-raft/transfer.mdx.
import { todo } from '#sim';
import type { Transferring } from '#raft';

/** What this part remembers: yours. A crash loses it. */
interface HandOver {
  // TODO(3.9a): What must be known of a hand-over while it is under way?
}

export const transferring: Transferring<HandOver> = {
  start(node, server) {
    // TODO(3.9a): Return what this part knows while nothing is handed over.
    return todo('3.9a start');
  },

  onTransfer(node, server, own, to, hooks) {
    // TODO(3.9b): Begin to hand over to `to`. To whom is that of no use? Bring it up to date with `hooks.replicate`, if it
    //             isn't, and ask it (message `timeoutNow`) if it is. Set the timer `transfer`: the successor may be down.
    todo('3.9b onTransfer');
  },

  onProgress(node, server, own, hooks) {
    // TODO(3.9c): Some peer holds more than before. Is it the successor, and does it hold the whole log? Which comes first:
    //             `timeoutNow`, or `hooks.giveUpLease`?
    todo('3.9c onProgress');
  },

  isHandingOver(server, own) {
    // TODO(3.9d): Whether this leader takes no entries right now.
    return todo('3.9d isHandingOver');
  },

  onTimeoutNow(node, server, own, from, message, campaign) {
    // TODO(3.9e): The leader asks this server to stand. Is it the leader still?
    todo('3.9e onTimeoutNow');
  },

  onTransferTimeout(node, server, own) {
    // TODO(3.9f): Nothing has come of it.
    todo('3.9f onTransferTimeout');
  },

  onSteppedDown(node, server, own) {
    // TODO(3.9g): This server leads no more: most often, because it has worked.
    todo('3.9g onSteppedDown');
  },
};
