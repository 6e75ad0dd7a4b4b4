// What can be run in a world on a page: the references of chapter 02, each with what a reader sees of a node.
import {
  type AnyProtocol,
  type Cluster,
  type Message,
  named,
  type NodeId,
} from '../../../../grader/sim/index.ts';
import { candidate, voter } from '../../../../solutions/02-quorums/one-vote.ts';
import { client, replica } from '../../../../solutions/02-quorums/register.ts';

export interface Scene {
  /** Those around, and those in the middle. */
  readonly around: readonly NodeId[];
  readonly middle: readonly NodeId[];
  readonly cluster: () => Cluster;
  /** What a node holds, in a word or two. */
  readonly holds: (node: NodeId, memory: object) => string;
  /** What the reader may ask of a node in the middle. */
  readonly asks: readonly {
    readonly node: NodeId;
    readonly what: string;
    readonly label: string;
  }[];
  readonly requestOf: (what: string, index: number) => Message;
}

export type SceneName = 'register' | 'election';

/** Between an answer and the next question of the application. */
const thinkMs = { min: 10, max: 20 };

/** Handlers that are handed on as they come. */
type Handlers = Record<
  'start' | 'onMessage' | 'onRequest' | 'onTimer',
  (...args: unknown[]) => unknown
>;

const given = client as unknown as Handlers;

interface AskingNode {
  setTimer(name: string, range: typeof thinkMs): void;
  note(text: string): void;
}

interface Asking {
  readonly operations: ReadonlyMap<string, unknown>;
  asked: number;
}

/** The client, with an application above it that writes 1, reads, writes 2, and never has two questions open. */
const askingClient = {
  start(node: AskingNode, durable: unknown) {
    node.setTimer('application', thinkMs);
    return Object.assign(given.start(node, durable) as object, { asked: 0 });
  },

  onMessage(node: AskingNode, state: Asking, ...rest: unknown[]) {
    const before = state.operations.size;
    given.onMessage(node, state, ...rest);
    if (before > 0 && state.operations.size === 0) node.setTimer('application', thinkMs);
  },

  onTimer(node: AskingNode, state: Asking, timer: string) {
    if (timer !== 'application') return void given.onTimer(node, state, timer);
    state.asked++;
    const operation = `#${state.asked}`;
    const value = String(Math.ceil(state.asked / 2));
    const isWrite = state.asked % 2 === 1;
    node.note(`asks ${operation}: ${isWrite ? `write ${value}` : 'read'}`);
    given.onRequest(
      node,
      state,
      isWrite ? { type: 'write', operation, value } : { type: 'read', operation },
    );
  },
};

const register: Scene = {
  around: named('r', 5),
  middle: ['c1'],
  cluster: () => ({
    roles: {
      replica: { nodes: named('r', 5), protocol: () => replica as AnyProtocol },
      client: { nodes: ['c1'], protocol: () => askingClient as unknown as AnyProtocol },
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
  asks: [],
  requestOf: (what, index) => ({ type: what, operation: `x${index}` }) as Message,
};

const election: Scene = {
  around: named('v', 5),
  middle: named('c', 2),
  cluster: () => ({
    roles: {
      voter: { nodes: named('v', 5), protocol: () => voter as AnyProtocol },
      candidate: { nodes: named('c', 2), protocol: () => candidate as AnyProtocol },
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
  asks: [
    { node: 'c1', what: 'campaign', label: 'c1 stands' },
    { node: 'c2', what: 'campaign', label: 'c2 stands' },
  ],
  requestOf: (what) => ({ type: what }),
};

export const scenes: Readonly<Record<SceneName, Scene>> = { register, election };
