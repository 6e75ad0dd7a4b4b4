// A right election built differently: a ballot that knows its term, counted by hand; every vote is written again when it is
// asked for again; the timer is set before the disk is.
import type { NodeId } from '#sim';
import { type Durable, type Election, peersOf, type RaftNode, type Server, termAt } from '#raft';

interface Ballots {
  /** The last campaign of this server: who has answered, and what. */
  ballot: { term: number; answers: Record<NodeId, boolean> } | null;
}

export const election = {
  start(node, { settings }) {
    node.setTimer('election', settings.electionTimeoutMs);
    return { ballot: null };
  },

  campaign(node, server, own, why) {
    const { disk, settings, configuration } = server;
    node.setTimer('election', settings.electionTimeoutMs);
    disk.currentTerm += 1;
    disk.votedFor = node.id;
    node.persist(disk);
    server.leader = null;
    server.role = 'candidate';
    own.ballot = { term: disk.currentTerm, answers: { [node.id]: true } };
    const [lastLogIndex, lastLogTerm] = endOf(disk);
    const term = disk.currentTerm;
    const transfer = why === 'transfer';
    for (const peer of peersOf(configuration, node.id).toReversed()) {
      node.send(peer, { type: 'requestVote', term, lastLogIndex, lastLogTerm, transfer });
    }
    count(server, own);
  },

  onHigherTerm(node, server, own, term) {
    own.ballot = null;
    become(server, null);
    server.disk.currentTerm = term;
    server.disk.votedFor = null;
    node.persist(server.disk);
  },

  onRequestVote(node, server, _own, from, { term, lastLogIndex, lastLogTerm }) {
    const { disk, settings } = server;
    const refuse = () => node.send(from, { type: 'vote', term: disk.currentTerm, granted: false });
    if (term < disk.currentTerm) return refuse();
    if (disk.votedFor !== null && disk.votedFor !== from) return refuse();
    const [ownIndex, ownTerm] = endOf(disk);
    if (lastLogTerm < ownTerm) return refuse();
    if (lastLogTerm === ownTerm && lastLogIndex < ownIndex) return refuse();
    node.setTimer('election', settings.electionTimeoutMs);
    disk.votedFor = from;
    node.persist(disk);
    node.send(from, { type: 'vote', term: disk.currentTerm, granted: true });
  },

  onVote(_node, server, own, from, { term, granted }) {
    if (own.ballot?.term !== term || server.role !== 'candidate') return;
    own.ballot.answers[from] = granted;
    count(server, own);
  },

  onLeader(node, server, own, leader) {
    own.ballot = null;
    become(server, leader);
    restart(node, server);
  },
} satisfies Election<Ballots>;

function become(server: Server, leader: NodeId | null): void {
  server.role = 'follower';
  server.leader = leader;
}

function restart(node: RaftNode, { settings }: Server): void {
  node.cancelTimer('election');
  node.setTimer('election', settings.electionTimeoutMs);
}

function count(server: Server, { ballot }: Ballots): void {
  const { configuration } = server;
  const yes = configuration.voters.filter((voter) => ballot?.answers[voter] === true).length;
  if (2 * yes > configuration.voters.length) server.role = 'leader';
}

function endOf(disk: Durable): [index: number, term: number] {
  const index = disk.snapshot.lastIndex + disk.log.length;
  return [index, termAt(disk, index)!];
}
