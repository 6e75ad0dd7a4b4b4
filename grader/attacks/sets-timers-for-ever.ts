// Tries to never come to rest.
export const tally = {
  start: (_node, durable) => (durable ?? { total: 0 }),
  onRequest(node, state, { amount }) {
    node.setTimer('again', { min: 1, max: 1 });
  },
  onTimer: (node) => node.setTimer('again', { min: 1, max: 1 }),
};
