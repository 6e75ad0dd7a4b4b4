// Clusters whose handlers do next to nothing, so that what is measured is the world around them.
import { type AnyProtocol, type Cluster, named, type Plan } from '../sim/index.ts';

export interface Traffic {
  readonly id: string;
  readonly name: string;
  readonly cluster: Cluster;
  /** Virtual time for about 20,000 events: as long as the longest runs of a check. */
  readonly virtualMs: number;
}

const beatMs = { min: 40, max: 60 };

/** Every node tells every other one that it is alive, and counts what it hears. */
const heartbeat: AnyProtocol = {
  start(node) {
    node.setTimer('beat', beatMs);
    return { round: 0, heard: 0 };
  },
  onTimer(node, state) {
    state.round++;
    node.setTimer('beat', beatMs);
    for (const peer of node.nodes['node']!) {
      if (peer !== node.id) node.send(peer, { type: 'beat', round: state.round });
    }
  },
  onMessage(_node, state) {
    state.heard++;
  },
};

/** Every message is answered at once: eight are always under way between any two nodes. */
const ping = (answer: (round: number) => { readonly type: string }): AnyProtocol => ({
  start(node) {
    for (const peer of node.nodes['node']!) {
      if (peer === node.id) continue;
      for (let each = 0; each < 4; each++) node.send(peer, answer(0));
    }
    return { round: 0 };
  },
  onMessage(node, state, from) {
    state.round++;
    node.send(from, answer(state.round));
  },
});

const flat = ping((round) => ({ type: 'ping', round }));

/** As deep as the messages of the register. */
const deep = ping((round) => ({
  type: 'store',
  operation: 'c1.1',
  version: { value: 'a value', stamp: { count: round, writer: 'c1' } },
}));

const clusterOf = (protocol: AnyProtocol, count: number): Cluster => ({
  roles: { node: { nodes: named('n', count), protocol: () => protocol } },
});

export const heartbeats: Traffic = {
  id: 'heartbeats',
  name: 'heartbeats of 5 nodes',
  cluster: clusterOf(heartbeat, 5),
  virtualMs: 40_000,
};

export const traffics: readonly Traffic[] = [
  heartbeats,
  { id: 'pings', name: 'pings of 5 nodes', cluster: clusterOf(flat, 5), virtualMs: 1_400 },
  { id: 'deep', name: 'deep messages of 5 nodes', cluster: clusterOf(deep, 5), virtualMs: 1_400 },
];

export const delayMs = { min: 1, max: 10 };

/** Nothing goes wrong. */
export const quietPlan = (virtualMs: number): Plan => ({
  seed: 1,
  requests: [],
  faults: [],
  rates: {
    loss: 0,
    duplicate: 0,
    straggle: 0,
    crashAtWrite: 0,
    crashBetweenEffects: 0,
    delayMs,
    diskMs: { min: 1, max: 1 },
    downMs: { min: 1, max: 1 },
  },
  healAtMs: 0,
  endAtMs: virtualMs,
});
