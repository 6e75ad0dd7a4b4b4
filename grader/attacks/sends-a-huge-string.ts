// Tries to send a message of half a gigabyte.
export const tally = {
  start: (_node, durable) => (durable ?? { total: 0 }),
  onRequest(node, state, { amount }) {
    node.send('n1', { type: 'added', amount: 'x'.repeat(2 ** 28) });
  },
};
