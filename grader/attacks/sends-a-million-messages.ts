// Tries to drown the network in one handler.
export const tally = {
  start: (_node, durable) => (durable ?? { total: 0 }),
  onRequest(node, state, { amount }) {
    for (let copy = 0; copy < 1_000_000; copy++) node.send('n1', { type: 'added', amount });
  },
};
