// Tries to use a class that all nodes import as a channel between nodes.
import { NotStarted } from '#sim';
export const tally = {
  start: (_node, durable) => (durable ?? { total: 0 }),
  onRequest(node, state, { amount }) {
    const channel = NotStarted.prototype;
    channel.total = (channel.total ?? 0) + amount;
    node.emit({ type: 'total', total: channel.total });
  },
};
