// A store of strings by key, with get, put and append. A missing key reads as the empty string.

import { illegal } from '../model.ts';
import type { Impossible, Model } from '../model.ts';
import { isCompleted } from '../operation.ts';
import type { History, Operation } from '../operation.ts';
import { formatPlain } from '../plain-key.ts';
import { canReadFrom } from './written-values.ts';

export type KeyValueInput =
  | { readonly type: 'get'; readonly key: string }
  | { readonly type: 'put' | 'append'; readonly key: string; readonly value: string };

/** A get answers the value; the answer to a put or an append says nothing. */
export type KeyValueOutput = string | null;

/** Pairs of key and value, sorted by key. Shared between states, never changed in place. */
type Store = readonly (readonly [key: string, value: string])[];

/** The store as one object: the order of operations on different keys is checked as well. */
export const keyValueWhole: Model<Store, KeyValueInput, KeyValueOutput> = {
  name: 'kv-nopart',
  initial: [],
  key: (store) => store.flat(),

  step(store, input, output) {
    const before = lookUp(store, input.key);
    if (input.type === 'get') {
      return output === undefined || output === before ? store : illegal;
    }
    return replace(store, input.key, input.type === 'put' ? input.value : before + input.value);
  },

  isReadOnly: ({ type }) => type === 'get',

  describe(input, output) {
    const key = formatPlain(input.key);
    if (input.type !== 'get') return `${input.type} ${key} ${formatPlain(input.value)}`;
    return output === undefined ? `get ${key}` : `get ${key} ${formatPlain(output)}`;
  },

  parse([verb, key, value]) {
    if (key === undefined) return undefined;
    if (verb === 'get') return { input: { type: verb, key }, output: value && unquote(value) };
    if ((verb !== 'put' && verb !== 'append') || value === undefined) return undefined;
    return { input: { type: verb, key, value: unquote(value) }, output: null };
  },

  explain(store, { key }, output) {
    return `can't get ${formatPlain(output)} from key ${formatPlain(key)}, which holds ${formatPlain(lookUp(store, key))}`;
  },

  impossible: findUnwrittenEnding,

  separable(operation, history) {
    const { input } = operation;
    if (input.type === 'get') return [operation];

    const sameKey = history.filter((other) => other.input.key === input.key);
    const gets = sameKey.filter((other) => other.input.type === 'get').filter(isCompleted);
    const puts = sameKey.filter((other) => other.input.type === 'put').filter(isCompleted);
    return gets.some((get) => canReadFrom(get, operation, puts)) ? undefined : [operation];
  },
};

/** The same store, checked key by key: as strict, and far cheaper. */
export const keyValue: Model<Store, KeyValueInput, KeyValueOutput> = {
  ...keyValueWhole,
  name: 'kv',
  partition: ({ key }) => key,
};

/** What is read must end with what some put or append wrote last. */
function findUnwrittenEnding(
  history: History<KeyValueInput, KeyValueOutput>,
): Impossible<KeyValueInput, KeyValueOutput> | undefined {
  const writesOf = new Map<string, Operation<KeyValueInput, KeyValueOutput>[]>();
  for (const operation of history) {
    const { type, key } = operation.input;
    if (type === 'get') continue;
    if (!writesOf.get(key)?.push(operation)) writesOf.set(key, [operation]);
  }
  const unwritten = history.filter(isCompleted).find(({ input, output, returnedAt }) => {
    if (input.type !== 'get' || output === '') return false;
    const writes = writesOf.get(input.key) ?? [];
    return !writes.some((write) => write.calledAt <= returnedAt && endsWith(output, write));
  });
  return unwritten && { operation: unwritten, because: 'nobody had written what it ends with' };
}

function endsWith(
  output: KeyValueOutput,
  { input }: Operation<KeyValueInput, KeyValueOutput>,
): boolean {
  return input.type !== 'get' && typeof output === 'string' && output.endsWith(input.value);
}

function lookUp(store: Store, key: string): string {
  return store.find(([stored]) => stored === key)?.[1] ?? '';
}

function replace(store: Store, key: string, value: string): Store {
  if (lookUp(store, key) === value) return store;
  const others = store.filter(([stored]) => stored !== key);
  // A key that holds nothing is the same as a missing one, and must give the same state.
  if (value === '') return others;
  return [...others, [key, value] as const].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** A drawing writes the empty string, which no word can show, as "". */
const unquote = (word: string): string => (word === '""' ? '' : word);
