// Tries to use the error that stops a loop as a channel between nodes.
export const tally = {
  start: (_node, durable) => (durable ?? { total: 0 }),
  onRequest(node, state, { amount }) {
    try {
      for (;;);
    } catch (error) {
      error.total = amount;
    }
  },
};
