// Tries to read a file of the judge.
import { readFileSync } from 'node:fs';
export const tally = {
  start: (_node, durable) => ({ total: readFileSync('/etc/passwd').length }),
  onRequest(node, state, { amount }) {
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
