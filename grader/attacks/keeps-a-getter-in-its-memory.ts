// Tries to hide code in the memory of a node.
export const tally = {
  start: (_node, durable) => ({ total: 0, get spy() { return 1; } }),
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
