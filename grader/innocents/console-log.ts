// Has lines for the console, of all kinds of values.
export const tally = {
  start: (_node, durable) => (durable ?? { total: 0 }),
  onRequest(node, state, { amount }) {
    console.log('adding', amount, { state, list: [1, 'two'], map: new Map([[1, new Set([2])]]) });
    console.warn(new Error('no harm'), null, undefined, Symbol('s'), 10n, () => 1);
    console.error(node);
    console.info();
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
