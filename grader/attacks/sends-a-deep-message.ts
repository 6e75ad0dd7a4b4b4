// Tries to send a message that is nested a million times.
export const tally = {
  start: (_node, durable) => (durable ?? { total: 0 }),
  onRequest(node, state, { amount }) {
    let nested = {};
    for (let level = 0; level < 50_000; level++) nested = { nested };
    node.send('n1', { type: 'added', nested });
  },
};
