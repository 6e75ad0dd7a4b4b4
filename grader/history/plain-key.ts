// One string for each plain value, so that values can be compared and used as keys of a table.

/**
 * Two plain values have the same key if and only if they are the same data. Unlike JSON it tells
 * `NaN`, `null` and `undefined` apart and does not depend on the order of an object's fields: a
 * wrong answer must never pass because it was written down like the right one.
 */
export function plainKey(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'object' || value === null) return `${typeof value}:${String(value)}`;
  if (Array.isArray(value)) return `[${Array.from(value, plainKey).join()}]`;
  if (value instanceof Map) return `Map${plainKey([...value])}`;
  if (value instanceof Set) return `Set${plainKey([...value])}`;

  let fields = '';
  for (const name of Object.keys(value).sort()) {
    const field = plainKey((value as Record<string, unknown>)[name]);
    fields += `${fields === '' ? '' : ','}${JSON.stringify(name)}:${field}`;
  }
  return `{${fields}}`;
}

/** Whether two plain values are the same data. */
export function samePlain(a: unknown, b: unknown): boolean {
  if (a === b || Object.is(a, b)) return true;
  return typeof a === 'object' && typeof b === 'object' && plainKey(a) === plainKey(b);
}

/** A value as a sentence shows it: strings without their quotes if they can't be misread. */
export function formatPlain(value: unknown): string {
  if (value === null) return 'nil';
  if (typeof value === 'string') return /^[\w.:-]+$/.test(value) ? value : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(formatPlain).join(' ')}]`;
  return plainKey(value);
}
