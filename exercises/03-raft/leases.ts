// Reads that need no message at all, as long as clocks keep what they promise: the leader's lease, and the followers' half
// of it. The brief is chapters/03-raft/leases.mdx.
import { type Leases } from '#raft';
import { todo } from '#sim';

/** What you remember. A crash loses it: what does a server have to believe then? */
interface Memory {
  // TODO(3.7a): What does a follower need to know to keep its promise, and a leader to count on it?
}

export const leases: Leases<Memory> = {
  start(node, server) {
    // TODO(3.7b): Return your memory. When may this server have heard from a leader, before it booted?
    todo('3.7b start');
  },

  onElected(node, server, own) {
    // TODO(3.7c): A new term begins, and with it the rounds begin at 1. What must not be left of an earlier one?
    todo('3.7c onElected');
  },

  onBroadcast(node, server, own, round) {
    // TODO(3.7d): This leader sends the first message of `round`.
    todo('3.7d onBroadcast');
  },

  onAcknowledged(node, server, own, from, round) {
    // TODO(3.7e): `from` has answered `round`, maybe late. Which lease does that make longer, and until when?
    todo('3.7e onAcknowledged');
  },

  mayRead(node, server, own) {
    // TODO(3.7f): Whether a read may be answered from the machine right now. Ask for time last: what else must be so?
    todo('3.7f mayRead');
  },

  onLeader(node, server, own) {
    // TODO(3.7g): The leader of this server's term has been heard of.
    todo('3.7g onLeader');
  },

  refusesVote(node, server, own) {
    // TODO(3.7h): Whether this server has promised to vote for nobody right now.
    todo('3.7h refusesVote');
  },

  onTransfer(node, server, own) {
    // TODO(3.7i): A successor is about to be asked to take over, and will be voted for at once. For how long does that count?
    todo('3.7i onTransfer');
  },
};
