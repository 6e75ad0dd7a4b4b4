// Operations: what clients asked of a system, what it answered, and when. A history is a list of them.

interface Call<Input> {
  readonly client: string;
  readonly input: Input;
  /** On any clock that all clients share: milliseconds, or the number of an event in a trace. */
  readonly calledAt: number;
}

export interface Completed<Input, Output> extends Call<Input> {
  /** Never `undefined`, which stands for an answer that nobody saw: use `null` for "nothing". */
  readonly output: Output;
  readonly returnedAt: number;
}

/** An operation that never returned: it may have taken effect at any time after its call, or never. */
export interface Pending<Input> extends Call<Input> {
  readonly output?: undefined;
  readonly returnedAt?: undefined;
}

export type Operation<Input, Output> = Completed<Input, Output> | Pending<Input>;

/** In any order. Two operations are concurrent unless one returned before the other was called. */
export type History<Input, Output> = readonly Operation<Input, Output>[];

export function isCompleted<Input, Output>(
  operation: Operation<Input, Output>,
): operation is Completed<Input, Output> {
  return operation.returnedAt !== undefined;
}

/** Real-time order (Herlihy and Wing 1990, section 2.1): the first was over before the second began. */
export function precedes(
  first: Operation<unknown, unknown>,
  second: Operation<unknown, unknown>,
): boolean {
  return first.returnedAt !== undefined && first.returnedAt < second.calledAt;
}
