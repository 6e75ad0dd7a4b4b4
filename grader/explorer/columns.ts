// Typed storage that grows: for millions of numbers, at their own size in bytes.

/** A column of 32-bit whole numbers, addressed by index. `at` is replaced when it grows: never keep it across a push. */
export class Numbers {
  at = new Int32Array(256);
  count = 0;

  push(value: number): number {
    if (this.count === this.at.length) {
      this.at = grown(this.at, this.at.length * 2);
    }
    this.at[this.count] = value;
    return this.count++;
  }
}

/** A longer copy of the same numbers. */
export function grown(numbers: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(length);
  copy.set(numbers);
  return copy;
}

const chunkBits = 15;
const chunkSize = 1 << chunkBits;

/** The same in chunks: nothing is copied when it grows, and nothing held in reserve but the rest of one chunk. */
export class LongColumn {
  readonly #chunks: Int32Array[] = [];
  count = 0;

  push(value: number): void {
    const within = this.count & (chunkSize - 1);
    if (within === 0) this.#chunks.push(new Int32Array(chunkSize));
    this.#chunks[this.count >> chunkBits]![within] = value;
    this.count++;
  }

  get(index: number): number {
    return this.#chunks[index >> chunkBits]![index & (chunkSize - 1)]!;
  }

  get bytes(): number {
    return this.#chunks.length * chunkSize * 4;
  }
}

/** A flag for each whole number from 0. */
export class Flags {
  #at = new Uint8Array(256);

  has(index: number): boolean {
    return this.#at[index] === 1;
  }

  set(index: number): void {
    if (index >= this.#at.length) {
      const longer = new Uint8Array(index * 2);
      longer.set(this.#at);
      this.#at = longer;
    }
    this.#at[index] = 1;
  }

  forEach(visit: (index: number) => void): void {
    for (const [index, flag] of this.#at.entries()) if (flag === 1) visit(index);
  }
}
