// A store of strings by key, with get, put and append. A missing key reads as the empty string.

import { illegal } from '../model.ts';
import type { Impossible, Model } from '../model.ts';
import { isCompleted } from '../operation.ts';
import type { History, Operation } from '../operation.ts';
import { formatPlain } from '../plain-key.ts';
import { isNeeded } from './written-values.ts';
import type { Dependence } from './written-values.ts';

export type KeyValueInput =
  | { readonly type: 'get'; readonly key: string }
  | { readonly type: 'put' | 'append'; readonly key: string; readonly value: string };

/** A get answers the value; the answer to a put or an append says nothing. */
export type KeyValueOutput = string | null;

/** Keys in their order, each followed by its value. A key that holds nothing is not in it. */
export type Store = readonly string[];

/** The store as one object: the order of operations on different keys is checked as well. */
export const keyValueWhole: Model<Store, KeyValueInput, KeyValueOutput> = {
  name: 'kv-nopart',
  initial: [],
  inputs: {
    get: { key: 'string' },
    put: { key: 'string', value: 'string' },
    append: { key: 'string', value: 'string' },
  },
  key: (store) => store,

  step(store, input, output) {
    const before = lookUp(store, input.key);
    if (input.type === 'get') {
      return output === undefined || output === before ? store : illegal;
    }
    return replace(store, input.key, input.type === 'put' ? input.value : before + input.value);
  },

  footprint: ({ key }) => key,
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

  // Appends only make a value longer, so that it must be the beginning of what will be read.
  isWithinReach(store, input, output) {
    return input.type !== 'get' || !!output?.startsWith(lookUp(store, input.key));
  },

  enables: (other, input, output) =>
    other.type === 'put' && other.key === input.key && !!output?.startsWith(other.value),

  explain(store, { key }, output) {
    return `can't get ${formatPlain(output)} from key ${formatPlain(key)}, which holds ${formatPlain(lookUp(store, key))}`;
  },

  impossible: findUnwrittenEnding,

  separable(operation, history) {
    const { input } = operation;
    if (input.type === 'get') return [operation];
    const sameKey = history.filter((other) => other.input.key === input.key);
    return isNeeded(operation, sameKey, dependence) ? undefined : [operation];
  },
};

const dependence: Dependence<KeyValueInput, KeyValueOutput> = {
  // A value holds all that was appended, so that any get may rest on any write.
  dependsOn: (other) => other.input.type === 'get' && isCompleted(other),
  overwrites: (other) => other.input.type === 'put',
  isAlike: ({ input }, writer) =>
    input.type !== 'get' && writer.input.type !== 'get' && input.value === writer.input.value,
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
  for (let at = 0; at < store.length; at += 2) if (store[at] === key) return store[at + 1]!;
  return '';
}

function replace(store: Store, key: string, value: string): Store {
  let at = 0;
  while (at < store.length && store[at]! < key) at += 2;
  const isHeld = store[at] === key;
  if (value === '') return isHeld ? store.toSpliced(at, 2) : store;
  return isHeld ? store.with(at + 1, value) : store.toSpliced(at, 0, key, value);
}

/** A drawing writes the empty string, which no word can show, as "". */
const unquote = (word: string): string => (word === '""' ? '' : word);
