// Sees that a configuration leads nowhere before all ways on from it were tried: something in flight,
// or soon to be, was answered in a way that none of what may still come before it can bring about.

import { ROW, STATE } from './configurations.ts';
import { isInMask } from './mask.ts';
import type { Timeline } from './timeline.ts';
import type { Transitions } from './transitions.ts';

/** What may make the answer of one operation right, as far as somebody has asked for it. */
interface Enablers {
  /** Rows of operations that returned, and that may come before it; the last one first. */
  readonly rows: number[];
  /** Those in flight at its return were looked at down to this index, then the rows before it down to that one. */
  inFlightFrom: number;
  rowFrom: number;
  /** Groups of operations that never returned. */
  groups: readonly number[] | undefined;
}

/** Operations that return within so many rows are in sight: more cost time, and seldom see more. */
const ROWS_AHEAD = 16;

export class Foresight {
  readonly #transitions: Transitions<unknown, unknown, unknown>;
  readonly #timeline: Timeline<unknown, unknown>;
  /** Where the used counts begin in a draft. */
  readonly #used: number;
  /** Found when first asked for: most answers are right when their time comes. */
  readonly #enablersOf: (Enablers | undefined)[] = [];

  constructor(
    transitions: Transitions<unknown, unknown, unknown>,
    timeline: Timeline<unknown, unknown>,
    used: number,
  ) {
    this.#transitions = transitions;
    this.#timeline = timeline;
    this.#used = used;
  }

  /** An operation whose answer can't become right any more, if there is one in sight. */
  findLost(draft: Int32Array): number | undefined {
    const { inFlight, starts, slots, firstRows, completed } = this.#timeline;
    const row = draft[ROW]!;
    if (row === completed.length) return undefined;
    const end = starts[row + 1]!;
    for (let i = starts[row]!; i < end; i++) {
      const operation = inFlight[i]!;
      if (isInMask(draft, slots[operation]!)) continue;
      if (this.#isLost(draft, operation)) return operation;
    }
    const ahead = Math.min(row + ROWS_AHEAD, completed.length);
    for (let operation = row + 1; operation < ahead; operation++) {
      if (firstRows[operation]! > row && this.#isLost(draft, operation)) return operation;
    }
    return undefined;
  }

  #isLost(draft: Int32Array, operation: number): boolean {
    const { kinds } = this.#timeline;
    if (this.#transitions.isWithinReach(draft[STATE]!, kinds[operation]!)) return false;
    return !this.#isEnabled(draft, operation);
  }

  /** Whether something that may bring the answer about is not placed yet. */
  #isEnabled(draft: Int32Array, operation: number): boolean {
    const { slots, firstRows, starts, groups: allGroups, called } = this.#timeline;
    const enablers = (this.#enablersOf[operation] ??= {
      rows: [],
      inFlightFrom: starts[operation + 1]!,
      rowFrom: operation,
      groups: undefined,
    });
    const row = draft[ROW]!;
    for (let i = 0; ; i++) {
      const other = enablers.rows[i] ?? this.#findEnabler(operation, enablers, row);
      if (other === undefined || other < row) break;
      if (firstRows[other]! > row || !isInMask(draft, slots[other]!)) return true;
    }
    enablers.groups ??= this.#groupsThatEnable(operation);
    for (const group of enablers.groups) {
      const isLeft = draft[this.#used + group]! < called[operation * allGroups.length + group]!;
      if (isLeft) return true;
    }
    return false;
  }

  /** The next one that may come before the operation and bring its answer about, no earlier than `rowMin`. */
  #findEnabler(operation: number, enablers: Enablers, rowMin: number): number | undefined {
    const { inFlight, starts, kinds } = this.#timeline;
    const kind = kinds[operation]!;
    let found: number | undefined;
    while (found === undefined && enablers.inFlightFrom > starts[operation]!) {
      const other = inFlight[--enablers.inFlightFrom]!;
      if (other !== operation && this.#transitions.enables(kinds[other]!, kind)) found = other;
    }
    while (found === undefined && enablers.rowFrom > rowMin) {
      const other = --enablers.rowFrom;
      if (this.#transitions.enables(kinds[other]!, kind)) found = other;
    }
    if (found !== undefined) enablers.rows.push(found);
    return found;
  }

  #groupsThatEnable(operation: number): number[] {
    const { groups, kinds } = this.#timeline;
    const found: number[] = [];
    for (const [group, { kind }] of groups.entries()) {
      if (this.#transitions.enables(kind, kinds[operation]!)) found.push(group);
    }
    return found;
  }
}
