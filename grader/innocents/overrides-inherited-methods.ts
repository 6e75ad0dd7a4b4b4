// Has objects with a toString and a constructor of their own.
const shown: Record<string, unknown> = {};
shown.toString = () => 'shown';
shown.constructor = 'mine';
function Legacy() {}
Legacy.prototype = { name: 'legacy' };
const error = new Error('x');
error.name = 'Named';
export const tally = {
  start: (_node, durable) => (durable ?? { total: 0 }),
  onRequest(node, state, { amount }) {
    if (`${shown}` !== 'shown' || error.name !== 'Named') return;
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
