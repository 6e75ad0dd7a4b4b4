// What a whole server may cost, counted in what its servers send to each other.
import { defineGoal, type NodeId } from '../../sim/index.ts';

/** Messages between servers in a whole run. Those to and from clients are not counted. */
export const messagesAtMost = (most: number) =>
  defineGoal({
    listens: ['sent'],
    start: ({ roles }) => ({
      servers: new Set<NodeId>(roles['server']!.nodes),
      types: new Map<string, number>(),
    }),
    observe({ servers, types }, seen) {
      if (seen.kind !== 'sent' || !servers.has(seen.node) || !servers.has(seen.peer)) return;
      const { type } = seen.message;
      types.set(type, (types.get(type) ?? 0) + 1);
    },
    unmet({ types }) {
      const count = [...types.values()].reduce((sum, of) => sum + of, 0);
      if (count <= most) return undefined;
      const told = [...types].map(([type, of]) => `${of} ${type}`).join(', ');
      return { what: `Servers sent each other ${count} messages (${told}); ${most} are allowed.` };
    },
  });
