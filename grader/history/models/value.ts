// What the objects hold, and how a drawing writes it.

/** `null` stands for nothing: not written yet, nobody, empty. */
export type Value = string | number | boolean | null;

/** The inverse of `formatPlain`, for values: `nil`, `true`, `3`, and any other word is a string. */
export function parseValue(word: string): Value {
  if (word === 'nil') return null;
  if (word === 'true' || word === 'false') return word === 'true';
  return /^-?\d+$/.test(word) ? Number(word) : word;
}
