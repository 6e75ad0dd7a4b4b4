// The smallest protocol with a bit of everything, for tests: pings that are lost and retried, a coin, a note to oneself, a
// counter on disk.
import { defineMonitor } from '../../sim/observe.ts';
import type { Protocol } from '../../sim/protocol.ts';
import type { Space } from '../space.ts';

interface Pinger {
  state: { pongs: number; tosses: number[] };
  receives: { readonly type: 'pong'; readonly round: number } | { readonly type: 'myself' };
  sends: { readonly type: 'ping'; readonly round: number } | { readonly type: 'myself' };
  requests: { readonly type: 'go'; readonly round: number };
  emits: { readonly type: 'heard'; readonly pongs: number };
  timers: 'again';
  durable: number;
  roles: 'pinger' | 'ponger';
}

interface Ponger {
  state: { disk: { answered: number } };
  receives: { readonly type: 'ping'; readonly round: number };
  sends: { readonly type: 'pong'; readonly round: number };
  durable: { answered: number };
  roles: 'pinger' | 'ponger';
}

const pinger: Protocol<Pinger> = {
  start: (_node, durable) => ({ pongs: durable ?? 0, tosses: [] }),
  onRequest(node, state, { round }) {
    state.tosses = [node.choose(2), node.choose(2)];
    node.send('b', { type: 'ping', round });
    node.send(node.id, { type: 'myself' });
    node.setTimer('again', { min: 5, max: 9 });
  },
  onMessage(node, state, _from, message) {
    if (message.type === 'myself') {
      state.tosses.pop();
      return;
    }
    state.pongs = Math.min(state.pongs + 1, 3);
    node.cancelTimer('again');
    node.persist(state.pongs);
    node.emit({ type: 'heard', pongs: state.pongs });
  },
  onTimer(node) {
    node.send('b', { type: 'ping', round: 9 });
  },
};

const ponger: Protocol<Ponger> = {
  start: (_node, durable) => ({ disk: durable ?? { answered: 0 } }),
  onMessage(node, { disk }, from, { round }) {
    node.send(from, { type: 'pong', round });
    disk.answered = Math.min(disk.answered + 1, 2);
    node.persist(disk);
  },
};

const hears = defineMonitor<{ pongs: number }>({
  listens: ['emitted', 'crashed'],
  start: () => ({ pongs: 0 }),
  observe(state, seen) {
    if (seen.kind === 'emitted') state.pongs = (seen.output as { pongs?: number }).pongs ?? 0;
    else state.pongs = 0;
    return undefined;
  },
});

export const ping = (rest: Partial<Space> = {}): Space => ({
  cluster: {
    roles: {
      pinger: { nodes: ['a'], protocol: () => pinger },
      ponger: { nodes: ['b'], protocol: () => ponger },
    },
  },
  requests: {
    a: [
      { type: 'go', round: 1 },
      { type: 'go', round: 2 },
    ] as never[],
  },
  always: { hears },
  ...rest,
});
