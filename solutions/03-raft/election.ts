// Raft's leader election: terms, votes, and who may be voted for.
// Ongaro and Ousterhout 2014, sections 5.1, 5.2 and 5.4.1; Figure 2, "RequestVote RPC" and "Rules for Servers".
import type { NodeId } from '#sim';
import {
  type Durable,
  type Election,
  hasQuorum,
  lastIndex,
  lastTerm,
  peersOf,
  type RaftNode,
  type RequestVote,
  type Server,
} from '#raft';

/** What a candidate remembers of its campaign. */
interface Campaign {
  /** Voters, not votes: one that comes twice is the same vote. */
  votes: Set<NodeId>;
}

export const election: Election<Campaign> = {
  start(node, server) {
    waitForLeader(node, server);
    return { votes: new Set() };
  },

  // #region campaign
  campaign(node, server, own, why) {
    const { disk } = server;
    server.role = 'candidate';
    server.leader = null;
    disk.currentTerm++;
    disk.votedFor = node.id;
    own.votes = new Set([node.id]);
    // The vote for oneself counts like any other: after a crash it must not be given to somebody else.
    node.persist(disk);
    // Drawn anew, so that those whose votes were split don't meet again.
    waitForLeader(node, server);
    for (const peer of peersOf(server.configuration, node.id)) {
      node.send(peer, {
        type: 'requestVote',
        term: disk.currentTerm,
        lastLogIndex: lastIndex(disk),
        lastLogTerm: lastTerm(disk),
        transfer: why === 'transfer',
      });
    }
    leadIfElected(server, own);
  },
  // #endregion campaign

  // #region on-higher-term
  onHigherTerm(node, server, _own, term) {
    const { disk } = server;
    server.role = 'follower';
    server.leader = null;
    disk.currentTerm = term;
    // A vote belongs to its term.
    disk.votedFor = null;
    node.persist(disk);
  },
  // #endregion on-higher-term

  // #region on-request-vote
  onRequestVote(node, server, _own, from, message) {
    const { disk } = server;
    const granted =
      message.term === disk.currentTerm &&
      (disk.votedFor === null || disk.votedFor === from) &&
      isUpToDate(message, disk);
    if (granted) {
      disk.votedFor = from;
      // On disk before anyone hears of it: who forgets a vote in a crash has a second one to give in this term.
      node.persist(disk);
      // Only now: a candidate that nobody can vote for must not keep others from standing.
      waitForLeader(node, server);
    }
    node.send(from, { type: 'vote', term: disk.currentTerm, granted });
  },
  // #endregion on-request-vote

  // #region on-vote
  onVote(_node, server, own, from, { term, granted }) {
    // A vote that was given in an earlier campaign says nothing about this one.
    if (server.role !== 'candidate' || term !== server.disk.currentTerm || !granted) return;
    own.votes.add(from);
    leadIfElected(server, own);
  },
  // #endregion on-vote

  // #region on-leader
  onLeader(node, server, _own, leader) {
    // A candidate that hears from the leader of its own term has lost.
    server.role = 'follower';
    server.leader = leader;
    waitForLeader(node, server);
  },
  // #endregion on-leader
};

// #region is-up-to-date
/** Whether the candidate's log holds all that may be committed: the later last term wins, then the longer log. */
function isUpToDate({ lastLogIndex, lastLogTerm }: RequestVote, disk: Durable): boolean {
  if (lastLogTerm !== lastTerm(disk)) return lastLogTerm > lastTerm(disk);
  return lastLogIndex >= lastIndex(disk);
}
// #endregion is-up-to-date

function leadIfElected(server: Server, { votes }: Campaign): void {
  if (hasQuorum(server.configuration, votes)) server.role = 'leader';
}

/** From now on: silence for so long, and this server stands for election. */
function waitForLeader(node: RaftNode, { settings }: Server): void {
  node.setTimer('election', settings.electionTimeoutMs);
}
