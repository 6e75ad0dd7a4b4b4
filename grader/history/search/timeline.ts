// A history laid out for the search: one row per return, in the order of the returns, and for each row
// what is in flight at that moment. Whatever is called later can't come before that return.

import { isCompleted } from '../operation.ts';
import type { Completed, History, Operation, Pending } from '../operation.ts';

/** Operations of one kind that never returned. Any of them will do, so only their number counts. */
export interface PendingGroup<Input> {
  readonly kind: number;
  /** In the order of their calls. */
  readonly operations: readonly Pending<Input>[];
}

export interface Timeline<Input, Output> {
  /** In the order of their returns: row `r` is the moment at which `completed[r]` returns. */
  readonly completed: readonly Completed<Input, Output>[];
  readonly kinds: readonly number[];
  /** The place of each operation in the mask of those in flight; reused after its return. */
  readonly slots: readonly number[];
  readonly slotCount: number;
  /** For each row those in flight, earliest return first: `inFlight[starts[r]]` to `starts[r + 1]`. */
  readonly inFlight: readonly number[];
  readonly starts: readonly number[];
  /** The first row at which each operation is in flight. */
  readonly firstRows: readonly number[];
  readonly groups: readonly PendingGroup<Input>[];
  /** How many of a group have been called at a row: `called[r * groups.length + g]`. */
  readonly called: readonly number[];
}

export function layOut<Input, Output>(
  history: History<Input, Output>,
  kindOf: (operation: Operation<Input, Output>) => number,
): Timeline<Input, Output> {
  const completed = history
    .filter(isCompleted)
    .sort((a, b) => a.returnedAt - b.returnedAt || a.calledAt - b.calledAt);
  const groups = groupPending(history, kindOf);
  return {
    completed,
    kinds: completed.map(kindOf),
    groups,
    called: countCalled(completed, groups),
    ...layOutRows(completed),
  };
}

function groupPending<Input, Output>(
  history: History<Input, Output>,
  kindOf: (operation: Operation<Input, Output>) => number,
): PendingGroup<Input>[] {
  const pending: Pending<Input>[] = [];
  for (const operation of history) if (!isCompleted(operation)) pending.push(operation);
  const groups = new Map<number, Pending<Input>[]>();
  for (const operation of pending.sort((a, b) => a.calledAt - b.calledAt)) {
    const kind = kindOf(operation);
    if (!groups.get(kind)?.push(operation)) groups.set(kind, [operation]);
  }
  return [...groups].map(([kind, operations]) => ({ kind, operations }));
}

function countCalled(
  completed: readonly Completed<unknown, unknown>[],
  groups: readonly PendingGroup<unknown>[],
): number[] {
  const called: number[] = [];
  const counts = groups.map(() => 0);
  for (const { returnedAt } of completed) {
    for (let group = 0; group < groups.length; group++) {
      const { operations } = groups[group]!;
      let count = counts[group]!;
      while (count < operations.length && operations[count]!.calledAt <= returnedAt) count++;
      counts[group] = count;
      called.push(count);
    }
  }
  return called;
}

function layOutRows(completed: readonly Completed<unknown, unknown>[]) {
  const byCall = completed.map((_, row) => row);
  byCall.sort((a, b) => completed[a]!.calledAt - completed[b]!.calledAt);
  const slots = completed.map(() => 0);
  const firstRows = completed.map(() => 0);
  const starts = [0];
  const inFlight: number[] = [];
  const freeSlots: number[] = [];
  let slotCount = 0;
  let calledCount = 0;
  /** Latest return first: so the one that returns at a row is the last of them. */
  const current: number[] = [];

  for (let row = 0; row < completed.length; row++) {
    const { returnedAt } = completed[row]!;
    for (; calledCount < byCall.length; calledCount++) {
      const operation = byCall[calledCount]!;
      if (completed[operation]!.calledAt > returnedAt) break;
      slots[operation] = freeSlots.pop() ?? slotCount++;
      firstRows[operation] = row;
      insertInto(current, operation);
    }
    for (let i = current.length - 1; i >= 0; i--) inFlight.push(current[i]!);
    starts.push(inFlight.length);
    current.pop();
    freeSlots.push(slots[row]!);
  }
  return { slots, slotCount, firstRows, inFlight, starts };
}

function insertInto(descending: number[], value: number): void {
  let at = descending.length;
  descending.push(value);
  for (; at > 0 && descending[at - 1]! < value; at--) descending[at] = descending[at - 1]!;
  descending[at] = value;
}
