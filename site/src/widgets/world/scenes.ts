// What can be run in a world on a page: the references of chapters, each with what a reader sees of a node.
import type { AnyProtocol, Cluster, Message, NodeId } from '../../../../grader/sim/index.ts';
import { candidate, voter } from '../../../../solutions/02-quorums/one-vote.ts';
import { client, replica } from '../../../../solutions/02-quorums/register.ts';
import { asking } from './asking.ts';
import { raft } from './raft-scene.ts';
import { type SceneName, stages } from './stages.ts';

export interface Scene {
  readonly cluster: () => Cluster;
  /** What a node holds, in a word or two. */
  readonly holds: (node: NodeId, memory: object) => string;
  readonly requestOf: (what: string, index: number) => Message;
}

const isWrite = (count: number): boolean => count % 2 === 1;
const valueOf = (count: number): string => String(Math.ceil(count / 2));

/** Writes 1, reads, writes 2, reads. */
const writingClient = asking<{ readonly operations: ReadonlyMap<string, unknown> }>(client, {
  isIdle: ({ operations }) => operations.size === 0,
  requestOf: (count, operation) =>
    isWrite(count)
      ? { type: 'write', operation, value: valueOf(count) }
      : { type: 'read', operation },
  describe: (count) => (isWrite(count) ? `write ${valueOf(count)}` : 'read'),
});

const register: Scene = {
  cluster: () => ({
    roles: {
      replica: { nodes: stages.register.around, protocol: () => replica as AnyProtocol },
      client: { nodes: stages.register.middle, protocol: () => writingClient },
    },
  }),
  holds: (_node, memory) => {
    const { newest, operations } = memory as {
      newest?: { value: string | null };
      operations?: ReadonlyMap<string, { request: { type: string; value?: string } }>;
    };
    if (newest) return newest.value ?? '–';
    const [operation] = operations?.values() ?? [];
    return operation ? `${operation.request.type} ${operation.request.value ?? ''}`.trim() : 'idle';
  },
  requestOf: (what, index) => ({ type: what, operation: `x${index}` }) as Message,
};

const election: Scene = {
  cluster: () => ({
    roles: {
      voter: { nodes: stages.election.around, protocol: () => voter as AnyProtocol },
      candidate: { nodes: stages.election.middle, protocol: () => candidate as AnyProtocol },
    },
  }),
  holds: (_node, memory) => {
    const { votedFor, answers, elected } = memory as {
      votedFor?: string | null;
      answers?: ReadonlyMap<string, string>;
      elected?: boolean;
    };
    if (!answers) return votedFor ?? '–';
    const votes = [...answers.values()].filter((answer) => answer === 'yes').length;
    return elected ? `won: ${votes}` : `${votes} of 5`;
  },
  requestOf: (what) => ({ type: what }),
};

export const scenes: Readonly<Record<SceneName, Scene>> = { register, election, raft };
