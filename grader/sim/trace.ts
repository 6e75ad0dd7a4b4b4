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
