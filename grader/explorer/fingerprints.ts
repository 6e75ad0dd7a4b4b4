// Which states of the cluster have been seen. A state is known by a fingerprint of 64 bits, in two lanes of 32: the sum of
// one pseudo-random term for each of its parts, so that a step only adds and subtracts the terms of what it changed.
//
// Two different states with one fingerprint would mean that the second is taken for the first and never visited: a broken
// promise behind it could be missed, none could be invented. Among n states the chance is below n²/2⁶⁵: 3 in 100 million
// for a million states. The parts themselves (cells, envelopes, monitors) are told apart by their full text.
import { mix } from '../sim/random.ts';

const lowSeed = 0x51ed270b;
const highSeed = 0x2545f491;

/** The terms of parts that are numbered 0, 1, 2 …: `kind` keeps those of cells and of envelopes apart. */
export const lowTerm = (kind: number, id: number): number => mix(lowSeed, kind, id) | 0;
export const highTerm = (kind: number, id: number): number => mix(highSeed, kind, id) | 0;

export class FingerprintSet {
  /** Pairs of lanes; 0, 0 is a free slot. */
  #slots = new Int32Array(2 * 1024);
  #mask = 1023;
  size = 0;

  /** Adds the least of a state's fingerprints, of one for each renaming of nodes. True where it is new. */
  addLeast(lows: Int32Array, highs: Int32Array): boolean {
    let low = lows[0]!;
    let high = highs[0]!;
    for (let renaming = 1; renaming < lows.length; renaming++) {
      const other = lows[renaming]!;
      if (other > low || (other === low && highs[renaming]! >= high)) continue;
      low = other;
      high = highs[renaming]!;
    }
    return this.add(low, high);
  }

  /** True where it is new. */
  add(low: number, high: number): boolean {
    // A fingerprint of all zeros would look like a free slot.
    const lowLane = low === 0 && high === 0 ? 1 : low | 0;
    const highLane = high | 0;
    const slots = this.#slots;
    let at = lowLane & this.#mask;
    for (;;) {
      const heldLow = slots[at * 2]!;
      const heldHigh = slots[at * 2 + 1]!;
      if (heldLow === lowLane && heldHigh === highLane) return false;
      if (heldLow === 0 && heldHigh === 0) break;
      at = (at + 1) & this.#mask;
    }
    slots[at * 2] = lowLane;
    slots[at * 2 + 1] = highLane;
    if (++this.size * 5 > this.#mask * 3) this.#grow();
    return true;
  }

  get bytes(): number {
    return this.#slots.byteLength;
  }

  #grow(): void {
    const old = this.#slots;
    this.#mask = this.#mask * 2 + 1;
    this.#slots = new Int32Array((this.#mask + 1) * 2);
    this.size = 0;
    for (let slot = 0; slot < old.length; slot += 2) {
      if (old[slot] !== 0 || old[slot + 1] !== 0) this.add(old[slot]!, old[slot + 1]!);
    }
  }
}
