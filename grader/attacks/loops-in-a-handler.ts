// Tries to keep the judge waiting for ever.
export const tally = {
  start: (_node, durable) => (durable ?? { total: 0 }),
  onRequest(node, state, { amount }) {
    while (true) state.total += amount;
  },
};
