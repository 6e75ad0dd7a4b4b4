// Gives up its lease as soon as it begins, and counts how often it has tried in its term.
import type { NodeId } from '#sim';
import { isVoter, lastIndex, type Transferring } from '#raft';

interface Own {
  successors: NodeId[];
  askedInTerm: number;
}

export const transferring: Transferring<Own> = {
  start: () => ({ successors: [], askedInTerm: 0 }),

  onTransfer(node, server, own, to, { replicate, giveUpLease }) {
    if (own.successors.length > 0) return;
    if (node.id === to || !isVoter(server.configuration, to)) return;
    own.successors = [to];
    own.askedInTerm = 0;
    giveUpLease();
    const wait = server.settings.electionTimeoutMs.max;
    node.setTimer('transfer', { min: wait, max: wait });
    this.onProgress(node, server, own, { giveUpLease });
    if (own.askedInTerm === 0) replicate(to);
  },

  onProgress(node, { disk, matchIndex }, own) {
    for (const to of own.successors) {
      const isReady = matchIndex.get(to) === lastIndex(disk);
      if (!isReady || own.askedInTerm === disk.currentTerm) continue;
      own.askedInTerm = disk.currentTerm;
      node.send(to, { type: 'timeoutNow', term: disk.currentTerm });
    }
  },

  isHandingOver: (_server, { successors }) => successors.length > 0,

  onTimeoutNow(_node, { disk, leader, role }, _own, from, { term }, campaign) {
    const isFromLeader = term === disk.currentTerm && (leader === null || leader === from);
    if (isFromLeader && role !== 'leader') campaign();
  },

  onTransferTimeout(_node, _server, own) {
    own.successors = [];
  },

  onSteppedDown(_node, _server, own) {
    own.successors = [];
    own.askedInTerm = 0;
  },
};
