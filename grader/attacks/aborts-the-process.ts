// Tries to make the engine itself give up.
export const tally = {
  start: (_node, durable) => (durable ?? { total: 0 }),
  onRequest(node, state, { amount }) {
    const parts = [];
    for (let size = 0; size < 4_000; size++) parts.push(new Array(5_000_000).fill(size));
    node.emit({ type: 'total', total: parts.length });
  },
};
