// Has memory of Maps and Sets.
export const tally = {
  start: (_node, durable) => durable ?? { seen: new Map(), who: new Set() },
  onRequest(node, state, { amount }) {
    remember(node, state, node.id, amount);
    for (const to of node.nodes.node) if (to !== node.id) node.send(to, { type: 'added', amount });
  },
  onMessage: (node, state, from, { amount }) => remember(node, state, from, amount),
};

function remember(node, state, from, amount) {
  state.seen.set(from, (state.seen.get(from) ?? 0) + amount);
  state.who.add(from);
  node.persist(state);
  node.emit({ type: 'total', total: [...state.seen.values()].reduce((sum, next) => sum + next, 0) });
}
