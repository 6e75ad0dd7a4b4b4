// Has generators, iterators and destructuring in its handlers.
function* others(node) {
  for (const id of node.nodes.node) if (id !== node.id) yield id;
}
export const tally = {
  start: (_node, durable) => (durable ?? { total: 0 }),
  onRequest(node, state, { amount }) {
    state.total += amount;
    node.persist(state);
    const [first, ...rest] = others(node);
    for (const [, to] of [first, ...rest].entries()) node.send(to, { type: 'added', amount });
    node.emit({ type: 'total', total: state.total });
  },
  onMessage(node, state, _from, { amount }) {
    state.total += amount;
    node.persist(state);
    node.emit({ type: 'total', total: state.total });
  },
};
