// Tries to loop in a generator that resumes itself.
export const tally = {
  start: (_node, durable) => (durable ?? { total: 0 }),
  onRequest(node, state, { amount }) {
    function* numbers() {
      for (;;) {
        try {
          yield amount;
        } finally {
          yield* numbers();
        }
      }
    }
    for (const number of numbers()) state.total += number;
  },
};
