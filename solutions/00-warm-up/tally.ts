// A tally of three votes that counts voters. A vote may come twice; a voter counts once.
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

// #region counter
export const counter = {
  start: () => ({ votes: [], carried: false }),

  onMessage(node, state, from) {
    node.send(from, { type: 'ack' });
    if (!state.votes.includes(from)) state.votes.push(from);
    if (state.carried || state.votes.length <= node.nodes.voter.length / 2) return;

    state.carried = true;
    node.emit({ type: 'carried' });
  },
} satisfies Protocol<Counter>;
// #endregion counter
