// Tries to be awaited, and go on while the judge waits.
export const tally = {
  start: (_node, durable) => ({ total: 0, then: (done) => done() }),
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
