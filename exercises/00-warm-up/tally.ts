// The warm-up: a tally of three votes. It is short, it looks right, and it is wrong. Save this file, read the story of
// how it fails, and change one line. The brief is chapters/00-warm-up/tally.mdx.
import type { NodeId, Protocol } from '#sim';

/** A voter says yes. It says so again until it hears an `ack`: the same vote may come more than once. */
export interface Yes {
  readonly type: 'yes';
}

export interface Ack {
  readonly type: 'ack';
}

/** A majority of the voters said yes. Emitted once. */
export interface Carried {
  readonly type: 'carried';
}

interface Counter {
  state: { votes: NodeId[]; carried: boolean };
  receives: Yes;
  sends: Ack;
  emits: Carried;
  roles: 'counter' | 'voter';
}

export const counter: Protocol<Counter> = {
  start: () => ({ votes: [], carried: false }),

  onMessage(node, state, from) {
    node.send(from, { type: 'ack' });
    state.votes.push(from);
    if (state.carried || state.votes.length <= node.nodes.voter.length / 2) return;

    state.carried = true;
    node.emit({ type: 'carried' });
  },
};
