// The interface that every simulated exercise is written in: a record of handlers over plain data that only ask.

/** The name of a process on a machine: `n1`, `coordinator`, `c2`. */
export type NodeId = string;

/** Anything that is sent, asked or told. One union of these, and one `switch`, per direction. */
export interface Message {
  readonly type: string;
}

/**
 * The types that a protocol is made of, named once. Leave out what it does not have: a protocol without `timers` can't
 * set one. Declare messages `readonly`: they are values, copied on their way.
 */
export interface ProtocolTypes {
  /** Memory. A crash loses it. An object that handlers change in place; put a union into a field of it. */
  state: object;
  receives?: Message;
  sends?: Message;
  /** What the application above asks of this node: propose, acquire, read. */
  requests?: Message;
  /** What this node tells the application above: decided, granted, applied. */
  emits?: Message;
  /** Names of timers: `'election' | 'heartbeat'`, or one for each operation: `` `retry ${string}` ``. */
  timers?: string;
  /** What the disk holds, as one value. */
  durable?: unknown;
  /** The roles in the cluster, as in `node.nodes.acceptor`. */
  roles?: string;
}

type Of<P, Key extends string> = Key extends keyof P ? P[Key] : never;

/**
 * A protocol: handlers over plain data that only ask. A node runs one handler at a time, to its end. The world then
 * lets the effects happen one by one, in the order in which they were asked for, and may crash the node between any
 * two of them. Given the same state, event, clock and choices, a handler must do the same again.
 */
export interface Protocol<P extends ProtocolTypes> {
  /** Boots a node and returns its memory. After a crash, `durable` is the last value that reached the disk. */
  start(node: Node<P>, durable: Of<P, 'durable'> | undefined): P['state'];
  /** A message has come. It may be late, repeated or out of order, but it was sent, by `from`, as it is. */
  onMessage?(node: Node<P>, state: P['state'], from: NodeId, message: Of<P, 'receives'>): void;
  /** The application above asks for something. A request comes once, and not at all while the node is down. */
  onRequest?(node: Node<P>, state: P['state'], request: Of<P, 'requests'>): void;
  /** A timer has run out. It is not set any more. */
  onTimer?(node: Node<P>, state: P['state'], timer: Of<P, 'timers'>): void;
}

/** This machine, for the length of one handler: who it is, and what it can ask for. */
export interface Node<P extends ProtocolTypes> {
  readonly id: NodeId;
  /** Every node of the cluster by role, this one included, in a fixed order. */
  readonly nodes: Readonly<Record<Of<P, 'roles'> & string, readonly NodeId[]>>;

  /** Sends a copy of `message`. It may be lost, late, repeated or overtaken; to itself, it arrives, once, as a later event. */
  send(to: NodeId, message: Of<P, 'sends'>): void;
  /** Tells the application above. A crash before this effect loses it; it is never repeated by the world. */
  emit(output: Of<P, 'emits'>): void;
  /**
   * Replaces what the disk holds by a copy of `durable`: all of it or, after a crash, nothing of it. Until the disk is
   * done, no later effect happens, and messages, requests and timers of this node wait. Call it once per handler, before
   * whatever depends on it. (Torn and corrupt records are out of scope.)
   */
  persist(durable: Of<P, 'durable'>): void;
  /**
   * Sets a timer, or sets it anew. The world picks the moment in the range, by this machine's clock, so timeouts need no
   * random numbers. It may come later (a pause), never earlier, and not after a crash.
   */
  setTimer(timer: Of<P, 'timers'>, delayMs: { readonly min: number; readonly max: number }): void;
  cancelTimer(timer: Of<P, 'timers'>): void;
  /** Milliseconds since this boot, by this machine's clock: never back, drifting within the bound that the exercise states. */
  now(): number;
  /** This machine's idea of the time of day, in milliseconds: it drifts, it may jump, and it agrees with no other. */
  wallClock(): number;
  /** A whole number from 0 to `count - 1`, picked by the world: `choose(2)` is a coin. */
  choose(count: number): number;
  /** A line for the story (`console.log` lands there as well). Nobody judges it, and it costs nothing where no trace is recorded. */
  note(text: string): void;
}
