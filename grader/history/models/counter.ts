// A counter to which amounts are added.

import { illegal } from '../model.ts';
import type { Model } from '../model.ts';
import { precedes } from '../operation.ts';
import { formatPlain } from '../plain-key.ts';

export type CounterInput =
  { readonly type: 'add'; readonly amount: number } | { readonly type: 'read' };

/** A read answers the sum; the answer to an add says nothing. */
export type CounterOutput = number | null;

export const counter: Model<number, CounterInput, CounterOutput> = {
  name: 'counter',
  initial: 0,
  inputs: { add: { amount: 'number' }, read: {} },
  key: String,

  step(sum, input, output) {
    if (input.type === 'add') return sum + input.amount;
    return output === undefined || output === sum ? sum : illegal;
  },

  isReadOnly: ({ type }) => type === 'read',

  describe(input, output) {
    if (input.type === 'add') return `add ${input.amount}`;
    return output === undefined ? 'read' : `read ${formatPlain(output)}`;
  },

  parse([verb, word]) {
    if (word !== undefined && !/^-?\d+$/.test(word)) return undefined;
    if (verb === 'add' && word)
      return { input: { type: verb, amount: Number(word) }, output: null };
    if (verb !== 'read') return undefined;
    return { input: { type: verb }, output: word === undefined ? undefined : Number(word) };
  },

  explain: (sum, _input, output) => `can't read ${formatPlain(output)} from counter ${sum}`,

  separable(operation, history) {
    if (operation.input.type === 'read') return [operation];
    const mayCount = history.some(
      ({ input, ...other }) => input.type === 'read' && !precedes({ input, ...other }, operation),
    );
    return mayCount ? undefined : [operation];
  },
};
