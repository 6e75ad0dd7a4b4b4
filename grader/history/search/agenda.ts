// The configurations that wait to be expanded, by the row that they have reached.

interface Waiting {
  entries: number[];
  /** Entries before this one have been taken from the front. */
  front: number;
}

/**
 * Gives them out from both ends in turn. From the far end it is a depth-first search (Wing and Gong
 * 1993), which finds a legal order early if there is one. From the near end it goes through the
 * returns one by one (just-in-time linearization, Lowe 2017), so that what is dominated is met late
 * and is never expanded. Both share what is known, so together they cost at most twice the better one.
 */
export class Agenda {
  readonly #rows: (Waiting | undefined)[] = [];
  #size = 0;
  #near = 0;
  #far = -1;
  #fromFar = false;

  add(entry: number, row: number): void {
    (this.#rows[row] ??= { entries: [], front: 0 }).entries.push(entry);
    this.#size++;
    this.#near = Math.min(this.#near, row);
    this.#far = Math.max(this.#far, row);
  }

  take(): number | undefined {
    if (this.#size === 0) return undefined;
    this.#size--;
    this.#fromFar = !this.#fromFar;
    return this.#fromFar ? this.#takeFar() : this.#takeNear();
  }

  #takeFar(): number {
    while (!this.#hasAny(this.#far)) this.#far--;
    return this.#rows[this.#far]!.entries.pop()!;
  }

  #takeNear(): number {
    while (!this.#hasAny(this.#near)) this.#rows[this.#near++] = undefined;
    const waiting = this.#rows[this.#near]!;
    return waiting.entries[waiting.front++]!;
  }

  #hasAny(row: number): boolean {
    const waiting = this.#rows[row];
    return waiting !== undefined && waiting.front < waiting.entries.length;
  }
}
