// Tries to leave a loop only to enter it again.
export const tally = {
  start: (_node, durable) => (durable ?? { total: 0 }),
  onRequest(node, state, { amount }) {
    again: for (;;) {
      try {
        for (;;);
      } finally {
        continue again;
      }
    }
  },
};
