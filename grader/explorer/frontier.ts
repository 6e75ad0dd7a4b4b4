// The states of one depth that are still to be visited: records of whole numbers, packed one after the other in chunks. The
// first number of a record is its length.

const chunkSize = 1 << 14;

export class Frontier {
  #full: { chunk: Int32Array<ArrayBuffer>; used: number }[] = [];
  #chunk = new Int32Array(chunkSize);
  #used = 0;
  #spare: Int32Array<ArrayBuffer>[] = [];
  count = 0;
  /** The most bytes that were held at one time. */
  bytesMax = 0;

  /** Makes room for a record of `length` numbers, its own length included. Write it to `chunk` from the offset returned. */
  reserve(length: number): number {
    if (this.#used + length > this.#chunk.length) this.#turn(length);
    const at = this.#used;
    this.#used += length;
    this.count++;
    this.#chunk[at] = length;
    return at;
  }

  get chunk(): Int32Array {
    return this.#chunk;
  }

  /** Empties the frontier into `visit`, record by record, while it returns true. */
  drain(visit: (chunk: Int32Array, at: number) => boolean): void {
    const chunks = [...this.#full, { chunk: this.#chunk, used: this.#used }];
    this.#full = [];
    this.#used = 0;
    this.count = 0;
    for (const { chunk, used } of chunks) {
      for (let at = 0; at < used; at += chunk[at]!) {
        if (!visit(chunk, at)) return;
      }
      if (chunk !== this.#chunk && chunk.length === chunkSize) this.#spare.push(chunk);
    }
  }

  /** Chunks that are no longer needed here, for another frontier to fill. */
  lendTo(other: Frontier): void {
    other.#spare.push(...this.#spare);
    this.#spare = [];
  }

  #turn(length: number): void {
    this.#full.push({ chunk: this.#chunk, used: this.#used });
    this.#chunk =
      length > chunkSize
        ? new Int32Array(length)
        : (this.#spare.pop() ?? new Int32Array(chunkSize));
    this.#used = 0;
    this.bytesMax = Math.max(this.bytesMax, (this.#full.length + 1) * chunkSize * 4);
  }
}
