// Tries to keep the engine busy in one call, where no tick is counted.
export const tally = {
  start: (_node, durable) => (durable ?? { total: 0 }),
  onRequest(node, state, { amount }) {
    node.emit({ type: 'total', total: /^(a+)+$/.test('a'.repeat(60) + 'b') ? 1 : amount });
  },
};
