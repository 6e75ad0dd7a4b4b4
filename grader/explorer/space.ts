// What is explored, within which bounds, and what can come of it.
import type { Cluster } from '../sim/cluster.ts';
import type { HandlerError } from '../sim/machine.ts';
import type { AnyMonitor, AnySometimes, Break } from '../sim/observe.ts';
import type { Message, NodeId } from '../sim/protocol.ts';
import type { Schedule } from '../sim/schedule.ts';

/**
 * A small cluster and all that may happen to it. Every order of events is tried: messages arrive in any order or never,
 * timers fire at any moment once they are set, nodes crash and come back with what their disk holds.
 */
export interface Space extends Bounds {
  readonly cluster: Cluster;
  /** What the application above asks, by node. It asks only while the node is up. */
  readonly requests?: Readonly<Record<NodeId, readonly Message[]>>;
  /**
   * - `in order` (the default): one after the other, at any moment.
   * - `one at a time`: the same, but the next only after the node has told the application something, or crashed.
   * - `any order`: each once, in any order. At most 30 for one node.
   */
  readonly requestOrder?: 'in order' | 'one at a time' | 'any order';
  /** With `one at a time`: which outputs are answers. All of them, where absent. */
  readonly isAnswer?: (output: Message) => boolean;

  /** Promises. `judge` of a monitor is asked wherever the state of that monitor is new. */
  readonly always: Readonly<Record<string, AnyMonitor>>;
  /**
   * What must be seen at least once, or the search proved nothing. One whose own state is bounded and small costs little: it
   * is a part of the cluster's state until it has been reached somewhere, and forgotten from then on. One without state of
   * its own costs nothing.
   */
  readonly sometimes?: Readonly<Record<string, AnySometimes>>;

  /**
   * - `set` (the default): what was sent can arrive any number of times, in any order, or never.
   * - `once`: each message arrives at most once, in any order.
   *
   * What a node sends to itself arrives at most once in both, unless the node crashes first.
   */
  readonly network?: 'set' | 'once';
  /** Nodes that are interchangeable, in groups: same role, nothing in the protocol or the promises prefers one of them. */
  readonly symmetric?: readonly (readonly NodeId[])[];
  /** Goals to reach one after the other, before the rest of the space is explored from there. */
  readonly towards?: readonly Goal[];
}

/** How much may happen. All are bounds of the space: within them it can be exhausted. */
export interface Bounds {
  /** None, where absent. */
  readonly crashes?: {
    readonly total: number;
    readonly perNode?: number;
    /** The roles whose nodes crash; all, where absent. */
    readonly roles?: readonly string[];
  };
  /**
   * How often timers fire at each node, for all nodes or by role: 0 where absent. `unbounded` suits protocols whose state is
   * finite whatever their timers do.
   */
  readonly timerFires?: TimerBound | Readonly<Record<string, TimerBound>>;
}

export type TimerBound = number | 'unbounded';

/** A stage of a directed search: how the deep mistakes are found. The first state found that has it is where it goes on. */
export interface Goal extends Bounds {
  readonly name: string;
  readonly until: AnySometimes;
  /** The nodes that take steps before the goal is reached; all, where absent. */
  readonly only?: readonly NodeId[];
  /** What is under way when the goal is reached is lost: a smaller space from there. */
  readonly thenLose?: boolean;
}

export interface Options {
  /** Where it is reached, nothing is proved: `bound reached`. For each stage of a directed search. */
  readonly statesMax: number;
  /** Steps from the start, of each stage. */
  readonly depthMax?: number;
  /** Runs of handlers, which are far fewer than steps: an end to protocols whose state never repeats. 200,000 where absent. */
  readonly handlerRunsMax?: number;
  /** All on, where absent. None of them loses a broken promise. */
  readonly reductions?: Partial<Reductions>;
  /** Called every few thousand states. */
  readonly onProgress?: (states: number) => void;
  /** Called for each state that is found, in the order found. Slow: for tests and debugging. */
  readonly inspect?: (state: ClusterState) => void;
}

export interface Reductions {
  /** With `once`: a message that would change nothing where it arrives is left undelivered. (With `set` that is no step.) */
  readonly skip: boolean;
  /** Forgets messages that can't matter any more; proved afterwards, over all that their addressees can become. */
  readonly purge: boolean;
  /**
   * With `set`, and without a bound on depth: a message that is only answered is answered at once. The story of a broken
   * promise is then a shortest one only if the space without this has at most 100,000 states up to its length.
   */
  readonly eager: boolean;
  /** Takes states for equal that differ only in which of the `symmetric` nodes is which. */
  readonly symmetry: boolean;
}

export type Exploration = { readonly figures: Figures } & (
  | { readonly outcome: 'exhausted' }
  | { readonly outcome: 'bound reached'; readonly bound: 'states' | 'depth' | 'handler runs' }
  | {
      readonly outcome: 'broken';
      readonly promise: string;
      readonly broke: Break;
      /** Its last step breaks the promise. A shortest one, but see `Goal` and the reduction `eager`. */
      readonly schedule: Schedule;
    }
  | {
      readonly outcome: 'trouble';
      /** What was thrown is its `cause`; it names the node and the handler. */
      readonly error: HandlerError;
      readonly schedule: Schedule;
    }
  | {
      readonly outcome: 'not deterministic';
      readonly node: NodeId;
      readonly during: string;
      /** What the two runs did, as texts: the second in a fresh instance of the protocol. */
      readonly answers: readonly [string, string];
      readonly schedule: Schedule;
    }
  | { readonly outcome: 'goal not reached'; readonly goal: string }
);

export interface Figures {
  /** Distinct states of the cluster, of the last stage. */
  readonly states: number;
  /** Steps tried, in all. */
  readonly steps: number;
  /** The longest shortest path to a state, of the last stage. */
  readonly depth: number;
  readonly cells: number;
  readonly handlerRuns: number;
  /** How often the search was run, until no message that it had forgotten could have mattered. */
  readonly rounds: number;
  /** Memory kept for each state, at most: fingerprints, paths and frontier. */
  readonly bytesPerState: number;
  /** False where a symmetry was declared that the protocol or the promises don't have; it was not used then. */
  readonly symmetryHolds: boolean;
  readonly sometimes: Readonly<Record<string, Reached | undefined>>;
}

/** Where something was first seen: after how many steps, and how many states had been found by then. */
export interface Reached {
  readonly depth: number;
  readonly states: number;
}

/** A state of the cluster, as a test sees it. */
export interface ClusterState {
  readonly cells: readonly Cell[];
  readonly network: readonly { from: NodeId; to: NodeId; message: Message }[];
  /** The state of each promise's monitor. */
  readonly promises: Readonly<Record<string, unknown>>;
  readonly crashes: number;
}

/** All that the future of a node depends on, the rest of the cluster aside. */
export interface Cell {
  readonly node: NodeId;
  /** `undefined` while the node is down. */
  readonly memory: object | undefined;
  readonly durable: unknown;
  /** The timers that are set and may still fire. */
  readonly timers: readonly string[];
  /** What the node sent to itself and has not received yet. */
  readonly inbox: readonly Message[];
  /** How many requests were made; with `any order`, a bit for each. */
  readonly requested: number;
  /** With `one at a time`: no answer yet. */
  readonly waiting: boolean;
  readonly fires: number;
  /** Counted only where crashes are bounded per node. */
  readonly crashes: number;
}
