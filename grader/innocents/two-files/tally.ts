// Has helpers in a file of their own, imported with and without an ending.
import { add } from './lib/add.ts';
import { subtract } from './lib/subtract';
import type { Amount } from './lib/types.ts';
import { type Message, todo } from '#sim';
const zero: Amount = subtract(1, 1);
export const tally = {
  start: (_node, durable) => (durable ?? { total: 0 }),
  onRequest(node, state, { amount }) {
    if (zero !== 0 || add(1, 2) !== 3) todo('never');
    state.total += amount;
    node.persist(state);
    for (const to of node.nodes.node) if (to !== node.id) node.send(to, { type: 'added', amount });
    node.emit({ type: 'total', total: state.total });
  },
  onMessage(node, state, _from, { amount }) {
    state.total += amount;
    node.persist(state);
    node.emit({ type: 'total', total: state.total });
  },
};
