// A hash table from two small numbers to a third, in flat memory: it is asked in the innermost loop,
// where a `Map` would need a key made of both.

const EMPTY = -1;

export class PairTable {
  #mask = 127;
  #entryCount = 0;
  /** Three numbers an entry: both halves of the key, then the value. */
  #entries = new Int32Array(3 * (this.#mask + 1)).fill(EMPTY);

  get size(): number {
    return this.#entryCount;
  }

  /** Both halves of the key are at least 0. */
  get(first: number, second: number): number | undefined {
    const at = this.#find(first, second);
    return this.#entries[at] === EMPTY ? undefined : this.#entries[at + 2];
  }

  set(first: number, second: number, value: number): void {
    if (2 * this.#entryCount > this.#mask) this.#grow();
    const at = this.#find(first, second);
    if (this.#entries[at] === EMPTY) this.#entryCount++;
    this.#entries[at] = first;
    this.#entries[at + 1] = second;
    this.#entries[at + 2] = value;
  }

  /** Where the pair is, or the free place where it belongs. */
  #find(first: number, second: number): number {
    const hash = Math.imul(Math.imul(first, 0x9e3779b1) ^ second, 0x85ebca6b);
    let slot = (hash ^ (hash >>> 15)) & this.#mask;
    for (;;) {
      const at = 3 * slot;
      const found = this.#entries[at];
      if (found === EMPTY || (found === first && this.#entries[at + 1] === second)) return at;
      slot = (slot + 1) & this.#mask;
    }
  }

  #grow(): void {
    const old = this.#entries;
    this.#mask = 2 * this.#mask + 1;
    this.#entries = new Int32Array(3 * (this.#mask + 1)).fill(EMPTY);
    this.#entryCount = 0;
    for (let at = 0; at < old.length; at += 3) {
      if (old[at] !== EMPTY) this.set(old[at]!, old[at + 1]!, old[at + 2]!);
    }
  }
}
