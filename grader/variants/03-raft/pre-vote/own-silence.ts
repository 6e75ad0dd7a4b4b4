// Remembers by itself whether there is a leader, keeps every answer by server, and gives up early when a majority says no.
import type { NodeId } from '#sim';
import {
  type Durable,
  hasQuorum,
  lastIndex,
  lastTerm,
  type PreVoteRequest,
  type PreVoting,
} from '#raft';

interface Own {
  hearsLeader: boolean;
  question: { about: number; answers: Record<NodeId, boolean> } | null;
  answered: NodeId[];
}

export const preVoting: PreVoting<Own> = {
  start: () => ({ hearsLeader: false, question: null, answered: [] }),

  onElectionTimeout(node, server, own, campaign) {
    const { disk, configuration, settings } = server;
    own.hearsLeader = false;
    server.leader = null;
    const about = disk.currentTerm + 1;
    own.question = { about, answers: { [node.id]: true } };
    for (const voter of configuration.voters) {
      if (voter === node.id) continue;
      const end = { lastLogIndex: lastIndex(disk), lastLogTerm: lastTerm(disk) };
      node.send(voter, { type: 'preVoteRequest', nextTerm: about, ...end });
    }
    node.setTimer('election', settings.electionTimeoutMs);
    if (configuration.voters.length === 1) {
      own.question = null;
      campaign();
    }
  },

  onPreVoteRequest(node, server, own, from, message) {
    const { disk, role } = server;
    const isWanted = role !== 'leader' && !own.hearsLeader;
    const granted = isWanted && message.nextTerm > disk.currentTerm && !isAhead(disk, message);
    const { nextTerm } = message;
    node.send(from, { type: 'preVote', term: disk.currentTerm, nextTerm, granted });
  },

  onPreVote(_node, server, own, from, { nextTerm, granted }, campaign) {
    const { question } = own;
    if (question?.about !== nextTerm || nextTerm <= server.disk.currentTerm) return;
    question.answers[from] = granted;
    const said = (answer: boolean) =>
      Object.keys(question.answers).filter((id) => question.answers[id] === answer);
    if (hasQuorum(server.configuration, said(false))) own.question = null;
    if (!hasQuorum(server.configuration, said(true))) return;
    own.question = null;
    campaign();
  },

  onLeader(_node, _server, own) {
    own.hearsLeader = true;
    own.question = null;
  },

  onElected(node, server, own) {
    own.hearsLeader = false;
    own.answered = [];
    const { max } = server.settings.electionTimeoutMs;
    node.setTimer('quorum', { min: max, max });
  },

  onAcknowledged(_node, _server, own, from) {
    if (!own.answered.includes(from)) own.answered.push(from);
  },

  onQuorumTimeout(node, server, own) {
    const { voters } = server.configuration;
    const silent = voters.filter((id) => id !== node.id && !own.answered.includes(id));
    own.answered = [];
    if (silent.length * 2 >= voters.length) {
      Object.assign(server, { role: 'follower', leader: null });
      return;
    }
    const { max } = server.settings.electionTimeoutMs;
    node.setTimer('quorum', { min: max, max });
  },
};

const isAhead = (disk: Durable, { lastLogIndex, lastLogTerm }: PreVoteRequest): boolean =>
  lastTerm(disk) > lastLogTerm ||
  (lastTerm(disk) === lastLogTerm && lastIndex(disk) > lastLogIndex);
