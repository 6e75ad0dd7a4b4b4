// A right tally built differently: a set of voters that have not been heard, which shrinks.
import type { NodeId, Protocol } from '#sim';

interface Counter {
  state: { silent: Set<NodeId>; open: boolean };
  receives: { readonly type: 'yes' };
  sends: { readonly type: 'ack' };
  emits: { readonly type: 'carried' };
  roles: 'counter' | 'voter';
}

export const counter = {
  start: (node) => ({ silent: new Set(node.nodes.voter), open: true }),

  onMessage(node, state, from) {
    state.silent.delete(from);
    const majority = Math.floor(node.nodes.voter.length / 2) + 1;
    if (state.open && node.nodes.voter.length - state.silent.size >= majority) {
      state.open = false;
      node.emit({ type: 'carried' });
    }
    node.send(from, { type: 'ack' });
  },
} satisfies Protocol<Counter>;
