// Handing over the leadership: the leader brings its successor up to date, and asks it to stand for election at once.
// Ongaro's dissertation, section 3.10.
import type { NodeId } from '#sim';
import { isVoter, lastIndex, type RaftNode, type Server, type Transferring } from '#raft';

interface HandOver {
  /** The successor; `null` while there is none. */
  to: NodeId | null;
  asked: boolean;
}

type Hooks = Parameters<Transferring['onProgress']>[3];

export const transferring: Transferring<HandOver> = {
  start: () => ({ to: null, asked: false }),

  // #region on-transfer
  onTransfer(node, server, own, to, hooks) {
    if (own.to !== null || to === node.id || !isVoter(server.configuration, to)) return;
    own.to = to;
    own.asked = false;
    const { max } = server.settings.electionTimeoutMs;
    node.setTimer('transfer', { min: max, max });
    askWhenCaughtUp(node, server, own, hooks);
    if (!own.asked) hooks.replicate(to);
  },
  // #endregion on-transfer

  onProgress(node, server, own, hooks) {
    askWhenCaughtUp(node, server, own, hooks);
  },

  // New entries would keep the successor behind for ever.
  isHandingOver: (_server, own) => own.to !== null,

  // #region on-timeout-now
  onTimeoutNow(_node, server, _own, _from, { term }, campaign) {
    // Of an old term it would depose a leader that asked for nothing.
    if (term === server.disk.currentTerm && server.role !== 'leader') campaign();
  },
  // #endregion on-timeout-now

  // #region on-transfer-timeout
  onTransferTimeout(_node, _server, own) {
    // The successor may be down. This leader leads on.
    own.to = null;
  },
  // #endregion on-transfer-timeout

  onSteppedDown(_node, _server, own) {
    own.to = null;
  },
};

// #region ask-when-caught-up
function askWhenCaughtUp(node: RaftNode, server: Server, own: HandOver, hooks: Hooks): void {
  const { disk, matchIndex } = server;
  // Whose log is behind would lose the election that it is asked to stand for.
  if (own.to === null || own.asked || matchIndex.get(own.to) !== lastIndex(disk)) return;
  own.asked = true;
  // From here on its vote counts whatever the followers have promised to this leader.
  hooks.giveUpLease();
  node.send(own.to, { type: 'timeoutNow', term: disk.currentTerm });
}
// #endregion ask-when-caught-up
