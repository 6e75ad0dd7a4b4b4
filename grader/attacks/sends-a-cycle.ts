// Tries to send a message without an end.
export const tally = {
  start: (_node, durable) => (durable ?? { total: 0 }),
  onRequest(node, state, { amount }) {
    const message = { type: 'added', amount };
    message.self = message;
    node.send('n1', message);
  },
};
