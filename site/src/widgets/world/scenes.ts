// What can be run in a world on a page: the references of chapter 02, each with what a reader sees of a node.
import type { AnyProtocol, Cluster, Message, NodeId } from '../../../../grader/sim/index.ts';
import { candidate, voter } from '../../../../solutions/02-quorums/one-vote.ts';
import { client, replica } from '../../../../solutions/02-quorums/register.ts';
import { type SceneName, stages } from './stages.ts';

export interface Scene {
  readonly cluster: () => Cluster;
  /** What a node holds, in a word or two. */
  readonly holds: (node: NodeId, memory: object) => string;
  readonly requestOf: (what: string, index: number) => Message;
}

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
  cluster: () => ({
    roles: {
      replica: { nodes: stages.register.around, protocol: () => replica as AnyProtocol },
      client: {
        nodes: stages.register.middle,
        protocol: () => askingClient as unknown as AnyProtocol,
      },
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

export const scenes: Readonly<Record<SceneName, Scene>> = { register, election };
