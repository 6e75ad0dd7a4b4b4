// Raft with the references of chapter 03: five servers, and a client that puts and gets one key.
import { client, raft as serverOf } from '../../../../exercises/03-raft/given/index.ts';
import { commit } from '../../../../solutions/03-raft/commit.ts';
import { election } from '../../../../solutions/03-raft/election.ts';
import { keyValue } from '../../../../solutions/03-raft/key-value.ts';
import { replication } from '../../../../solutions/03-raft/replication.ts';
import type { AnyProtocol } from '../../../../grader/sim/index.ts';
import { asking } from './asking.ts';
import type { Scene } from './scenes.ts';
import { stages } from './stages.ts';

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

const letters = { follower: 'F', candidate: 'C', leader: 'L' } as const;

export const raft: Scene = {
  cluster: () => ({
    roles: {
      server: {
        nodes: stages.raft.around,
        protocol: () => serverOf({ election, replication, commit, keyValue }) as AnyProtocol,
      },
      client: { nodes: stages.raft.middle, protocol: () => puttingClient },
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
  requestOf: (what) => ({ type: what }),
};
