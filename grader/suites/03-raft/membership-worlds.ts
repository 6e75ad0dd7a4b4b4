// What random worlds are asked for while members change, and what a change may cost.
import { type AnyMonitor, defineMonitor, type Message, type NodeId } from '../../sim/index.ts';
import { type Books, formatMembers, keepBook } from './membership-disks.ts';

interface Change extends Message {
  readonly type: 'addServer' | 'removeServer';
  readonly server: NodeId;
}

export const change = (type: Change['type'], server: NodeId): Change => ({ type, server });

/** Nobody knows who leads: each change is asked of every server, at a moment of its own. Who does not lead ignores it. */
export const changes = (
  servers: readonly NodeId[],
  wanted: readonly (readonly [type: Change['type'], server: NodeId])[],
): { node: NodeId; request: Change }[] =>
  wanted.flatMap(([type, server]) =>
    servers.map((node) => ({ node, request: change(type, server) })),
  );

/** Every server is to leave, if everybody had their way. */
export const removals = (servers: readonly NodeId[]): ReturnType<typeof changes> =>
  changes(
    servers,
    servers.map((server) => ['removeServer', server] as const),
  );

/** Configurations that all logs have seen, in a world in which nothing is lost. */
export const entriesAtMost = (most: number): AnyMonitor =>
  defineMonitor({
    listens: ['persisted'],
    start: () => ({ books: new Map() as Books, entries: new Map<string, string>() }),
    observe({ books, entries }, seen) {
      if (seen.kind !== 'persisted') return undefined;
      const book = keepBook(books, seen.node, seen.durable);
      for (const held of book?.held.slice(1) ?? []) {
        entries.set(`${held.index} ${held.text}`, formatMembers(held));
      }
      if (entries.size <= most) return undefined;
      const appended = [...entries.values()].join(', ');
      return {
        what: `${entries.size} configurations were appended, where ${most} do: ${appended}.`,
        nodes: [seen.node],
      };
    },
  });
