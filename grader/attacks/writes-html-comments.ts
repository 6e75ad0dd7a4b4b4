// Tries to hide code from the judge between what some parsers take for comments.
let hidden = 0;
<!-- hidden = 1;
export const tally = {
  start: (_node, durable) => ({ total: hidden }),
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
