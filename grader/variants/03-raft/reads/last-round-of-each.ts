// Right reads built differently: for each peer the last round that it has answered, as leases have it; and a read asks
// its round at once, however early it comes, while its read index is taken when the term has committed.
import type { NodeId } from '#sim';
import { type Call, hasQuorum, type Reads, type RaftNode, type Server, termAt } from '#raft';

interface Desk {
  term: number;
  last: Record<NodeId, number>;
  queue: { client: NodeId; call: Call; round: number | null; index: number }[];
}

type Answer = Parameters<Reads['onApplied']>[3]['answer'];

export const reads: Reads<Desk> = {
  start: () => ({ term: 0, last: {}, queue: [] }),

  onRead(node, server, own, client, call, { broadcast, answer }) {
    const { session, sequence } = call;
    if (server.role !== 'leader') {
      const leader = server.leader === node.id ? null : server.leader;
      node.send(client, { type: 'redirect', session, sequence, leader });
      return;
    }
    const early = !isCurrent(server);
    const round = early ? null : broadcast();
    own.queue.push({ client, call, round, index: server.commitIndex });
    serve(node, server, own, answer);
  },

  onAcknowledged(node, server, own, from, round, { answer }) {
    if (own.term !== server.disk.currentTerm) own.last = {};
    own.term = server.disk.currentTerm;
    own.last[from] = Math.max(round, own.last[from] ?? 0);
    serve(node, server, own, answer);
  },

  onApplied(node, server, own, { broadcast, answer }) {
    if (server.role !== 'leader' || !isCurrent(server)) return;
    if (own.queue.some(({ round }) => round === null)) {
      const round = broadcast();
      own.queue = own.queue.map((read) =>
        read.round === null ? { ...read, round, index: server.commitIndex } : read,
      );
    }
    serve(node, server, own, answer);
  },

  onSteppedDown(node, server, own) {
    // They had better ask who leads now.
    for (const { client, call } of own.queue) {
      const { session, sequence } = call;
      const leader = server.leader === node.id ? null : server.leader;
      node.send(client, { type: 'redirect', session, sequence, leader });
    }
    own.queue = [];
    own.last = {};
  },
};

const isCurrent = ({ disk, commitIndex }: Server) => termAt(disk, commitIndex) === disk.currentTerm;

function serve(node: RaftNode, server: Server, own: Desk, answer: Answer) {
  // The last round that a majority has answered, this server among them.
  const peers = (round: number) => Object.keys(own.last).filter((id) => own.last[id]! >= round);
  const done: Desk['queue'] = [];
  own.queue = own.queue.filter((read) => {
    const isDone =
      read.round !== null &&
      own.term === server.disk.currentTerm &&
      read.index <= server.lastApplied &&
      hasQuorum(server.configuration, [node.id, ...peers(read.round)]);
    if (isDone) done.push(read);
    return !isDone;
  });
  for (const { client, call } of done) answer(client, call);
}
