// Linearizability (Herlihy and Wing 1990): every operation seems to take effect at one moment between
// its call and its return.

import { findMalformed } from './assumptions.ts';
import { explain } from './explanation.ts';
import type { Model } from './model.ts';
import type { History, Operation } from './operation.ts';
import { Search } from './search/search.ts';
import { Transitions } from './search/transitions.ts';
import type { CheckOptions, LinearizabilityVerdict, Unknown, Violation } from './verdict.ts';

/** How far each part of an object is searched before the next part has its turn; doubles each time. */
const STEPS_PER_TURN = 10_000;

/**
 * Whether some legal order of the operations respects real time. An operation that never returned
 * may be in it anywhere after its call, or not at all. The answer is exact unless it is `unknown`.
 * A violation comes with a small history that shows it, as far as `stepsMax` leaves room for that.
 */
export function checkLinearizable<State, Input, Output>(
  model: Model<State, Input, Output>,
  history: History<Input, Output>,
  { stepsMax }: CheckOptions,
): LinearizabilityVerdict<Input, Output> {
  const malformed = findMalformed(history);
  if (malformed) return malformed;

  const parts = partition(model, history);
  for (const [part, operations] of parts) {
    const impossible = findImpossible(model, part, operations);
    if (impossible) return impossible;
  }
  return searchParts(model, parts, stepsMax);
}

/** The part's name is `undefined` if the model has no parts. */
type Parts<Input, Output> = [part: string | undefined, operations: History<Input, Output>][];

function partition<State, Input, Output>(
  model: Model<State, Input, Output>,
  history: History<Input, Output>,
): Parts<Input, Output> {
  if (!model.partition) return [[undefined, history]];
  const parts = new Map<string, Operation<Input, Output>[]>();
  for (const operation of history) {
    const part = model.partition(operation.input);
    if (!parts.get(part)?.push(operation)) parts.set(part, [operation]);
  }
  return [...parts];
}

function findImpossible<State, Input, Output>(
  model: Model<State, Input, Output>,
  part: string | undefined,
  history: History<Input, Output>,
): Violation<Input, Output> | undefined {
  const impossible = model.impossible?.(history);
  if (!impossible) return undefined;
  const { operation } = impossible;
  const because = `can't ${model.describe(operation.input, operation.output)}: ${impossible.because}`;
  return {
    verdict: 'violation',
    ...(part !== undefined && { part }),
    history: [operation],
    longest: [],
    stuck: [{ operation, because }],
  };
}

/** One after the other, but none to its end at once: a part that breaks early ends it all. */
function searchParts<State, Input, Output>(
  model: Model<State, Input, Output>,
  parts: Parts<Input, Output>,
  stepsMax: number,
): LinearizabilityVerdict<Input, Output> {
  const transitions = new Transitions(model);
  const orders: Operation<Input, Output>[][] = [];
  const unknown: Unknown = { verdict: 'unknown', because: 'too many steps', stepsMax };
  let stepsLeft = stepsMax;
  let waiting = parts.map(([part, operations]) => ({
    part,
    operations,
    search: undefined as Search<State, Input, Output> | undefined,
  }));

  for (let turn = STEPS_PER_TURN; waiting.length > 0; turn *= 2) {
    for (const each of waiting) {
      if (stepsLeft <= 0) return unknown;
      const stepsBefore = each.search?.stepCount ?? 0;
      const search = (each.search ??= new Search(transitions, each.operations, {
        foresight: true,
      }));
      const progress = search.advance(Math.min(turn, stepsLeft));
      stepsLeft -= search.stepCount - stepsBefore;
      if (progress === 'exhausted') {
        const { part, operations: history } = each;
        const evidence = explain(model, transitions, { history, search }, stepsLeft);
        return { verdict: 'violation', ...(part !== undefined && { part }), ...evidence };
      }
      if (progress === 'found') orders.push(search.order());
    }
    waiting = waiting.filter(({ search }) => !search!.isFound);
  }
  return { verdict: 'linearizable', order: mergeByCall(orders) };
}

/**
 * One order of all, from an order of each part. The first of each part that was called earliest may
 * come next: if another had returned before that call, a first one of its part, called even earlier,
 * would be left (Herlihy and Wing 1990, section 3.1).
 */
function mergeByCall<Input, Output>(
  orders: readonly (readonly Operation<Input, Output>[])[],
): Operation<Input, Output>[] {
  const heads = orders.map((order) => ({ order, next: 0 }));
  const merged: Operation<Input, Output>[] = [];
  for (;;) {
    let earliest: (typeof heads)[number] | undefined;
    for (const head of heads) {
      const calledAt = head.order[head.next]?.calledAt ?? Infinity;
      if (calledAt < (earliest?.order[earliest.next]?.calledAt ?? Infinity)) earliest = head;
    }
    if (!earliest) return merged;
    merged.push(earliest.order[earliest.next++]!);
  }
}
