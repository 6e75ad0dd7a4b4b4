// A sequential model: what one client, alone with the object, would be allowed to see.

import type { History, Operation } from './operation.ts';

/** What `step` says when no object of this kind could have given that answer. */
export const illegal = Symbol('illegal');

export interface Model<State, Input, Output> {
  readonly name: string;
  readonly initial: State;

  /**
   * The state after the operation, or `illegal` if `output` is not a correct answer to `input`. An
   * `undefined` output means that nobody saw the answer: any is right, and it is never illegal.
   * Must not change `state`; returning it, or one with the same key, means "changes nothing".
   */
  step(state: State, input: Input, output: Output | undefined): State | typeof illegal;

  /**
   * States with the same key are the same state. A state of many parts may give a list with a key
   * for each, which costs less memory when most parts stay as they were.
   */
  key(state: State): string | readonly string[];

  /**
   * Whether such an operation never changes any state: a read, a refusal. They are the cheap ones,
   * since they may be placed as soon as they are legal. Without it none is taken for one.
   */
  isReadOnly?(input: Input, output: Output | undefined): boolean;

  /**
   * With both of these a search sees early that a state leads nowhere. `isWithinReach`: whether the
   * answer is right in the state, or may become so through operations none of which enables it.
   */
  isWithinReach?(state: State, input: Input, output: Output): boolean;

  /** Whether an operation `other` may bring about a state in which the answer is right. */
  enables?(other: Input, input: Input, output: Output): boolean;

  /** What can be asked, for reading histories from elsewhere: each type with the fields that it needs. */
  readonly inputs?: InputShapes;

  /** An operation in a few words: "write 1", "read 3". */
  describe(input: Input, output: Output | undefined): string;

  /** The operation that `describe` describes so, read back from a drawing; `undefined` if none is. */
  parse?(words: readonly string[]): { input: Input; output: Output | undefined } | undefined;

  /** Why the answer is illegal in this state: "can't read 3 from register 4". */
  explain(state: State, input: Input, output: Output): string;

  /**
   * What the operation is about. Two with different footprints commute: in either order they give
   * the same answers and the same state.
   */
  footprint?(input: Input): string;

  /**
   * The independent part of the object that the input is about, if it has parts. Linearizability is
   * local (Herlihy and Wing 1990, section 3.1): a history is linearizable if each part's is.
   */
  partition?(input: Input): string;

  /**
   * A cheap reason for which no order can be legal, found without a search: a value read that
   * nobody wrote. Finding none means nothing.
   */
  impossible?(history: History<Input, Output>): Impossible<Input, Output> | undefined;

  /**
   * The operations that can be left out together with this one, itself among them, such that
   * every legal order stays legal without them. So what is left is illegal only if all was, and is
   * an honest explanation of it. `undefined`: this one has to stay.
   */
  separable?(
    operation: Operation<Input, Output>,
    history: History<Input, Output>,
  ): readonly Operation<Input, Output>[] | undefined;
}

/** A `value` is a string, a number, a boolean or `null`. */
export type InputShapes = Readonly<
  Record<string, Readonly<Record<string, 'value' | 'string' | 'number'>>>
>;

export interface Impossible<Input, Output> {
  readonly operation: Operation<Input, Output>;
  /** In the model's words: "reads 7, which nobody wrote before it returned". */
  readonly because: string;
}

/** An operation as a line of text shows it. */
export function describeOperation<Input, Output>(
  model: Pick<Model<never, Input, Output>, 'describe'>,
  { client, input, output, returnedAt }: Operation<Input, Output>,
): string {
  const ending = returnedAt === undefined ? ' (never returned)' : '';
  return `${client}: ${model.describe(input, output)}${ending}`;
}
