// A hand-over is one value: who, and whether it was asked. Gives up a little later, and tells the story of it.
import type { NodeId } from '#sim';
import { lastIndex, type RaftNode, type Server, type Transferring } from '#raft';

interface Own {
  handOver?: { readonly to: NodeId; state: 'catching up' | 'asked' };
}

export const transferring: Transferring<Own> = {
  start: () => ({}),

  onTransfer(node, server, own, to, hooks) {
    const others = server.configuration.voters.filter((voter) => voter !== node.id);
    if (own.handOver || !others.includes(to)) return;
    own.handOver = { to, state: 'catching up' };
    const { max } = server.settings.electionTimeoutMs;
    node.setTimer('transfer', { min: max, max: 2 * max });
    node.note(`hands over to ${to}`);
    if (holdsAll(server, to)) return ask(node, server, own, hooks.giveUpLease);
    hooks.replicate(to);
  },

  onProgress(node, server, own, hooks) {
    const { handOver } = own;
    if (handOver?.state === 'catching up' && holdsAll(server, handOver.to)) {
      ask(node, server, own, hooks.giveUpLease);
    }
  },

  isHandingOver: (_server, { handOver }) => handOver !== undefined,

  onTimeoutNow(node, { disk, role }, _own, from, { term }, campaign) {
    if (role === 'leader' || term < disk.currentTerm) return;
    node.note(`${from} has chosen this server`);
    campaign();
  },

  onTransferTimeout(node, _server, own) {
    node.note(`${own.handOver?.to} did not take over`);
    delete own.handOver;
  },

  onSteppedDown(_node, _server, own) {
    delete own.handOver;
  },
};

const holdsAll = ({ disk, matchIndex }: Server, id: NodeId): boolean =>
  (matchIndex.get(id) ?? 0) >= lastIndex(disk);

function ask(node: RaftNode, server: Server, own: Own, giveUpLease: () => void): void {
  const { to } = own.handOver!;
  own.handOver!.state = 'asked';
  giveUpLease();
  node.send(to, { type: 'timeoutNow', term: server.disk.currentTerm });
}
