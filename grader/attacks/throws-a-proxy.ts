// Tries to break whoever explains what was thrown.
export const tally = {
  start: (_node, durable) => (durable ?? { total: 0 }),
  onRequest(node, state, { amount }) {
    throw new Proxy(new Error('gone'), { get() { for (;;); }, getPrototypeOf() { throw 1; } });
  },
};
