// Tries to take memory that is not on the heap of the engine.
export const tally = {
  start: (_node, durable) => (durable ?? { total: 0 }),
  onRequest(node, state, { amount }) {
    const parts = [];
    for (let size = 0; size < 4_000; size++) parts.push(new Uint8Array(100_000_000).fill(1));
    node.emit({ type: 'total', total: parts.length });
  },
};
