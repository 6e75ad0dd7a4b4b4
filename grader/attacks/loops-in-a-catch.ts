// Tries to swallow the error that stops a loop.
export const tally = {
  start: (_node, durable) => (durable ?? { total: 0 }),
  onRequest(node, state, { amount }) {
    for (;;) {
      try {
        for (;;) state.total += 1;
      } catch {
        state.total = 21;
      }
    }
  },
};
