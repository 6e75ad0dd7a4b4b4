// Tries to use the console as a channel between nodes.
export const tally = {
  start: (_node, durable) => (durable ?? { total: 0 }),
  onRequest(node, state, { amount }) {
    const channel = console.log;
    channel.total = (channel.total ?? 0) + amount;
    node.emit({ type: 'total', total: channel.total });
  },
};
