// What every check takes for granted about a history. A recording that breaks it says nothing about
// the system, so it is reported under its own name and never as a violation.

import type { History, Operation } from './operation.ts';

/** Each names the assumption that does not hold. */
export type Assumption =
  | 'times are finite numbers'
  | 'an operation returns after its call'
  | 'only what returned has an answer'
  | 'a client has one operation at a time'
  | 'a client whose operation never returned does not call again';

export interface Malformed<Input, Output> {
  readonly verdict: 'malformed';
  readonly assumption: Assumption;
  /** The operations that break it. */
  readonly operations: readonly Operation<Input, Output>[];
}

/** The first assumption that the history breaks, or `undefined` if it is well-formed. */
export function findMalformed<Input, Output>(
  history: History<Input, Output>,
): Malformed<Input, Output> | undefined {
  for (const operation of history) {
    const assumption = brokenByOne(operation);
    if (assumption) return { verdict: 'malformed', assumption, operations: [operation] };
  }

  const lastOf = new Map<string, Operation<Input, Output>>();
  for (const operation of history.toSorted((a, b) => a.calledAt - b.calledAt)) {
    const last = lastOf.get(operation.client);
    const assumption = last && brokenByTwo(last, operation);
    if (assumption) return { verdict: 'malformed', assumption, operations: [last, operation] };
    lastOf.set(operation.client, operation);
  }
  return undefined;
}

function brokenByOne(operation: Operation<unknown, unknown>): Assumption | undefined {
  const { calledAt, returnedAt, output } = operation;
  if (!Number.isFinite(calledAt)) return 'times are finite numbers';
  if ((returnedAt === undefined) !== (output === undefined)) {
    return 'only what returned has an answer';
  }
  if (returnedAt === undefined) return undefined;
  if (!Number.isFinite(returnedAt)) return 'times are finite numbers';
  return returnedAt < calledAt ? 'an operation returns after its call' : undefined;
}

/** Equal times of one client count as an overlap: nobody could tell which came first. */
function brokenByTwo(
  last: Operation<unknown, unknown>,
  next: Operation<unknown, unknown>,
): Assumption | undefined {
  if (last.returnedAt === undefined) {
    return 'a client whose operation never returned does not call again';
  }
  return next.calledAt <= last.returnedAt ? 'a client has one operation at a time' : undefined;
}
