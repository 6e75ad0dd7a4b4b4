// A right election built differently: a candidate crosses out those that it waits for; a vote is given once, and a second
// request for it is refused; terms, votes and roles change in one place.
import type { NodeId } from '#sim';
import { type Election, lastIndex, lastTerm, peersOf, type RaftNode, type Server } from '#raft';

interface Countdown {
  /** Those that have not voted for this server yet. */
  waitingFor: NodeId[];
  /** How many of them it needs. */
  needed: number;
}

export const election = {
  start(node, server) {
    waitAgain(node, server);
    return { waitingFor: [], needed: 0 };
  },

  campaign(node, server, own, why) {
    const { disk, configuration } = server;
    enter(node, server, disk.currentTerm + 1, node.id);
    server.role = 'candidate';
    own.waitingFor = configuration.voters.filter((voter) => voter !== node.id);
    own.needed = Math.floor(configuration.voters.length / 2);
    if (own.needed === 0) {
      server.role = 'leader';
      return;
    }
    for (const peer of peersOf(configuration, node.id)) {
      node.send(peer, {
        type: 'requestVote',
        term: disk.currentTerm,
        lastLogIndex: lastIndex(disk),
        lastLogTerm: lastTerm(disk),
        transfer: why === 'transfer',
      });
    }
    waitAgain(node, server);
  },

  onHigherTerm(node, server, _own, term) {
    enter(node, server, term, null);
    server.role = 'follower';
  },

  onRequestVote(node, server, _own, from, message) {
    const { disk } = server;
    const isFree = disk.votedFor === null && message.term === disk.currentTerm;
    const isBehind =
      message.lastLogTerm < lastTerm(disk) ||
      (message.lastLogTerm === lastTerm(disk) && message.lastLogIndex < lastIndex(disk));
    const granted = isFree && !isBehind;
    if (granted) enter(node, server, disk.currentTerm, from);
    node.send(from, { type: 'vote', term: disk.currentTerm, granted });
    if (granted) waitAgain(node, server);
  },

  onVote(_node, server, own, from, { term, granted }) {
    const counts = server.role === 'candidate' && term === server.disk.currentTerm && granted;
    if (!counts || !own.waitingFor.includes(from)) return;
    own.waitingFor = own.waitingFor.filter((voter) => voter !== from);
    own.needed--;
    if (own.needed === 0) server.role = 'leader';
  },

  onLeader(node, server, _own, leader) {
    if (server.leader !== leader) node.note(`${leader} leads`);
    Object.assign(server, { role: 'follower', leader });
    waitAgain(node, server);
  },
} satisfies Election<Countdown>;

/** The one place in which a term or a vote changes, and is written. */
function enter(node: RaftNode, server: Server, term: number, votedFor: NodeId | null): void {
  server.leader = null;
  server.disk.currentTerm = term;
  server.disk.votedFor = votedFor;
  node.persist(server.disk);
}

const waitAgain = (node: RaftNode, { settings }: Server): void =>
  node.setTimer('election', { ...settings.electionTimeoutMs });
