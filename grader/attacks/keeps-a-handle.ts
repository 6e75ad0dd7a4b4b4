// Tries to use the handle of a handler that has returned.
let kept;
export const tally = {
  start: (_node, durable) => (durable ?? { total: 0 }),
  onRequest(node, state, { amount }) {
    kept?.send('n1', { type: 'added', amount: 0 });
    kept = node;
    state.total += amount;
    node.persist(state);
    for (const to of node.nodes.node) if (to !== node.id) node.send(to, { type: 'added', amount });
    node.emit({ type: 'total', total: state.total });
  },
  onMessage(node, state, _from, { amount }) {
    kept?.now();
    state.total += amount;
    node.persist(state);
    node.emit({ type: 'total', total: state.total });
  },
};
