// Tries to overflow the stack.
const deeper = (level: number): number => deeper(level + 1) + 1;
export const tally = {
  start: (_node, durable) => (durable ?? { total: 0 }),
  onRequest(node, state, { amount }) {
    node.emit({ type: 'total', total: deeper(0) });
  },
};
