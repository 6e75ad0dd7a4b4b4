// Linearizable reads without an entry of the log: ReadIndex.
// Ongaro's dissertation, section 6.4; Ongaro and Ousterhout 2014, section 8.
import type { NodeId } from '#sim';
import { type Call, hasQuorum, type Reads, type RaftNode, type Server, termAt } from '#raft';

/** A read that waits. */
interface Read {
  readonly client: NodeId;
  readonly call: Call;
  /** Known once this leader has committed an entry of its own term. */
  asked?: {
    /** All that was committed when the read came. */
    readonly readIndex: number;
    /** The first broadcast after that: who answers it still took this server for the leader. */
    readonly round: number;
    readonly acknowledged: Set<NodeId>;
  };
}

interface Waiting {
  reads: Read[];
}

type Hooks = Parameters<Reads['onApplied']>[3];

export const reads: Reads<Waiting> = {
  start: () => ({ reads: [] }),

  // #region on-read
  onRead(node, server, own, client, call, hooks) {
    if (server.role !== 'leader') {
      const { session, sequence } = call;
      return node.send(client, { type: 'redirect', session, sequence, leader: server.leader });
    }
    own.reads.push({ client, call });
    askForNew(node, server, own, hooks);
    answerConfirmed(server, own, hooks);
  },
  // #endregion on-read

  // #region on-acknowledged
  onAcknowledged(_node, server, own, from, round, hooks) {
    for (const { asked } of own.reads) {
      // An answer to an earlier round says nothing of who leads since.
      if (asked && round >= asked.round) asked.acknowledged.add(from);
    }
    answerConfirmed(server, own, hooks);
  },
  // #endregion on-acknowledged

  onApplied(node, server, own, hooks) {
    if (server.role !== 'leader') return;
    askForNew(node, server, own, hooks);
    answerConfirmed(server, own, hooks);
  },

  onSteppedDown(_node, _server, own) {
    own.reads = [];
  },
};

// #region ask
/** One round for all reads that have none yet. */
function askForNew(node: RaftNode, server: Server, own: Waiting, { broadcast }: Hooks): void {
  const fresh = own.reads.filter(({ asked }) => !asked);
  // Before its own term has committed anything, a leader may not know of all that is committed.
  if (fresh.length === 0 || !hasCommittedInTerm(server)) return;
  const readIndex = server.commitIndex;
  const round = broadcast();
  for (const read of fresh) read.asked = { readIndex, round, acknowledged: new Set([node.id]) };
}

const hasCommittedInTerm = ({ disk, commitIndex }: Server): boolean =>
  termAt(disk, commitIndex) === disk.currentTerm;
// #endregion ask

// #region answer
function answerConfirmed(server: Server, own: Waiting, { answer }: Pick<Hooks, 'answer'>): void {
  const isReady = ({ asked }: Read) =>
    asked !== undefined &&
    hasQuorum(server.configuration, asked.acknowledged) &&
    server.lastApplied >= asked.readIndex;
  const ready = own.reads.filter(isReady);
  own.reads = own.reads.filter((read) => !ready.includes(read));
  for (const { client, call } of ready) answer(client, call);
}
// #endregion answer
