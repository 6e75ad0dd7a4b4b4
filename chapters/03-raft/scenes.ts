// The worlds of this chapter: five servers that run the references, and a client that puts and gets one key. In the first
// one gets are entries of the log; in the second one, servers have all parts.
import { client, type Parts, raft as serverOf } from '../../exercises/03-raft/given/index.ts';
import { asking, type Scene, type Scenes } from '../../grader/scenes/index.ts';
import type { AnyProtocol, Message } from '../../grader/sim/index.ts';
import { commit } from '../../solutions/03-raft/commit.ts';
import { election } from '../../solutions/03-raft/election.ts';
import { keyValue } from '../../solutions/03-raft/key-value.ts';
import { reads } from '../../solutions/03-raft/reads.ts';
import { replication } from '../../solutions/03-raft/replication.ts';
import { snapshots } from '../../solutions/03-raft/snapshots.ts';

interface ServerMemory {
  readonly server: {
    readonly role: 'follower' | 'candidate' | 'leader';
    readonly disk: { readonly currentTerm: number };
  };
}

interface ClientMemory {
  readonly waiting: readonly { readonly type: string; readonly value?: string }[];
}

const isPut = (count: number): boolean => count % 2 === 1;
const valueOf = (count: number): string => String(Math.ceil(count / 2));

const puttingClient = asking<ClientMemory>(client, {
  isIdle: ({ waiting }) => waiting.length === 0,
  requestOf: (count, operation) =>
    isPut(count)
      ? { type: 'put', key: 'x', value: valueOf(count), operation }
      : { type: 'get', key: 'x', operation },
  describe: (count) => (isPut(count) ? `put ${valueOf(count)}` : 'get'),
});

const servers = ['n1', 'n2', 'n3', 'n4', 'n5'];
const letters = { follower: 'F', candidate: 'C', leader: 'L' } as const;

const core: Parts = { election, replication, commit, keyValue };

const sceneOf = (label: string, parts: Parts): Scene => ({
  stage: {
    label,
    around: servers,
    middle: ['c1'],
    arePeers: true,
    legend: 'L leads, C stands for election, F follows; the number is the term.',
    questions: ['call', 'requestVote', 'appendEntries'],
    needs: { reached: 3, otherwise: 'It waits: without a majority nothing is committed.' },
  },
  cluster: () => ({
    roles: {
      server: {
        nodes: servers,
        protocol: () => serverOf(parts) as AnyProtocol,
      },
      client: { nodes: ['c1'], protocol: () => puttingClient },
    },
  }),
  holds: (_node, memory) => {
    if (!('waiting' in memory)) {
      const { role, disk } = (memory as ServerMemory).server;
      return `${letters[role]} ${disk.currentTerm}`;
    }
    const [current] = (memory as ClientMemory).waiting;
    return current ? `${current.type} ${current.value ?? ''}`.trim() : 'idle';
  },
  answered: (output) => {
    // Servers tell of other things.
    if (output.type !== 'answered') return undefined;
    const { operation, answer } = output as Message & {
      readonly operation: string;
      readonly answer: string | null;
    };
    return { question: operation, ...(answer === null ? {} : { value: answer }) };
  },
});

export default {
  raft: sceneOf('Raft with five servers and a client, running', core),
  'all-parts': sceneOf('Raft with all of its parts, running', { ...core, snapshots, reads }),
} satisfies Scenes;
