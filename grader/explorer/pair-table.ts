// From two small whole numbers to a third, without an object per entry: open addressing over one typed array.

export const absent = -1;

const width = 3;

export class PairTable {
  /** First number plus one (0: free), second number, value. */
  #slots = new Int32Array(64 * width);
  #mask = 63;
  #count = 0;

  /** Both are whole numbers from 0. Returns `absent` where nothing was set. */
  get(first: number, second: number): number {
    const slots = this.#slots;
    let at = spread(first, second) & this.#mask;
    for (;;) {
      const slot = at * width;
      const held = slots[slot]!;
      if (held === 0) return absent;
      if (held === first + 1 && slots[slot + 1] === second) return slots[slot + 2]!;
      at = (at + 1) & this.#mask;
    }
  }

  /** Only for a pair that is absent. */
  set(first: number, second: number, value: number): void {
    if (this.#count * 2 >= this.#mask) this.#grow();
    this.#count++;
    let at = spread(first, second) & this.#mask;
    while (this.#slots[at * width] !== 0) at = (at + 1) & this.#mask;
    this.#slots[at * width] = first + 1;
    this.#slots[at * width + 1] = second;
    this.#slots[at * width + 2] = value;
  }

  clear(): void {
    this.#slots.fill(0);
    this.#count = 0;
  }

  #grow(): void {
    const old = this.#slots;
    this.#mask = this.#mask * 2 + 1;
    this.#slots = new Int32Array((this.#mask + 1) * width);
    this.#count = 0;
    for (let slot = 0; slot < old.length; slot += width) {
      if (old[slot] !== 0) this.set(old[slot]! - 1, old[slot + 1]!, old[slot + 2]!);
    }
  }
}

function spread(first: number, second: number): number {
  let hash = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}
