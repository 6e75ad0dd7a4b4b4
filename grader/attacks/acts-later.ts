// Tries to act after its handler has returned.
export const tally = {
  start: (_node, durable) => (durable ?? { total: 0 }),
  onRequest(node, state, { amount }) {
    Promise.resolve().then(() => node.emit({ type: 'total', total: 21 }));
  },
};
