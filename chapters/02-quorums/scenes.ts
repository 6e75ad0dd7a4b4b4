// The worlds of this chapter: a register with a client that writes and reads, and an election with two candidates.
import { asking, type Scene, type Scenes } from '../../grader/scenes/index.ts';
import type { AnyProtocol, Message } from '../../grader/sim/index.ts';
import { candidate, voter } from '../../solutions/02-quorums/one-vote.ts';
import { client, replica } from '../../solutions/02-quorums/register.ts';

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

const replicas = ['r1', 'r2', 'r3', 'r4', 'r5'];
const voters = ['v1', 'v2', 'v3', 'v4', 'v5'];

const register: Scene = {
  stage: {
    label: 'A register with five replicas, running',
    around: replicas,
    middle: ['c1'],
    questions: ['query', 'store'],
    needs: { reached: 3, otherwise: 'It waits, rather than give a wrong answer.' },
    front: {
      invites: 'Five machines keep one value.',
      action: 'Click one to kill it.',
      explains:
        'Each circle is a machine with its copy of the value; c1 is a client that writes and reads it.',
      startMs: 118,
    },
  },
  cluster: () => ({
    roles: {
      replica: { nodes: replicas, protocol: () => replica as AnyProtocol },
      client: { nodes: ['c1'], protocol: () => writingClient },
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
  answered: (output) => {
    const { type, operation, value } = output as Message & {
      readonly operation: string;
      readonly value?: string | null;
    };
    return { question: operation, ...(type === 'read-done' ? { value: value ?? '–' } : {}) };
  },
};

const election: Scene = {
  stage: {
    label: 'An election with five voters and two candidates, running',
    around: voters,
    middle: ['c1', 'c2'],
    questions: ['ask'],
    asks: [
      { node: 'c1', what: 'campaign', label: 'c1 stands' },
      { node: 'c2', what: 'campaign', label: 'c2 stands' },
    ],
    needs: { reached: 3, otherwise: 'It goes on asking.' },
  },
  cluster: () => ({
    roles: {
      voter: { nodes: voters, protocol: () => voter as AnyProtocol },
      candidate: { nodes: ['c1', 'c2'], protocol: () => candidate as AnyProtocol },
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
  answered: ({ type }) => (type === 'elected' ? { question: 'campaign' } : undefined),
};

export default { register, election } satisfies Scenes;
