// Tries to remember in a variable what was never written to disk.
let memory = { total: 0 };
export const tally = {
  start: () => memory,
  onRequest(node, state, { amount }) {
    state.total += amount;
    for (const to of node.nodes.node) if (to !== node.id) node.send(to, { type: 'added', amount });
    node.emit({ type: 'total', total: state.total });
  },
  onMessage(node, state, _from, { amount }) {
    state.total += amount;
    node.emit({ type: 'total', total: state.total });
  },
};
