// Verdicts on their way out of the judging process: JSON, with what JSON has no words for spelt out. States of nodes hold
// Map and Set, and numbers that are none.

/** Plain data as JSON can carry it. */
export function toWire(value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) return { $number: String(value) };
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((inner) => toWire(inner ?? null));
  if (value instanceof Map) return { $map: [...value].map((entry) => entry.map(toWire)) };
  if (value instanceof Set) return { $set: [...value].map(toWire) };

  const entries = Object.entries(value).map(([key, inner]) => [key, toWire(inner)] as const);
  const object: unknown = Object.fromEntries(entries);
  // A learner may have a field of such a name.
  return entries.some(([key]) => key.startsWith('$')) ? { $object: entries } : object;
}

/** Brings back what `toWire` was given; properties that were `undefined` are gone. */
export function fromWire(wire: unknown): unknown {
  if (typeof wire !== 'object' || wire === null) return wire;
  if (Array.isArray(wire)) return wire.map(fromWire);
  const { $number, $map, $set, $object } = wire as Record<string, unknown>;
  if (typeof $number === 'string') return Number($number);
  if (Array.isArray($map)) return new Map(entriesOf($map));
  if (Array.isArray($set)) return new Set($set.map(fromWire));
  if (Array.isArray($object)) return Object.fromEntries(entriesOf($object));
  return Object.fromEntries(Object.entries(wire).map(([key, inner]) => [key, fromWire(inner)]));
}

const entriesOf = (wires: readonly unknown[]): [string, unknown][] =>
  wires.map((entry) => (entry as unknown[]).map(fromWire) as [string, unknown]);
