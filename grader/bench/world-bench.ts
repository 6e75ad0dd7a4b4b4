// The world beside a bare loop that only keeps a heap, copies messages and calls handlers: what simulating costs.
import { type AnyProtocol, type Cluster, named, type Plan, runWorld } from '../sim/index.ts';
import { copyPlain } from '../sim/plain.ts';
import { EventHeap } from '../sim/heap.ts';

interface Beat {
  readonly type: 'beat';
  readonly round: number;
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

export const heartbeatCluster = (count: number): Cluster => ({
  roles: { node: { nodes: named('n', count), protocol: () => heartbeat } },
});

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
    delayMs: { min: 1, max: 10 },
    diskMs: { min: 1, max: 1 },
    downMs: { min: 1, max: 1 },
  },
  healAtMs: 0,
  endAtMs: virtualMs,
});

/** Runs the cluster for so long in virtual time; returns the number of events. */
export function runHeartbeats(nodes: number, virtualMs: number, trace: boolean): number {
  const { events } = runWorld(heartbeatCluster(nodes), quietPlan(virtualMs), {
    trace,
    eventsMax: 10_000_000,
  });
  return events;
}

/** The same traffic by hand: a heap, one deep copy of each message, one call of a function. Returns the events. */
export function runBareHeartbeats(nodes: number, virtualMs: number): number {
  type Event = { atMs: number; order: number; to: number; message: Beat | undefined };
  const heap = new EventHeap<Event>();
  const states = Array.from({ length: nodes }, () => ({ round: 0, heard: 0 }));
  let order = 0;
  let events = 0;
  let random = 1;
  const draw = (min: number, max: number): number => {
    random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
    return min + (random % (max - min + 1));
  };

  for (let node = 0; node < nodes; node++) {
    heap.push({ atMs: draw(40, 60), order: order++, to: node, message: undefined });
  }
  for (let event = heap.pop(); event && event.atMs <= virtualMs; event = heap.pop()) {
    events++;
    const state = states[event.to]!;
    if (event.message) {
      state.heard++;
      continue;
    }
    state.round++;
    heap.push({ atMs: event.atMs + draw(40, 60), order: order++, to: event.to, message: undefined });
    for (let peer = 0; peer < nodes; peer++) {
      if (peer === event.to) continue;
      const message = copyPlain<Beat>({ type: 'beat', round: state.round }, 'message', 'message');
      heap.push({ atMs: event.atMs + draw(1, 10), order: order++, to: peer, message });
    }
  }
  return events;
}
