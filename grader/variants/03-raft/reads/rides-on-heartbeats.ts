// Right reads built differently: a read that comes while others wait begins no round, but rides on the next one that the
// server sends anyway. What is confirmed and what is applied are two lists.
import type { NodeId } from '#sim';
import { type Call, isVoter, type Reads, type RaftNode, type Server, termAt } from '#raft';

interface Asked {
  readonly client: NodeId;
  readonly call: Call;
  readonly round: number;
  readonly readIndex: number;
  readonly voices: NodeId[];
}

interface Lists {
  early: { readonly client: NodeId; readonly call: Call }[];
  asked: Asked[];
  confirmed: Asked[];
}

type Hooks = Parameters<Reads['onApplied']>[3];

export const reads: Reads<Lists> = {
  start: () => ({ early: [], asked: [], confirmed: [] }),

  onRead(node, server, own, client, call, hooks) {
    if (server.role === 'leader') {
      own.early.push({ client, call });
      ask(node, server, own, hooks);
      return;
    }
    const { session, sequence } = call;
    const leader = server.leader === node.id ? null : server.leader;
    node.send(client, { type: 'redirect', session, sequence, leader });
  },

  onAcknowledged(_node, server, own, from, round, { answer }) {
    for (const read of own.asked) {
      if (round >= read.round && !read.voices.includes(from)) read.voices.push(from);
    }
    serve(server, own, answer);
  },

  onApplied(node, server, own, hooks) {
    if (server.role !== 'leader') return;
    serve(server, own, hooks.answer);
    ask(node, server, own, hooks);
  },

  onSteppedDown(_node, _server, own) {
    Object.assign(own, { early: [], asked: [], confirmed: [] });
  },
};

function ask(node: RaftNode, server: Server, own: Lists, { broadcast, answer }: Hooks) {
  const { disk, commitIndex } = server;
  if (own.early.length === 0 || termAt(disk, commitIndex) !== disk.currentTerm) return;
  const round = own.asked.length > 0 ? server.round + 1 : broadcast();
  for (const { client, call } of own.early) {
    own.asked.push({ client, call, round, readIndex: commitIndex, voices: [node.id] });
  }
  own.early = [];
  serve(server, own, answer);
}

function serve(server: Server, own: Lists, answer: Hooks['answer']) {
  const { configuration, lastApplied } = server;
  const isConfirmed = ({ voices }: Asked) =>
    voices.filter((id) => isVoter(configuration, id)).length * 2 > configuration.voters.length;
  own.confirmed.push(...own.asked.filter(isConfirmed));
  own.asked = own.asked.filter((read) => !isConfirmed(read));
  const ready = own.confirmed.filter(({ readIndex }) => readIndex <= lastApplied);
  own.confirmed = own.confirmed.filter(({ readIndex }) => readIndex > lastApplied);
  for (const { client, call } of ready) answer(client, call);
}
