// Elections that disturb nobody (PreVote), and leaders that notice that nobody answers (CheckQuorum).
// Ongaro's dissertation, section 9.6 for PreVote, section 6.2 for the leader that steps down.
import type { NodeId } from '#sim';
import {
  type Durable,
  hasQuorum,
  lastIndex,
  lastTerm,
  peersOf,
  type PreVoteRequest,
  type PreVoting,
  type RaftNode,
  type Server,
} from '#raft';

interface Canvass {
  /** Who would vote for this server in the next term; `null` while it doesn't ask. */
  willing: Set<NodeId> | null;
  /** As a leader: who has answered since the last look. */
  heard: Set<NodeId>;
}

export const preVoting: PreVoting<Canvass> = {
  start: () => ({ willing: null, heard: new Set() }),

  // #region on-election-timeout
  onElectionTimeout(node, server, own, campaign) {
    const { disk, configuration, settings } = server;
    // Silence for a whole timeout: whoever asks is not told any more that there is a leader.
    server.leader = null;
    own.willing = new Set([node.id]);
    node.setTimer('election', settings.electionTimeoutMs);
    for (const peer of peersOf(configuration, node.id)) {
      node.send(peer, {
        type: 'preVoteRequest',
        // Of a term that may never come: the own term stays, whatever is answered.
        nextTerm: disk.currentTerm + 1,
        lastLogIndex: lastIndex(disk),
        lastLogTerm: lastTerm(disk),
      });
    }
    campaignIfWelcome(server, own, campaign);
  },
  // #endregion on-election-timeout

  // #region on-pre-vote-request
  onPreVoteRequest(node, server, _own, from, message) {
    const { disk, leader } = server;
    const { nextTerm } = message;
    // Whoever hears of a leader needs no other. Nothing is promised by a yes, so nothing is written.
    const granted = leader === null && nextTerm > disk.currentTerm && isUpToDate(message, disk);
    node.send(from, { type: 'preVote', term: disk.currentTerm, nextTerm, granted });
  },
  // #endregion on-pre-vote-request

  // #region on-pre-vote
  onPreVote(_node, server, own, from, { nextTerm, granted }, campaign) {
    if (!own.willing || nextTerm !== server.disk.currentTerm + 1 || !granted) return;
    own.willing.add(from);
    campaignIfWelcome(server, own, campaign);
  },
  // #endregion on-pre-vote

  onLeader(_node, _server, own) {
    own.willing = null;
  },

  onElected(node, server, own) {
    own.heard.clear();
    waitForQuorum(node, server);
  },

  onAcknowledged(_node, _server, own, from) {
    own.heard.add(from);
  },

  // #region on-quorum-timeout
  onQuorumTimeout(node, server, own) {
    const isHeard = hasQuorum(server.configuration, [node.id, ...own.heard]);
    own.heard.clear();
    if (isHeard) return waitForQuorum(node, server);
    // Its clients had better ask somebody else, and whoever asks for a vote is not told that there is a leader.
    server.role = 'follower';
    server.leader = null;
  },
  // #endregion on-quorum-timeout
};

function campaignIfWelcome(server: Server, own: Canvass, campaign: () => void): void {
  if (!own.willing || !hasQuorum(server.configuration, own.willing)) return;
  own.willing = null;
  campaign();
}

function waitForQuorum(node: RaftNode, { settings }: Server): void {
  const { max } = settings.electionTimeoutMs;
  node.setTimer('quorum', { min: max, max });
}

/** The rule of elections, asked beforehand. */
function isUpToDate({ lastLogIndex, lastLogTerm }: PreVoteRequest, disk: Durable): boolean {
  if (lastLogTerm !== lastTerm(disk)) return lastLogTerm > lastTerm(disk);
  return lastLogIndex >= lastIndex(disk);
}
