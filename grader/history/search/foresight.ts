// Sees that a configuration leads nowhere before all ways on from it were tried: something in flight,
// or soon to be, was answered in a way that none of what may still come before it can bring about.

import { ROW, STATE } from './configurations.ts';
import { isInMask } from './mask.ts';
import type { Timeline } from './timeline.ts';
import type { Transitions } from './transitions.ts';

/** What may make the answer of one operation right. */
interface Enablers {
  /** Rows of operations that returned, and that may come before it; the last one first. */
  readonly rows: readonly number[];
  /** Groups of operations that never returned. */
  readonly groups: readonly number[];
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
    const { slots, firstRows, groups: allGroups, called } = this.#timeline;
    const { rows, groups } = (this.#enablersOf[operation] ??= this.#findEnablers(operation));
    const row = draft[ROW]!;
    for (const other of rows) {
      if (other < row) break;
      if (firstRows[other]! > row || !isInMask(draft, slots[other]!)) return true;
    }
    return groups.some(
      (group) => draft[this.#used + group]! < called[operation * allGroups.length + group]!,
    );
  }

  #findEnablers(operation: number): Enablers {
    const { inFlight, starts, firstRows, kinds, groups } = this.#timeline;
    const kind = kinds[operation]!;
    const isEnabler = (row: number) =>
      row !== operation && this.#transitions.enables(kinds[row]!, kind);
    const later = inFlight.subarray(starts[operation], starts[operation + 1]);
    const rows = Array.from(later).filter(isEnabler).reverse();
    // Nobody asks about this operation at a row from which it is not in sight.
    const rowMin = Math.max(0, Math.min(firstRows[operation]!, operation - ROWS_AHEAD));
    for (let row = operation - 1; row >= rowMin; row--) if (isEnabler(row)) rows.push(row);
    return {
      rows,
      groups: [...groups.keys()].filter((group) =>
        this.#transitions.enables(groups[group]!.kind, kind),
      ),
    };
  }
}
