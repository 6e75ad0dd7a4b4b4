// A cluster: which roles there are, which nodes play them, and how a node's protocol comes to life.
import type { Place } from './effects.ts';
import type { NodeId, Protocol } from './protocol.ts';

/** A protocol whatever its types: what a world can run. */
// oxlint-disable-next-line typescript/no-explicit-any -- a world runs protocols of all types side by side
export type AnyProtocol = Protocol<any>;

export interface Role {
  /** The nodes that play this role, in a fixed order. */
  readonly nodes: readonly NodeId[];
  /** Called afresh for every boot of every node, so that nothing in a module outlives a crash or joins two nodes. */
  readonly protocol: () => AnyProtocol;
}

/** Roles by name, as protocols see them in `node.nodes`. No two roles share a node. */
export interface Cluster {
  readonly roles: Readonly<Record<string, Role>>;
}

/** `count` names with a common prefix: `named('n', 3)` is n1, n2, n3. */
export const named = (prefix: string, count: number): NodeId[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`);

/** Every node of the cluster, role by role, in a fixed order. */
export const nodesOf = (cluster: Cluster): NodeId[] =>
  Object.values(cluster.roles).flatMap((role) => role.nodes);

/** What every node of the cluster may know of it: frozen, so that no node can leave anything there for another. */
export function placeOf(cluster: Cluster): Place {
  const nodes = Object.fromEntries(
    Object.entries(cluster.roles).map(([name, role]) => [name, Object.freeze([...role.nodes])]),
  );
  return { nodes: Object.freeze(nodes), known: new Set(nodesOf(cluster)) };
}

export function roleOf(cluster: Cluster, node: NodeId): string {
  for (const [name, role] of Object.entries(cluster.roles)) {
    if (role.nodes.includes(node)) return name;
  }
  throw new Error(`Bug in the workbook: the cluster has no node "${node}".`);
}
