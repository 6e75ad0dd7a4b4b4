// Tries to loop while the judge copies a message.
export const tally = {
  start: (_node, durable) => (durable ?? { total: 0 }),
  onRequest(node, state, { amount }) {
    const message = { type: 'added', get amount() { for (;;); } };
    node.send('n1', message);
  },
};
