// Draws that are keyed, not streamed: each is a function of the seed and of what it is for. Taking one fault away thus
// leaves every other draw as it was.

/** Mixes a seed with up to three further whole numbers into 32 bits: the same bits on every platform. */
export function mix(seed: number, first: number, second = 0, third = 0): number {
  let hash = scramble(seed ^ 0x9e3779b9);
  // Unrolled: this is called for every message.
  hash = scramble(hash ^ Math.imul(first | 0, 0x85ebca6b)) + 0x9e3779b9;
  hash = scramble(hash ^ Math.imul(second | 0, 0x85ebca6b)) + 0x9e3779b9;
  hash = scramble(hash ^ Math.imul(third | 0, 0x85ebca6b)) + 0x9e3779b9;
  return scramble(hash);
}

/** The finalizer of MurmurHash3: every bit of the input changes about half of the bits of the output. */
function scramble(bits: number): number {
  let hash = bits | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A number in [0, 1) from 32 bits. */
export const fraction = (bits: number): number => bits / 2 ** 32;

/** Mixes a text into 32 bits (FNV-1a, then scrambled). */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return scramble(hash);
}

/** A whole number in the closed range. */
export const integerIn = (bits: number, range: { min: number; max: number }): number =>
  range.min + Math.floor(fraction(bits) * (range.max - range.min + 1));
