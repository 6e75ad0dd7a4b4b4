// Tries to answer every message, for ever.
export const tally = {
  start: (_node, durable) => (durable ?? { total: 0 }),
  onRequest(node, state, { amount }) {
    node.send('n1', { type: 'added', amount });
  },
  onMessage: (node, _state, _from, message) => node.send('n2', message),
};
