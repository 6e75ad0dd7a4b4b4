// The values of a property's counterexample as text, so that a replay token can carry them.
import fc from 'fast-check';
import { encodeToken, decodeToken } from './token.ts';
import { fromWire, toWire } from './wire.ts';

/** The token of values that broke a property. `undefined` where text can't bring the very same values back. */
export function tokenOfValues(
  of: { readonly exercise: string; readonly check: string },
  values: unknown,
): string | undefined {
  const packed = packValues(values);
  if (packed === undefined) return undefined;
  const token = encodeToken({ ...of, replay: { kind: 'values', values: packed } });
  // Too many values for a line that is copied.
  return decodeToken(token) && token;
}

/** `undefined` where the text is not one that `tokenOfValues` made. */
export function unpackValues(text: string): unknown[] | undefined {
  try {
    const values = fromWire(JSON.parse(text));
    return Array.isArray(values) ? values : undefined;
  } catch {
    return undefined;
  }
}

function packValues(values: unknown): string | undefined {
  try {
    const packed = JSON.stringify(toWire(values));
    return fc.stringify(unpackValues(packed)) === fc.stringify(values) ? packed : undefined;
  } catch {
    return undefined;
  }
}
