// A schedule: the steps of a run without its clock. The one format for a shrunk story, a replay token, a hand-written
// scenario and an explorer's counterexample. A step that is impossible where it stands is skipped.
import type { Message, NodeId } from './protocol.ts';

export type Step =
  | ({ readonly do: 'request'; readonly node: NodeId; readonly request: Message } & HandlerStep)
  | ({ readonly do: 'deliver'; readonly from: NodeId; readonly to: NodeId } & Wanted & HandlerStep)
  | ({ readonly do: 'timer'; readonly node: NodeId; readonly timer: string } & HandlerStep)
  | { readonly do: 'crash'; readonly node: NodeId }
  | ({ readonly do: 'restart'; readonly node: NodeId; readonly wiped?: true } & HandlerStep)
  /** From here on, what is under way or sent between different groups is lost. Nodes in no group are cut off alone. */
  | { readonly do: 'partition'; readonly groups: readonly (readonly NodeId[])[] }
  | { readonly do: 'heal' }
  /**
   * Delivers, oldest first, all that is under way between `among` (all nodes, where absent) until nothing is. With a
   * seed, in an order drawn from it; no more than `most` messages.
   */
  | {
      readonly do: 'settle';
      readonly among?: readonly NodeId[];
      readonly seed?: number;
      readonly most?: number;
    };

/** Which message of a link: the one of this type and content, or else the newest of its type that is under way. */
interface Wanted {
  readonly type: string;
  /** `fingerprint` of the message. Without it, the oldest of its type that is under way. */
  readonly content?: number;
}

interface HandlerStep {
  /** The node crashes right before the effect of this index: that effect, and all after it, never happen. */
  readonly cut?: number;
  /** What `choose` answers, in the order asked; 0 after the last. */
  readonly choices?: readonly number[];
  /** Virtual time, for protocols that read a clock. Without it, time stands still. */
  readonly atMs?: number;
}

export type Schedule = readonly Step[];
