// Tries to use the class of an error that the judge throws as a channel between nodes.
export const tally = {
  start: (_node, durable) => (durable ?? { total: 0 }),
  onRequest(node, state, { amount }) {
    try {
      node.send('nobody', { type: 'added' });
    } catch (error) {
      error.constructor.total = (error.constructor.total ?? 0) + amount;
      node.emit({ type: 'total', total: error.constructor.total });
    }
  },
};
