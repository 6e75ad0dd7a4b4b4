// Has handlers that call each other by `this`.
export const tally = {
  start: (_node, durable) => durable ?? { total: 0 },
  onRequest(node, state, { amount }) {
    for (const to of node.nodes.node) if (to !== node.id) node.send(to, { type: 'added', amount });
    this.add(node, state, amount);
  },
  onMessage(node, state, _from, { amount }) {
    this.add(node, state, amount);
  },
  add(node, state, amount) {
    state.total += amount;
    node.persist(state);
    node.emit({ type: 'total', total: state.total });
  },
};
