// Tries to stop the clock with timers of 0 ms.
export const tally = {
  start: (_node, durable) => (durable ?? { total: 0 }),
  onRequest(node, state, { amount }) {
    node.setTimer('again', { min: 0, max: 0 });
  },
  onTimer: (node) => node.setTimer('again', { min: 0, max: 0 }),
};
