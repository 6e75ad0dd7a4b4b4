// The state that a search visits, unpacked: read from a record of the frontier into arrays that are used again and again.
import { grown } from './columns.ts';
import { highTerm, lowTerm } from './fingerprints.ts';
import type { Moves } from './moves.ts';
import type { Watches } from './watches.ts';

// A record: its length, how many crashes there were, the watchers, a cell for each node, the envelopes under way.
export const crashesAt = 1;
export const watchAt = 2;
export const cellsAt = 3;

const crashesKind = 4;

export class Visited {
  readonly #moves: Moves;
  readonly #watches: Watches;
  /** Its number: states are visited in the order in which they were found. */
  state = -1;
  crashes = 0;
  watch = 0;
  readonly cells: Int32Array;
  envelopes = new Int32Array(256);
  envelopeCount = 0;
  /** Its fingerprint under each renaming. */
  readonly low: Int32Array;
  readonly high: Int32Array;
  readonly crashTerms: { readonly low: readonly number[]; readonly high: readonly number[] };
  /** By envelope: the last visit that saw it under way, and the last that delivered it; visits count from 1. */
  #present = new Int32Array(1024);
  #delivered = new Int32Array(1024);

  constructor(moves: Moves, watches: Watches, sizes: { renamings: number; crashesMax: number }) {
    this.#moves = moves;
    this.#watches = watches;
    this.cells = new Int32Array(moves.nodes.length);
    this.low = new Int32Array(sizes.renamings);
    this.high = new Int32Array(sizes.renamings);
    const counts = Array.from({ length: sizes.crashesMax + 1 }, (_, count) => count);
    this.crashTerms = {
      low: counts.map((count) => lowTerm(crashesKind, count)),
      high: counts.map((count) => highTerm(crashesKind, count)),
    };
  }

  load(chunk: Int32Array, at: number): void {
    const nodeCount = this.cells.length;
    const first = cellsAt + nodeCount;
    this.state++;
    this.crashes = chunk[at + crashesAt]!;
    this.watch = chunk[at + watchAt]!;
    for (let node = 0; node < nodeCount; node++) this.cells[node] = chunk[at + cellsAt + node]!;
    const count = chunk[at]! - first;
    this.envelopeCount = count;
    if (count > this.envelopes.length) this.envelopes = new Int32Array(count * 2);
    this.#makeRoom();
    for (let index = 0; index < count; index++) {
      const envelope = chunk[at + first + index]!;
      this.envelopes[index] = envelope;
      this.#present[envelope] = this.state + 1;
    }
    for (let renaming = 0; renaming < this.low.length; renaming++) this.#addUp(renaming);
  }

  isUnderWay(envelope: number): boolean {
    return this.#present[envelope] === this.state + 1;
  }

  /** Of several copies that are under way, delivering any is the same step: true for all but the first. */
  isDelivered(envelope: number): boolean {
    if (this.#delivered[envelope] === this.state + 1) return true;
    this.#delivered[envelope] = this.state + 1;
    return false;
  }

  #addUp(renaming: number): void {
    const { cellTerms, envelopeTerms } = this.#moves;
    const { terms } = this.#watches;
    const renamings = this.low.length;
    const watchTerm = this.watch * renamings + renaming;
    let low = terms.low.at[watchTerm]! + this.crashTerms.low[this.crashes]!;
    let high = terms.high.at[watchTerm]! + this.crashTerms.high[this.crashes]!;
    for (let node = 0; node < this.cells.length; node++) {
      const term = this.cells[node]! * renamings + renaming;
      low = (low + cellTerms.low.at[term]!) | 0;
      high = (high + cellTerms.high.at[term]!) | 0;
    }
    for (let index = 0; index < this.envelopeCount; index++) {
      const term = this.envelopes[index]! * renamings + renaming;
      low = (low + envelopeTerms.low.at[term]!) | 0;
      high = (high + envelopeTerms.high.at[term]!) | 0;
    }
    this.low[renaming] = low;
    this.high[renaming] = high;
  }

  /** Every envelope that is known by now has its place. */
  #makeRoom(): void {
    const count = this.#moves.envelopes.length;
    if (count <= this.#present.length) return;
    this.#present = grown(this.#present, count * 2);
    this.#delivered = grown(this.#delivered, count * 2);
  }
}
