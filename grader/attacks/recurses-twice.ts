// Tries to double the work whenever the stack overflows.
function twice(): void {
  try {
    twice();
  } finally {
    twice();
  }
}
export const tally = {
  start: (_node, durable) => (durable ?? { total: 0 }),
  onRequest(node, state, { amount }) {
    twice();
  },
};
