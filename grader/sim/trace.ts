// What happened, as data. The terminal prints it, a page draws it, a test compares it; text is the last step.
import type { CodePosition } from './effects.ts';
import type { Message, NodeId } from './protocol.ts';

/** One thing that happened at one node (or, for `network`, between all of them). `id` counts from 0. */
export type TraceEvent = { readonly id: number; readonly atMs: number } & (
  | (AtNode &
      HandlerRun & {
        readonly kind: 'boot';
        readonly durable: unknown;
        readonly restart: boolean;
        readonly wiped?: boolean;
      })
  | (AtNode & HandlerRun & { readonly kind: 'request'; readonly request: Message })
  | (AtNode &
      HandlerRun & {
        readonly kind: 'receive';
        readonly from: NodeId;
        readonly message: Message;
        /** The `send` event that this message comes from. */
        readonly sent: number;
        /** True for every arrival of the same message after the first. */
        readonly repeated: boolean;
      })
  | (AtNode & HandlerRun & { readonly kind: 'timer'; readonly timer: string })
  | (AtNode & Effected & { readonly kind: 'send'; readonly to: NodeId; readonly message: Message })
  | (AtNode & Effected & { readonly kind: 'persist'; readonly durable: unknown })
  | (AtNode & Effected & { readonly kind: 'emit'; readonly output: Message })
  | (AtNode & Effected & { readonly kind: 'note'; readonly text: string })
  /** A message, request or write that came to nothing, at the node that it was for, and why. */
  | (AtNode & {
      readonly kind: 'lost';
      readonly lost: 'message' | 'request' | 'write' | 'effects';
      readonly because: string;
      readonly message?: Message;
      readonly from?: NodeId;
      /** The `send` event of the message, or the event of the handler that the effects belong to. */
      readonly cause?: number;
    })
  | (AtNode & { readonly kind: 'crash'; readonly because: string })
  | (AtNode & { readonly kind: 'pause' | 'resume' | 'clock' | 'slow'; readonly because: string })
  | {
      readonly kind: 'network';
      readonly because: string;
      readonly groups?: readonly (readonly NodeId[])[];
    }
  /** The promise broke here. Always the last event. */
  | {
      readonly kind: 'broken';
      readonly promise: string;
      readonly what: string;
      readonly nodes: readonly NodeId[];
    }
);

interface AtNode {
  readonly node: NodeId;
}

interface HandlerRun {
  /** The node's memory after the handler: a copy, and empty in a trace that is recorded without memories. */
  readonly state: object;
}

interface Effected {
  /** The event of the handler that asked for it. */
  readonly cause: number;
  /** Where in the learner's code, in a story that is told with it. */
  readonly at?: CodePosition;
}

type Unnumbered<E> = E extends unknown ? Omit<E, 'id' | 'atMs'> : never;

/** Collects events. A run without a recorder costs nothing for it. */
export class Recorder {
  readonly events: TraceEvent[] = [];
  /** Whether handlers' runs are recorded with what the node remembers afterwards: needed to tell a story, and dear. */
  readonly keepsMemories: boolean;

  constructor({ memories = true }: { readonly memories?: boolean } = {}) {
    this.keepsMemories = memories;
  }

  /** The number of the next event. */
  get next(): number {
    return this.events.length;
  }

  /** Returns the number of the event. */
  add(atMs: number, event: Unnumbered<TraceEvent>): number {
    return this.push({ id: this.next, atMs, ...event });
  }

  /** Adds an event that has its number: for what happens so often that a copy would be felt. */
  push(event: TraceEvent): number {
    this.events.push(event);
    return event.id;
  }
}
