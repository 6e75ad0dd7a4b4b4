// The mask in a configuration's draft: a bit for each slot, which says whether the operation that is in
// flight there has been placed.

import { MASK } from './configurations.ts';

export function isInMask(draft: Int32Array, slot: number): boolean {
  return (draft[MASK + (slot >> 5)]! & (1 << (slot & 31))) !== 0;
}

export function addToMask(draft: Int32Array, slot: number): void {
  const word = MASK + (slot >> 5);
  draft[word] = draft[word]! | (1 << (slot & 31));
}

export function removeFromMask(draft: Int32Array, slot: number): void {
  const word = MASK + (slot >> 5);
  draft[word] = draft[word]! & ~(1 << (slot & 31));
}

/** How many are placed, in a mask that ends before `end`. */
export function countMask(draft: Int32Array, end: number): number {
  let count = 0;
  for (let word = MASK; word < end; word++) {
    for (let bits = draft[word]!; bits !== 0; bits &= bits - 1) count++;
  }
  return count;
}
