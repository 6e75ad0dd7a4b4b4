// Tries to send what has no text.
export const tally = {
  start: (_node, durable) => (durable ?? { total: 0 }),
  onRequest(node, state, { amount }) {
    node.send('n1', { type: 'added', amount: Symbol('amount') });
  },
};
