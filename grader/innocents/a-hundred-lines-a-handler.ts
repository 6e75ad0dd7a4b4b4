// Has much work in a handler, well within what a handler may do.
export const tally = {
  start: (_node, durable) => (durable ?? { total: 0 }),
  onRequest(node, state, { amount }) {
    let sum = 0;
    for (let outer = 0; outer < 200; outer++) for (let inner = 0; inner < 200; inner++) sum += inner % 7;
    const sorted = Array.from({ length: 1_000 }, (_, index) => (index * 7919) % 1_000).sort((a, b) => a - b);
    if (sum !== 118800 && sorted[0] !== 0) return;
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
