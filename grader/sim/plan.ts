// A plan: all that a random run does to a cluster, as values. Requests, faults and the rates of the small accidents.
import type { Message, NodeId } from './protocol.ts';

interface RangeMs {
  readonly min: number;
  readonly max: number;
}

/** A fault with a beginning and, but for a jump of a clock, an end. */
export type Fault =
  /** Down from `atMs`; back after `forMs`, or never where `forMs` is absent (the death of a client). */
  | {
      readonly kind: 'crash';
      readonly node: NodeId;
      readonly atMs: number;
      readonly forMs?: number;
      readonly wiped?: true;
    }
  /** Messages queue, timers fire late: a garbage collection, a suspended machine. */
  | { readonly kind: 'pause'; readonly node: NodeId; readonly atMs: number; readonly forMs: number }
  /** Only nodes of the same group reach each other. A bridge is a node in two groups. */
  | {
      readonly kind: 'partition';
      readonly groups: readonly (readonly NodeId[])[];
      readonly atMs: number;
      readonly forMs: number;
    }
  /** What `from` sends to `to` is lost; the way back is open. */
  | {
      readonly kind: 'one-way';
      readonly from: readonly NodeId[];
      readonly to: readonly NodeId[];
      readonly atMs: number;
      readonly forMs: number;
    }
  /** A link holds all that is sent, then lets all of it go at once. */
  | {
      readonly kind: 'clog';
      readonly from: NodeId;
      readonly to: NodeId;
      readonly atMs: number;
      readonly forMs: number;
    }
  /** Each handler takes `stepMs`. */
  | {
      readonly kind: 'slow node';
      readonly node: NodeId;
      readonly stepMs: number;
      readonly atMs: number;
      readonly forMs: number;
    }
  /** Each write takes `writeMs` more. */
  | {
      readonly kind: 'slow disk';
      readonly node: NodeId;
      readonly writeMs: number;
      readonly atMs: number;
      readonly forMs: number;
    }
  /** A write in this time brings the node down, and is lost. It is back at the end. */
  | {
      readonly kind: 'failing disk';
      readonly node: NodeId;
      readonly atMs: number;
      readonly forMs: number;
    }
  /** The clock gains (or, below zero, loses) this share of real time, from boot on. */
  | { readonly kind: 'drift'; readonly node: NodeId; readonly share: number }
  /** The time of day is off by so much from the start on. */
  | { readonly kind: 'skew'; readonly node: NodeId; readonly byMs: number }
  /** The time of day jumps. `now()` doesn't. */
  | { readonly kind: 'jump'; readonly node: NodeId; readonly atMs: number; readonly byMs: number };

/** How often small accidents happen while faults are on. Each run draws its own ("swarm"). */
export interface Rates {
  /** Share of messages that are lost, and that come twice. */
  readonly loss: number;
  readonly duplicate: number;
  readonly delayMs: RangeMs;
  /** Share of messages (and of second copies) that take up to ten times as long: reordering, and old packets. */
  readonly straggle: number;
  readonly diskMs: RangeMs;
  /** Share of writes during which the node crashes, so that the write is lost. */
  readonly crashAtWrite: number;
  /** Share of the gaps between two effects of a handler in which the node crashes. */
  readonly crashBetweenEffects: number;
  readonly downMs: RangeMs;
}

/** What chance does in a run: each draw is a function of the seed and of what it is for. */
export interface Chance {
  readonly seed: number;
  readonly rates: Rates;
}

/** How a run differs from its plan, for a question about it. All that comes before stays as it was, event for event. */
export interface Otherwise {
  /** After this moment chance is another. */
  readonly after?: { readonly atMs: number; readonly chance: Chance };
  /** This message arrives at once, whatever stands in its way: the `nth` from one node to the other, counted from 0. */
  readonly arrives?: { readonly from: NodeId; readonly to: NodeId; readonly nth: number };
}

export interface Plan extends Chance {
  readonly requests: readonly PlannedRequest[];
  readonly faults: readonly Fault[];
  /** From here on nothing is lost, held or broken any more, and what is down comes back. */
  readonly healAtMs: number;
  readonly endAtMs: number;
}

export interface PlannedRequest {
  readonly atMs: number;
  readonly node: NodeId;
  readonly request: Message;
}

/** What plans of a check are drawn from. */
export interface PlanShape {
  /** Requests are spread over the time before healing; `afterHeal` ones come after it. */
  readonly requests: readonly { readonly node: NodeId; readonly request: Message }[];
  readonly afterHeal?: readonly { readonly node: NodeId; readonly request: Message }[];
  readonly healAtMs: number;
  readonly endAtMs: number;
  /** Kinds of fault that a run may have. None: the quiet world. */
  readonly faults: readonly (
    | Fault['kind']
    | 'loss'
    | 'duplicate'
    | 'straggle'
    | 'wiped disk'
    | 'crash at write'
    | 'crash between effects'
  )[];
  /** Faults with a moment of their own (all but the rates) that a run has at most; 4, where absent. */
  readonly faultsMax?: number;
  /** Nodes that crash, pause, are slow or have a bad clock or disk. All, where absent. */
  readonly victims?: readonly NodeId[];
  /** Nodes that crash and never come back, at most one a run: clients. */
  readonly mortal?: readonly NodeId[];
  readonly delayMs?: RangeMs;
  readonly diskMs?: RangeMs;
  readonly driftMax?: number;
  readonly skewMsMax?: number;
}
