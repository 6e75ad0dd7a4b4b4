// What a check of a history says. Never a boolean: each answer brings its evidence.

import type { Malformed } from './assumptions.ts';
import type { History, Operation } from './operation.ts';

export interface Legal<Input, Output> {
  /**
   * A legal order that every condition allows: all operations that returned, and those of the
   * others which had to take effect.
   */
  readonly order: readonly Operation<Input, Output>[];
}

export interface Violation<Input, Output> {
  readonly verdict: 'violation';
  /** The part of the object that is to blame, if the model has parts. */
  readonly part?: string;
  /** Few operations, taken from the history, for which there is no legal order already. */
  readonly history: History<Input, Output>;
  /** A legal order of as many of these as possible. */
  readonly longest: readonly Operation<Input, Output>[];
  /** Those that would have to come next, and can't. Never empty. */
  readonly stuck: readonly Stuck<Input, Output>[];
}

export interface Stuck<Input, Output> {
  readonly operation: Operation<Input, Output>;
  /** In the model's words: "can't read 3 from register 4". */
  readonly because: string;
}

/** Nobody knows: neither a pass nor a failure. */
export interface Unknown {
  readonly verdict: 'unknown';
  readonly because: 'too many steps';
  readonly stepsMax: number;
}

export type LinearizabilityVerdict<Input, Output> =
  | ({ readonly verdict: 'linearizable' } & Legal<Input, Output>)
  | Violation<Input, Output>
  | Unknown
  | Malformed<Input, Output>;

export type SequentialConsistencyVerdict<Input, Output> =
  | ({ readonly verdict: 'sequentially consistent' } & Legal<Input, Output>)
  | Violation<Input, Output>
  | Unknown
  | Malformed<Input, Output>;

export interface CheckOptions {
  /** A check that asks the model more often than this gives up, and says `unknown`. */
  readonly stepsMax: number;
}
