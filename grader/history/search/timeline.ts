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
  readonly kinds: Int32Array;
  /** The place of each operation in the mask of those in flight; reused after its return. */
  readonly slots: Int32Array;
  readonly slotCount: number;
  /** For each row those in flight, earliest return first: `inFlight[starts[r]]` to `starts[r + 1]`. */
  readonly inFlight: Int32Array;
  readonly starts: Int32Array;
  /** The first row at which each operation is in flight. */
  readonly firstRows: Int32Array;
  readonly groups: readonly PendingGroup<Input>[];
  /** How many of a group have been called at a row: `called[r * groups.length + g]`. */
  readonly called: Int32Array;
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
    kinds: Int32Array.from(completed, kindOf),
    groups,
    called: countCalled(completed, groups),
    ...layOutRows(completed),
  };
}

function groupPending<Input, Output>(
  history: History<Input, Output>,
  kindOf: (operation: Operation<Input, Output>) => number,
): PendingGroup<Input>[] {
  const groups = new Map<number, Pending<Input>[]>();
  for (const operation of history.toSorted((a, b) => a.calledAt - b.calledAt)) {
    if (isCompleted(operation)) continue;
    const kind = kindOf(operation);
    if (!groups.get(kind)?.push(operation)) groups.set(kind, [operation]);
  }
  return [...groups].map(([kind, operations]) => ({ kind, operations }));
}

function countCalled(
  completed: readonly Completed<unknown, unknown>[],
  groups: readonly PendingGroup<unknown>[],
): Int32Array {
  const called = new Int32Array(completed.length * groups.length);
  for (const [group, { operations }] of groups.entries()) {
    let count = 0;
    for (const [row, { returnedAt }] of completed.entries()) {
      while (count < operations.length && operations[count]!.calledAt <= returnedAt) count++;
      called[row * groups.length + group] = count;
    }
  }
  return called;
}

function layOutRows(completed: readonly Completed<unknown, unknown>[]) {
  const rows = completed.map((_, row) => row);
  const byCall = rows.toSorted((a, b) => completed[a]!.calledAt - completed[b]!.calledAt);
  const slots = new Int32Array(completed.length);
  const firstRows = new Int32Array(completed.length);
  const starts = [0];
  const inFlight: number[] = [];
  const freeSlots: number[] = [];
  let slotCount = 0;
  let calledCount = 0;
  let current: number[] = [];

  for (const [row, { returnedAt }] of completed.entries()) {
    for (; calledCount < byCall.length; calledCount++) {
      const operation = byCall[calledCount]!;
      if (completed[operation]!.calledAt > returnedAt) break;
      slots[operation] = freeSlots.pop() ?? slotCount++;
      firstRows[operation] = row;
      current.push(operation);
    }
    current.sort((a, b) => a - b);
    inFlight.push(...current);
    starts.push(inFlight.length);
    current = current.filter((operation) => operation !== row);
    freeSlots.push(slots[row]!);
  }
  return {
    slots,
    slotCount,
    firstRows,
    inFlight: Int32Array.from(inFlight),
    starts: Int32Array.from(starts),
  };
}
