// A list to which values are appended and which is read as a whole, as Jepsen's list-append workload
// (Kingsbury and Alvaro 2020): every read shows in which order the appends took effect.

import { illegal } from '../model.ts';
import type { Model } from '../model.ts';
import { precedes } from '../operation.ts';
import { formatPlain, plainKey, samePlain } from '../plain-key.ts';
import { parseValue } from './value.ts';
import type { Value } from './value.ts';
import { findUnwritten } from './written-values.ts';

export type ListInput =
  { readonly type: 'append'; readonly value: Value } | { readonly type: 'read' };

/** A read answers the whole list; the answer to an append says nothing. */
export type ListOutput = readonly Value[] | null;

export const appendOnlyList: Model<readonly Value[], ListInput, ListOutput> = {
  name: 'append-only-list',
  initial: [],
  inputs: { append: { value: 'value' }, read: {} },
  key: plainKey,

  step(list, input, output) {
    if (input.type === 'append') return [...list, input.value];
    return output === undefined || samePlain(output, list) ? list : illegal;
  },

  isReadOnly: ({ type }) => type === 'read',

  describe(input, output) {
    if (input.type === 'append') return `append ${formatPlain(input.value)}`;
    return output === undefined ? 'read' : `read ${formatPlain(output)}`;
  },

  parse([verb, ...words]) {
    const [first] = words;
    if (verb === 'append' && first) {
      return { input: { type: verb, value: parseValue(first) }, output: null };
    }
    if (verb !== 'read') return undefined;
    if (first === undefined) return { input: { type: verb }, output: undefined };
    const list = words
      .join(' ')
      .replace(/^\[|\]$/g, '')
      .split(' ')
      .filter(Boolean);
    return { input: { type: verb }, output: list.map(parseValue) };
  },

  // A list only grows, so that it must be the beginning of what will be read.
  isWithinReach(list, input, output) {
    if (input.type === 'append') return true;
    return samePlain(list, output?.slice(0, list.length));
  },

  enables: () => false,

  explain: (list, _input, output) =>
    `can't read ${formatPlain(output)} from list ${formatPlain(list)}`,

  impossible: (history) =>
    findUnwritten(history, undefined, ({ input, output }) =>
      input.type === 'append' ? { puts: input.value } : { finds: output?.at(-1) },
    ),

  separable(operation, history) {
    if (operation.input.type === 'read') return [operation];
    const mayShow = history.some(
      (other) => other.input.type === 'read' && !precedes(other, operation),
    );
    return mayShow ? undefined : [operation];
  },
};
