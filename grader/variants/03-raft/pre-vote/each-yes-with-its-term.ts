// Keeps each yes with the term that it is about, looks for its quorum at moments drawn anew, and asks learners as well.
import type { NodeId } from '#sim';
import { hasQuorum, lastIndex, lastTerm, type PreVoting, type RaftNode, type Server } from '#raft';

interface Own {
  yes: Map<NodeId, number>;
  lately: Set<NodeId>;
}

export const preVoting: PreVoting<Own> = {
  start: () => ({ yes: new Map(), lately: new Set() }),

  onElectionTimeout(node, server, own, campaign) {
    const { disk, settings } = server;
    server.leader = null;
    own.yes = new Map([[node.id, disk.currentTerm + 1]]);
    node.setTimer('election', settings.electionTimeoutMs);
    for (const other of node.nodes.server) {
      if (other === node.id) continue;
      node.send(other, {
        type: 'preVoteRequest',
        nextTerm: disk.currentTerm + 1,
        lastLogIndex: lastIndex(disk),
        lastLogTerm: lastTerm(disk),
      });
    }
    standWhereWelcome(server, own, campaign);
  },

  onPreVoteRequest(node, server, _own, from, { nextTerm, lastLogIndex, lastLogTerm }) {
    const { disk, leader } = server;
    const term = disk.currentTerm;
    const refuse = () => node.send(from, { type: 'preVote', term, nextTerm, granted: false });
    if (leader !== null || nextTerm <= term) return refuse();
    if (lastLogTerm < lastTerm(disk)) return refuse();
    if (lastLogTerm === lastTerm(disk) && lastLogIndex < lastIndex(disk)) return refuse();
    node.send(from, { type: 'preVote', term, nextTerm, granted: true });
  },

  onPreVote(_node, server, own, from, { nextTerm, granted }, campaign) {
    if (!granted || own.yes.size === 0) return;
    own.yes.set(from, nextTerm);
    standWhereWelcome(server, own, campaign);
  },

  onLeader(_node, _server, own) {
    own.yes.clear();
  },

  onElected(node, server, own) {
    own.lately.clear();
    lookAgain(node, server);
  },

  onAcknowledged(_node, _server, own, from) {
    own.lately.add(from);
  },

  onQuorumTimeout(node, server, own) {
    const heard = [node.id, ...own.lately];
    own.lately.clear();
    if (hasQuorum(server.configuration, heard)) return lookAgain(node, server);
    server.role = 'follower';
    server.leader = null;
  },
};

function standWhereWelcome(server: Server, own: Own, campaign: () => void): void {
  const nextTerm = server.disk.currentTerm + 1;
  const willing = [...own.yes].filter(([, about]) => about === nextTerm).map(([id]) => id);
  if (!hasQuorum(server.configuration, willing)) return;
  own.yes.clear();
  campaign();
}

const lookAgain = (node: RaftNode, { settings }: Server): void =>
  node.setTimer('quorum', settings.electionTimeoutMs);
