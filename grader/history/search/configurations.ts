// The configurations that a search has met. Each is a few numbers in one flat array: the row that it
// has reached, the model's state, a mask of what is in flight and done, and how many pending
// operations of each group were used.

const NONE = -1;
const DOMINATED = -2;

/** Where in a draft, and in an entry, things are. The mask's words and the used counts follow. */
export const ROW = 0;
export const STATE = 1;
export const MASK = 2;

/** What `insert` answers if a configuration that is as good or better is known. */
export const KNOWN = -1;

/** A power of two. Most searches are those of a history that shrinks, and are soon over. */
const entriesAtFirst = 16;

export class Configurations {
  /** How many numbers at the front must be equal for two configurations to be compared. */
  readonly #keyWidth: number;
  /** The key, then the used counts: what a draft holds. */
  readonly #draftWidth: number;
  /** A draft, then the next entry of its chain, the entry that it came from, and by which move. */
  readonly #entryWidth: number;

  #entries: Int32Array;
  #count = 0;
  #chains: Int32Array;

  constructor(maskWords: number, groupCount: number) {
    this.#keyWidth = MASK + maskWords;
    this.#draftWidth = this.#keyWidth + groupCount;
    this.#entryWidth = this.#draftWidth + 3;
    this.#entries = new Int32Array(entriesAtFirst * this.#entryWidth);
    this.#chains = new Int32Array(entriesAtFirst).fill(NONE);
  }

  draft(): Int32Array {
    return new Int32Array(this.#draftWidth);
  }

  /** Where the used counts begin in a draft. */
  get used(): number {
    return this.#keyWidth;
  }

  /** How many were met, dominated ones included. */
  get count(): number {
    return this.#count;
  }

  load(entry: number, draft: Int32Array): void {
    const at = entry * this.#entryWidth;
    for (let i = 0; i < this.#draftWidth; i++) draft[i] = this.#entries[at + i]!;
  }

  row(entry: number): number {
    return this.#entries[entry * this.#entryWidth + ROW]!;
  }

  parent(entry: number): number {
    return this.#entries[entry * this.#entryWidth + this.#draftWidth + 1]!;
  }

  move(entry: number): number {
    return this.#entries[entry * this.#entryWidth + this.#draftWidth + 2]!;
  }

  /** A configuration met later is as good and used fewer pending operations: this one is not needed. */
  isDominated(entry: number): boolean {
    return this.#entries[entry * this.#entryWidth + this.#draftWidth] === DOMINATED;
  }

  /**
   * Adds a configuration, unless one with the same key is known that used no more of any group:
   * whatever can follow the draft can follow that one. Marks the entries which the draft dominates.
   */
  insert(draft: Int32Array, parent: number, move: number): number {
    if (2 * this.#count > this.#chains.length) this.#growChains();
    const chain = this.#chainOf(draft, 0);
    const nextAt = this.#draftWidth;

    let previous = NONE;
    let entry = this.#chains[chain]!;
    while (entry !== NONE) {
      const at = entry * this.#entryWidth;
      const next = this.#entries[at + nextAt]!;
      if (this.#sameKey(at, draft)) {
        if (this.#usesNoMore(this.#entries, at, draft, 0)) return KNOWN;
        if (this.#usesNoMore(draft, 0, this.#entries, at)) {
          this.#entries[at + nextAt] = DOMINATED;
          if (previous === NONE) this.#chains[chain] = next;
          else this.#entries[previous * this.#entryWidth + nextAt] = next;
          entry = next;
          continue;
        }
      }
      previous = entry;
      entry = next;
    }
    return this.#append(draft, chain, parent, move);
  }

  #append(draft: Int32Array, chain: number, parent: number, move: number): number {
    const at = this.#count * this.#entryWidth;
    if (at + this.#entryWidth > this.#entries.length) {
      const larger = new Int32Array(2 * this.#entries.length);
      larger.set(this.#entries);
      this.#entries = larger;
    }
    for (let i = 0; i < this.#draftWidth; i++) this.#entries[at + i] = draft[i]!;
    this.#entries[at + this.#draftWidth] = this.#chains[chain]!;
    this.#entries[at + this.#draftWidth + 1] = parent;
    this.#entries[at + this.#draftWidth + 2] = move;
    this.#chains[chain] = this.#count;
    return this.#count++;
  }

  #sameKey(at: number, draft: Int32Array): boolean {
    for (let i = 0; i < this.#keyWidth; i++) if (this.#entries[at + i] !== draft[i]) return false;
    return true;
  }

  #usesNoMore(a: Int32Array, aAt: number, b: Int32Array, bAt: number): boolean {
    for (let i = this.#keyWidth; i < this.#draftWidth; i++) {
      if (a[aAt + i]! > b[bAt + i]!) return false;
    }
    return true;
  }

  #chainOf(words: Int32Array, at: number): number {
    let hash = 0;
    for (let i = 0; i < this.#keyWidth; i++) {
      hash = Math.imul(hash ^ words[at + i]!, 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    return hash & (this.#chains.length - 1);
  }

  #growChains(): void {
    this.#chains = new Int32Array(4 * this.#chains.length).fill(NONE);
    for (let entry = 0; entry < this.#count; entry++) {
      if (this.isDominated(entry)) continue;
      const at = entry * this.#entryWidth;
      const chain = this.#chainOf(this.#entries, at);
      this.#entries[at + this.#draftWidth] = this.#chains[chain]!;
      this.#chains[chain] = entry;
    }
  }
}
