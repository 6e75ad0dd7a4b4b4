// Tries to import the answer when the judge is no longer looking.
const path = ['node', 'fs'].join(':');
export const tally = {
  start: (_node, durable) => (durable ?? { total: 0 }),
  onRequest(node, state, { amount }) {
    import(path);
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
