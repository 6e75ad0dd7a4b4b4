// Elections that disturb nobody (PreVote), and leaders that notice that nobody answers (CheckQuorum).
// You write one part of a server; all others are given. The brief is chapters/03-raft/pre-vote.mdx.
import { todo } from '#sim';
import type { PreVoting } from '#raft';

/** What this part remembers: yours. A crash loses it. */
interface Canvass {
  // TODO(3.8a): What must be known to tell who is willing, about which term, and who has answered this leader?
}

export const preVoting: PreVoting<Canvass> = {
  start(node, server) {
    // TODO(3.8a): Return what this part knows before anything has happened.
    return todo('3.8a start');
  },

  onElectionTimeout(node, server, own, campaign) {
    // TODO(3.8b): A whole timeout without a word from the leader. Ask every other member whether it would vote for this
    //             server in the next term, and set the timer again. Which of term, vote and role change by asking? And
    //             what does this server now answer when it is asked itself?
    todo('3.8b onElectionTimeout');
  },

  onPreVoteRequest(node, server, own, from, message) {
    // TODO(3.8c): Say whether you would vote for `from`: what a vote takes (see `election`), and one thing more.
    todo('3.8c onPreVoteRequest');
  },

  onPreVote(node, server, own, from, message, campaign) {
    // TODO(3.8d): Call `campaign`, once, when a majority is willing. Which answers don't count?
    todo('3.8d onPreVote');
  },

  onLeader(node, server, own) {
    // TODO(3.8e): The leader is there after all. `server.leader` is set already.
    todo('3.8e onLeader');
  },

  onElected(node, server, own) {
    // TODO(3.8f): Begin to look who answers: set the timer `quorum`.
    todo('3.8f onElected');
  },

  onAcknowledged(node, server, own, from) {
    // TODO(3.8g): `from` has answered this leader.
    todo('3.8g onAcknowledged');
  },

  onQuorumTimeout(node, server, own) {
    // TODO(3.8h): Has a majority answered since the last look? If not, step down: role and leader. If so, look again later.
    todo('3.8h onQuorumTimeout');
  },
};
