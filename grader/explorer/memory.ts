// Copies of a node's memory, to run a handler on and to keep what came of it.
import { assertPlain } from '../sim/plain.ts';

/**
 * A deep copy that keeps what is shared within the value: where two fields of a node's memory are one object, a change
 * through the first must still be seen through the second, as it is in the world.
 */
export function copyMemory<T extends object>(memory: T): T {
  const copies = new Map<object, object>();

  function copy(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    const known = copies.get(value);
    if (known) return known;
    const copied = emptyLike(value);
    copies.set(value, copied);
    fill(copied, value);
    return copied;
  }

  function fill(copied: object, value: object): void {
    if (value instanceof Map) {
      for (const [key, inner] of value)
        (copied as Map<unknown, unknown>).set(copy(key), copy(inner));
    } else if (value instanceof Set) {
      for (const inner of value) (copied as Set<unknown>).add(copy(inner));
    } else {
      for (const [key, inner] of Object.entries(value)) Reflect.set(copied, key, copy(inner));
    }
  }

  return copy(memory) as T;
}

/** @throws NotPlain where it holds anything but plain data. */
export function takeMemory(memory: object): object {
  assertPlain(memory, 'memory', 'state');
  return copyMemory(memory);
}

function emptyLike(value: object): object {
  if (value instanceof Map) return new Map();
  if (value instanceof Set) return new Set();
  return Array.isArray(value) ? Array.from({ length: value.length }) : {};
}

/** The value with every name of a node that is a whole string in it replaced, keys included. */
export function rename<T>(value: T, names: ReadonlyMap<string, string>): T {
  const renamed = (inner: unknown): unknown => {
    if (typeof inner === 'string') return names.get(inner) ?? inner;
    if (typeof inner !== 'object' || inner === null) return inner;
    if (Array.isArray(inner)) return inner.map(renamed);
    if (inner instanceof Set) return new Set([...inner].map(renamed));
    if (inner instanceof Map) {
      return new Map([...inner].map(([key, part]) => [renamed(key), renamed(part)]));
    }
    return Object.fromEntries(
      Object.entries(inner).map(([key, part]) => [names.get(key) ?? key, renamed(part)]),
    );
  };
  return renamed(value) as T;
}
