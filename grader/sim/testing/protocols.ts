// Small protocols for tests of the world.
import { type AnyProtocol, type Cluster, named } from '../cluster.ts';
import type { Plan, Rates } from '../plan.ts';
import type { Protocol } from '../protocol.ts';

interface Gossip {
  state: { heard: string[]; rounds: number };
  receives: { readonly type: 'rumour'; readonly text: string };
  sends: { readonly type: 'rumour'; readonly text: string };
  requests: { readonly type: 'tell'; readonly text: string };
  emits: { readonly type: 'heard'; readonly text: string };
  timers: 'again';
  durable: string[];
  roles: 'node';
}

/** Tells everyone what it hears first, once it is on disk; says it again by a timer, a few times. */
export const gossip: Protocol<Gossip> = {
  start(node, durable) {
    node.setTimer('again', { min: 20, max: 40 });
    return { heard: durable ?? [], rounds: 0 };
  },
  onRequest: (node, state, { text }) => hear(node, state, text),
  onMessage: (node, state, _from, { text }) => hear(node, state, text),
  onTimer(node, state) {
    if (state.rounds++ < 5) node.setTimer('again', { min: 20, max: 40 });
    for (const text of state.heard) spread(node, text);
  },
};

type GossipNode = Parameters<NonNullable<typeof gossip.onTimer>>[0];

function hear(node: GossipNode, state: Gossip['state'], text: string): void {
  if (state.heard.includes(text)) return;
  state.heard.push(text);
  node.persist(state.heard);
  node.emit({ type: 'heard', text });
  spread(node, text);
}

function spread(node: GossipNode, text: string): void {
  for (const peer of node.nodes.node)
    if (peer !== node.id) node.send(peer, { type: 'rumour', text });
}

/** A cluster of one role, `node`: n1, n2, ... */
export const clusterOf = (protocol: AnyProtocol, count: number): Cluster => ({
  roles: { node: { nodes: named('n', count), protocol: () => protocol } },
});

const quietRates: Rates = {
  loss: 0,
  duplicate: 0,
  straggle: 0,
  crashAtWrite: 0,
  crashBetweenEffects: 0,
  delayMs: { min: 1, max: 10 },
  diskMs: { min: 2, max: 2 },
  downMs: { min: 10, max: 10 },
};

/** A plan for tests: whatever a test sets is what the test is about. */
export const planOf = (
  options: Partial<Omit<Plan, 'rates'>> & { rates?: Partial<Rates> },
): Plan => ({
  seed: 1,
  requests: [],
  faults: [],
  healAtMs: 500,
  endAtMs: 1_000,
  ...options,
  rates: { ...quietRates, ...options.rates },
});
