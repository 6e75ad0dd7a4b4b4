// Tries to use the arguments of whatever evaluates the module as a channel between nodes.
const channel = arguments;
export const tally = {
  start: (_node, durable) => (durable ?? { total: 0 }),
  onRequest(node, state, { amount }) {
    channel.total = (channel.total ?? 0) + amount;
    node.emit({ type: 'total', total: channel.total });
  },
};
