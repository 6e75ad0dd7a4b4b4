// Raft's leader election: terms, votes, and who may be voted for.
// You write the six handlers of this part. The brief is chapters/03-raft/election.mdx.
import { todo } from '#sim';
import type { Election } from '#raft';

/** What a server remembers of its campaign: yours. A crash loses it. What must survive one is in `server.disk`. */
interface Campaign {
  // TODO(3.1b): What must a candidate know to tell one server's two votes from two servers' votes?
}

export const election: Election<Campaign> = {
  start(node, server) {
    // TODO(3.1a): Every server boots as a follower, and waits for a leader. What will tell it that there is none?
    //             Set the timer `election`, in the range that the settings give. Return what this part remembers.
    return todo('3.1a start');
  },

  campaign(node, server, own, why) {
    // TODO(3.1b): Begin a new term, as a candidate, with your own vote. What must be on disk before anybody hears of it?
    //             Then ask all peers. `transfer` says whether a leader wanted this campaign.
    //             What if nobody wins? And what if there is nobody else to ask?
    todo('3.1b campaign');
  },

  onHigherTerm(node, server, own, term) {
    // TODO(3.1c): Somebody is in a later term. What does this server become, whatever it was? What becomes of its vote?
    todo('3.1c onHigherTerm');
  },

  onRequestVote(node, server, own, from, message) {
    // TODO(3.1d): Three questions decide: is the request of this term, is the vote still free, and is the candidate's log
    //             at least as good as this one? Answer in any case. Which comes first: the answer, or the disk?
    // TODO(3.1e): Whose candidacy is a reason to wait longer before standing for election, and whose is not?
    todo('3.1d onRequestVote');
  },

  onVote(node, server, own, from, message) {
    // TODO(3.1f): Count it, if it counts. With the votes of a majority, lead: `server.role = 'leader'` is all it takes.
    todo('3.1f onVote');
  },

  onLeader(node, server, own, leader) {
    // TODO(3.1g): The term has a leader, and it is up. What does that mean for a follower, and for a candidate?
    todo('3.1g onLeader');
  },
};
