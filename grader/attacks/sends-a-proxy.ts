// Tries to send a message that says something else each time it is read.
export const tally = {
  start: (_node, durable) => (durable ?? { total: 0 }),
  onRequest(node, state, { amount }) {
    let reads = 0;
    node.emit(new Proxy({ type: 'total', total: 0 }, { get: (_, key) => (key === 'type' ? 'total' : ++reads) }));
  },
};
