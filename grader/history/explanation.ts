// Why a history has no legal order. Deciding is not explaining: the reason is looked for in a history
// that was shrunk first, by steps which only ever take away what the contradiction does not rest on.

import type { Model } from './model.ts';
import type { History, Operation } from './operation.ts';
import { Search } from './search/search.ts';
import type { Transitions } from './search/transitions.ts';
import type { Violation } from './verdict.ts';

/** Explaining may take as many steps as deciding took, and so many at least. */
const STEPS_MIN = 60_000;

type Evidence<Input, Output> = Pick<Violation<Input, Output>, 'history' | 'longest' | 'stuck'>;

/**
 * The evidence for an illegal history. Shrinks as far as `stepsMax` allows; what is left has no legal
 * order, and whoever doubts it needs to look at nothing else.
 */
export function explain<State, Input, Output>(
  model: Model<State, Input, Output>,
  transitions: Transitions<State, Input, Output>,
  { history, search }: Illegal<State, Input, Output>,
  stepsMax: number,
): Evidence<Input, Output> {
  const steps = Math.min(stepsMax, Math.max(search.stepCount, STEPS_MIN));
  const all = { history: cut(history, search), search };
  const small = shrink(model, transitions, all, steps);

  // Foresight stops before an order is as long as can be: try without.
  const thorough = new Search(transitions, small.history, { foresight: false });
  const progress = thorough.advance(steps);
  const best = progress === 'exhausted' ? thorough : small.search;
  const { order, state, left } = best.longest();
  const stuck = left.map((operation) => ({
    operation,
    because: model.explain(state, operation.input, operation.output as Output),
  }));
  return { history: small.history, longest: order, stuck };
}

/** A history that has no legal order, and the search that has shown it. */
export interface Illegal<State, Input, Output> {
  history: History<Input, Output>;
  search: Search<State, Input, Output>;
}

function shrink<State, Input, Output>(
  model: Model<State, Input, Output>,
  transitions: Transitions<State, Input, Output>,
  illegal: Illegal<State, Input, Output>,
  stepsMax: number,
): Illegal<State, Input, Output> {
  let best = illegal;
  let stepsLeft = stepsMax;
  for (let size = Math.ceil(best.history.length / 2); size > 0; size = Math.floor(size / 2)) {
    for (let from = best.history.length - size; from > -size; from -= size) {
      const chunk = best.history.slice(Math.max(from, 0), from + size);
      const history = leaveOut(model, chunk, best.history);
      if (history.length === best.history.length) continue;

      const search = new Search(transitions, history, { foresight: true });
      const progress = search.advance(stepsLeft);
      stepsLeft -= search.stepCount;
      if (progress === 'exhausted') best = { history: cut(history, search), search };
      if (stepsLeft <= 0) return best;
    }
  }
  return best;
}

/** The history without the chunk, as far as the model says that nothing else rests on it. */
function leaveOut<State, Input, Output>(
  model: Model<State, Input, Output>,
  chunk: History<Input, Output>,
  history: History<Input, Output>,
): History<Input, Output> {
  const rest = [...history];
  for (const operation of chunk) {
    if (!rest.includes(operation)) continue;
    for (const gone of model.separable?.(operation, rest) ?? []) rest.splice(rest.indexOf(gone), 1);
  }
  return rest;
}

/** What was called after the moment that no order gets past has no part in the contradiction. */
function cut<State, Input, Output>(
  history: History<Input, Output>,
  search: Search<State, Input, Output>,
): Operation<Input, Output>[] {
  return history.filter(({ calledAt }) => calledAt <= search.stuckAt);
}
