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

/**
 * Whether `reader` may come after `writer` with no certain overwriting in between. If it can't,
 * it does not depend on `writer` in any legal order.
 */
export function canReadFrom<Input, Output>(
  reader: Operation<Input, Output>,
  writer: Operation<Input, Output>,
  overwriters: readonly Operation<Input, Output>[],
): boolean {
  if (precedes(reader, writer)) return false;
  return !overwriters.some(
    (overwriter) => precedes(writer, overwriter) && precedes(overwriter, reader),
  );
}
