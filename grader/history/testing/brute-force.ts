// An oracle for tests: linearizability and sequential consistency straight from their definitions, by
// trying every order. Good for a handful of operations, and shares nothing with the checks.

import { illegal } from '../model.ts';
import type { Model } from '../model.ts';
import type { History, Operation } from '../operation.ts';

export type MustPrecede = (
  first: Operation<unknown, unknown>,
  second: Operation<unknown, unknown>,
) => boolean;

export const inRealTime: MustPrecede = (first, second) =>
  first.returnedAt !== undefined && first.returnedAt < second.calledAt;

export const inProgramOrder: MustPrecede = (first, second) =>
  first.client === second.client && first.calledAt < second.calledAt;

export function isLinearizable<State, Input, Output>(
  model: Model<State, Input, Output>,
  history: History<Input, Output>,
): boolean {
  return someChoiceHasLegalOrder(model, history, inRealTime);
}

export function isSequentiallyConsistent<State, Input, Output>(
  model: Model<State, Input, Output>,
  history: History<Input, Output>,
): boolean {
  return someChoiceHasLegalOrder(model, history, inProgramOrder);
}

/** Whether this very order is legal, and puts nothing before what must precede it. */
export function isLegalOrder<State, Input, Output>(
  model: Model<State, Input, Output>,
  order: History<Input, Output>,
  mustPrecede: MustPrecede = inRealTime,
): boolean {
  let state = model.initial;
  for (const [index, { input, output }] of order.entries()) {
    if (order.slice(index + 1).some((later) => mustPrecede(later, order[index]!))) return false;
    const next = model.step(state, input, output);
    if (next === illegal) return false;
    state = next;
  }
  return true;
}

/** Each operation that never returned is either left out or takes part like any other. */
function someChoiceHasLegalOrder<State, Input, Output>(
  model: Model<State, Input, Output>,
  history: History<Input, Output>,
  mustPrecede: MustPrecede,
): boolean {
  const pending = history.findIndex(({ returnedAt }) => returnedAt === undefined);
  if (pending === -1) return hasLegalOrder(model, model.initial, history, mustPrecede);

  const { client, input, calledAt } = history[pending]!;
  const without = history.toSpliced(pending, 1);
  // The one that takes part returns when all is over, with an answer that nobody saw.
  const forced = { client, input, calledAt, output: undefined as Output, returnedAt: Infinity };
  return (
    someChoiceHasLegalOrder(model, without, mustPrecede) ||
    someChoiceHasLegalOrder(model, [...without, forced], mustPrecede)
  );
}

function hasLegalOrder<State, Input, Output>(
  model: Model<State, Input, Output>,
  state: State,
  rest: History<Input, Output>,
  mustPrecede: MustPrecede,
): boolean {
  if (rest.length === 0) return true;
  return rest.some((operation, index) => {
    if (rest.some((other) => mustPrecede(other, operation))) return false;
    const next = model.step(state, operation.input, operation.output);
    return next !== illegal && hasLegalOrder(model, next, rest.toSpliced(index, 1), mustPrecede);
  });
}
