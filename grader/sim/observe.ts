// What can be seen of a cluster from outside, and those who watch it. Promises are judged on what was asked, sent,
// persisted and emitted, never on the names of a protocol's own fields.
import type { Cluster } from './cluster.ts';
import type { Message, NodeId } from './protocol.ts';

export type Observed =
  | { readonly kind: 'requested'; readonly node: NodeId; readonly request: Message }
  | {
      readonly kind: 'sent' | 'received';
      /** Where it happened: the sender's side of `sent`, the addressee's of `received`. */
      readonly node: NodeId;
      readonly peer: NodeId;
      readonly message: Message;
    }
  | { readonly kind: 'persisted'; readonly node: NodeId; readonly durable: unknown }
  | { readonly kind: 'emitted'; readonly node: NodeId; readonly output: Message }
  | { readonly kind: 'crashed' | 'restarted'; readonly node: NodeId };

/** A promise that was broken, told with its values: "Two winners: c1 and c2". */
export interface Break {
  readonly what: string;
  /**
   * What must stay the same while a story is shrunk, so that the shrinker doesn't end at another mistake. Without it,
   * the name of the promise.
   */
  readonly shape?: string;
  /** Not broken, but not judged either: the judgement reached its bound of steps. */
  readonly undecided?: true;
  /** The nodes whose state explains it. */
  readonly nodes?: readonly NodeId[];
  /** Why it is a contradiction, in steps that can be followed one by one; for who has room for them. */
  readonly evidence?: readonly EvidenceStep[];
}

export interface EvidenceStep {
  readonly text: string;
  /** The operations that it is about, by the ids that the suite knows them by. */
  readonly operations?: readonly string[];
  /** Where the first of them stands in a longest legal order, from 1; `none` where it has no place in any. */
  readonly place?: number | 'none';
}

/** How requests and the outputs that answer them are told to belong together, and how they are told of. */
export interface Recognised {
  readonly asked: (request: Message) => string | undefined;
  readonly answered: (output: Message) => string | undefined;
  /** The operation in a few words: `read 3`. */
  readonly describe?: (request: Message, output: Message | undefined) => string;
}

/**
 * Watches one promise. Its state is plain data, and bounded (a sorted set of outputs, not a list of all), since an
 * explorer keeps it in every state of the cluster.
 */
export interface Monitor<State extends object = object> {
  /** What it needs to see; nothing else is shown to it. */
  readonly listens: readonly Observed['kind'][];
  start(cluster: Cluster): State;
  /** Changes `state` in place. A break ends the run. */
  observe(state: State, seen: Observed): Break | undefined;
  /**
   * For promises that are dear to judge, as linearizability is: judged when a run is over, by an explorer wherever the
   * monitor's state is new. It must hold at any moment, not only at the end.
   */
  judge?(state: State): Break | undefined;
  /** Where the promise is about operations of clients: the same ids as in its evidence. */
  readonly operations?: Recognised;
}

/** Any monitor, whatever its state. */
// oxlint-disable-next-line typescript/no-explicit-any -- monitors of all states side by side
export type AnyMonitor = Monitor<any>;

/** Something that must be seen in some run, or the runs proved nothing. True once it has been seen. */
export interface Sometimes<State extends object = object> {
  readonly listens: readonly Observed['kind'][];
  start(cluster: Cluster): State;
  observe(state: State, seen: Observed): boolean;
}

// oxlint-disable-next-line typescript/no-explicit-any -- as above
export type AnySometimes = Sometimes<any>;

/** Keeps a monitor's type of state between its methods: `defineMonitor({ start: () => ({ … }), … })`. */
export const defineMonitor = <State extends object>(monitor: Monitor<State>): AnyMonitor => monitor;

export const defineSometimes = <State extends object>(sometimes: Sometimes<State>): AnySometimes =>
  sometimes;
