// The clusters in which leases are judged. Some of them have clocks that are wrong in a given way: scripted stories have no
// other, and random plans would seldom have a slow leader among fast followers.
import type { Leases, Raft, RaftNode } from '#raft';
import { reads } from '../../../solutions/03-raft/reads.ts';
import { transferring } from '../../../solutions/03-raft/transfer.ts';
import type { Cluster, NodeId, Protocol } from '../../sim/index.ts';
import type { Answer } from '../suite.ts';
import { clusterOf } from './clusters.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { appendTo, get } from './store.ts';

const parts = (answer: ReturnType<Answer>) => ({ leases: answer['leases'] as Leases, reads });
const cluster = clusterOf(parts);

export const three = cluster({ servers: 3, clients: 2 });
export const five = cluster({ servers: 5, clients: 2 });

export const withTransfers = clusterOf((answer) => ({ ...parts(answer), transferring }))({
  servers: 3,
  clients: 2,
});

/** Entries are applied one for each message, so that `lastApplied` falls behind. */
export const unhurried = clusterOf((answer) => ({ ...parts(answer), commit: oneAtATime }))({
  servers: 3,
  clients: 2,
});

/** How a machine's clock is wrong. */
interface Clock {
  /** Its milliseconds in one of real time. */
  readonly rate?: number;
  /** Its time of day jumps by so much, when it has been up for so long. */
  readonly jump?: { readonly atMs: number; readonly byMs: number };
}

/** The clock of n1 loses 5 %, those of the others gain as much: all that the bound allows. */
const atTheirWorst = { n1: { rate: 0.95 }, n2: { rate: 1.05 }, n3: { rate: 1.05 } };

export const drifting = withClocks(three, atTheirWorst);

/**
 * c1 only writes and c2 only reads: who has to find the leader for a write reads from the leader, and who never writes may
 * be answered by somebody else.
 */
export const oneWritesOneReads = (rounds: number) =>
  Array.from({ length: rounds }, (_, round) => [
    { node: 'c1', request: appendTo(`write${round}`, `${round},`) },
    { node: 'c2', request: get(`read${round}`) },
    { node: 'c2', request: get(`read${round} again`) },
  ]).flat();

/** The time of day goes back at n1, and ahead everywhere else. */
export const jumping = withClocks(three, {
  n1: { jump: { atMs: 300, byMs: -1_000 } },
  n2: { jump: { atMs: 300, byMs: 1_000 } },
  n3: { jump: { atMs: 300, byMs: 1_000 } },
});

function withClocks(given: (answer: Answer) => Cluster, clocks: Readonly<Record<NodeId, Clock>>) {
  return (answer: Answer): Cluster => {
    const { roles } = given(answer);
    const server = roles['server']!;
    const protocol = () => wrongClocks(server.protocol() as Protocol<Raft>, clocks);
    return { roles: { ...roles, server: { ...server, protocol } } };
  };
}

const wrongClocks = (
  given: Protocol<Raft>,
  clocks: Readonly<Record<NodeId, Clock>>,
): Protocol<Raft> => {
  const as = (node: RaftNode) => withClock(node, clocks[node.id] ?? {});
  return {
    start: (node, durable) => given.start(as(node), durable),
    onMessage: (node, state, from, message) => given.onMessage?.(as(node), state, from, message),
    onRequest: (node, state, request) => given.onRequest?.(as(node), state, request),
    onTimer: (node, state, timer) => given.onTimer?.(as(node), state, timer),
  };
};

const withClock = (node: RaftNode, { rate = 1, jump }: Clock): RaftNode => ({
  id: node.id,
  nodes: node.nodes,
  send: (to, message) => node.send(to, message),
  emit: (output) => node.emit(output),
  persist: (durable) => node.persist(durable),
  setTimer: (timer, { min, max }) =>
    node.setTimer(timer, { min: Math.ceil(min / rate), max: Math.ceil(max / rate) }),
  cancelTimer: (timer) => node.cancelTimer(timer),
  now: () => Math.floor(node.now() * rate),
  wallClock: () => node.wallClock() + (jump && node.now() >= jump.atMs ? jump.byMs : 0),
  choose: (count) => node.choose(count),
  note: (text) => node.note(text),
});
