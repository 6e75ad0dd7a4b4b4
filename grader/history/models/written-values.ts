// Two questions that every object which gives back what was put into it can ask about a history.

import { precedes } from '../operation.ts';
import type { History, Operation } from '../operation.ts';
import type { Impossible } from '../model.ts';
import { formatPlain, plainKey } from '../plain-key.ts';

/** What one operation says about values: which it must have found, and which it may have put there. */
export interface Mentions<Value> {
  readonly finds?: Value | undefined;
  readonly puts?: Value;
}

/**
 * A value that was found although nobody had asked to put it there before the finder returned.
 * An operation that never returned counts as one that put its value.
 */
export function findUnwritten<Input, Output>(
  history: History<Input, Output>,
  initial: unknown,
  mentions: (operation: Operation<Input, Output>) => Mentions<unknown>,
): Impossible<Input, Output> | undefined {
  const firstPutAt = new Map([[plainKey(initial), -Infinity]]);
  for (const operation of history) {
    const { puts } = mentions(operation);
    if (puts === undefined) continue;
    const key = plainKey(puts);
    firstPutAt.set(key, Math.min(firstPutAt.get(key) ?? Infinity, operation.calledAt));
  }

  for (const operation of history) {
    const { finds } = mentions(operation);
    if (finds === undefined || operation.returnedAt === undefined) continue;
    const putAt = firstPutAt.get(plainKey(finds));
    const value = formatPlain(finds);
    if (putAt === undefined) return { operation, because: `nobody ever wrote ${value}` };
    if (putAt > operation.returnedAt) {
      return { operation, because: `nobody had written ${value} when it returned` };
    }
  }
  return undefined;
}

/** What operations of a model have to do with each other: the same rules for every writer. */
export interface Dependence<Input, Output> {
  /** Whether the operation might be wrong if the writer right before it were not there. */
  dependsOn(operation: Operation<Input, Output>, writer: Operation<Input, Output>): boolean;
  /** Whether the operation certainly replaces what was there before. */
  overwrites(operation: Operation<Input, Output>): boolean;
  /** Whether the operation puts the same there as the writer. */
  isAlike(operation: Operation<Input, Output>, writer: Operation<Input, Output>): boolean;
}

/**
 * Whether something in the history rests on the writer: an operation that depends on it may come
 * after it with no certain overwriting in between. The last writer of what is found later stays as
 * well: without it the finder would be told that nobody wrote the value.
 */
export function isNeeded<Input, Output>(
  writer: Operation<Input, Output>,
  history: History<Input, Output>,
  rules: Dependence<Input, Output>,
): boolean {
  const others = history.filter((other) => other !== writer);
  const dependents = others.filter((other) => rules.dependsOn(other, writer));
  if (dependents.length === 0) return false;
  if (!others.some((other) => rules.isAlike(other, writer))) return true;

  /** The first return after which the writer's value is certainly gone. */
  let goneAt = Infinity;
  for (const other of others) {
    const { returnedAt = Infinity } = other;
    if (returnedAt < goneAt && precedes(writer, other) && rules.overwrites(other))
      goneAt = returnedAt;
  }
  return dependents.some(
    (dependent) => !precedes(dependent, writer) && dependent.calledAt <= goneAt,
  );
}
