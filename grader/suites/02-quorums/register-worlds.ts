// The worlds in which the register is run: clusters, what clients ask in them, and what goes wrong.
import {
  type AnyProtocol,
  type Cluster,
  named,
  type NodeId,
  type PlanShape,
} from '../../sim/index.ts';
import type { Answer } from '../suite.ts';
import { read, write } from './register-fields.ts';

export const clusterOf =
  ({ replicas, clients }: { replicas: number; clients: number }) =>
  (answer: Answer): Cluster => ({
    roles: {
      replica: { nodes: named('r', replicas), protocol: () => answer()['replica'] as AnyProtocol },
      client: { nodes: named('c', clients), protocol: () => answer()['client'] as AnyProtocol },
    },
  });

export const three = clusterOf({ replicas: 3, clients: 3 });
export const five = clusterOf({ replicas: 5, clients: 3 });

/** Clients that write and read now and then, each value once. */
export function traffic(clients: readonly NodeId[], rounds: number) {
  const values = 'abcdefghijklmnopqrstuvwxyz';
  let count = 0;
  return Array.from({ length: rounds }, () =>
    clients.flatMap((node) => {
      count++;
      return [
        { node, request: write(`write${count}`, values[count - 1]!) },
        { node, request: read(`read${count}`) },
      ];
    }),
  ).flat();
}

export const everyFault: PlanShape['faults'] = [
  'loss',
  'duplicate',
  'straggle',
  'crash',
  'crash at write',
  'crash between effects',
  'pause',
  'partition',
  'one-way',
  'clog',
  'slow node',
  'slow disk',
  'failing disk',
  'drift',
  'skew',
  'jump',
];
