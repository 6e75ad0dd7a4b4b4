// A replicated log as its users see it: an append answers the index of its entry, counted from 1.

import { illegal } from '../model.ts';
import type { Model } from '../model.ts';
import { formatPlain, plainKey, samePlain } from '../plain-key.ts';
import { parseValue } from './value.ts';
import type { Value } from './value.ts';
import { findUnwritten } from './written-values.ts';

export type LogInput =
  | { readonly type: 'append'; readonly value: Value }
  | { readonly type: 'read'; readonly index: number };

/** An append answers an index; a read the entry's value, or `null` if the log is shorter. */
export type LogOutput = Value;

export const log: Model<readonly Value[], LogInput, LogOutput> = {
  name: 'log',
  initial: [],
  inputs: { append: { value: 'value' }, read: { index: 'number' } },
  key: plainKey,

  step(entries, input, output) {
    if (input.type === 'append') {
      const index = entries.length + 1;
      return output === undefined || output === index ? [...entries, input.value] : illegal;
    }
    const entry = entries[input.index - 1] ?? null;
    return output === undefined || samePlain(output, entry) ? entries : illegal;
  },

  isReadOnly: ({ type }) => type === 'read',

  describe(input, output) {
    const asked =
      input.type === 'append' ? `append ${formatPlain(input.value)}` : `read at ${input.index}`;
    if (output === undefined) return asked;
    return `${asked} ${input.type === 'append' ? 'at' : 'is'} ${formatPlain(output)}`;
  },

  parse(words) {
    const [verb, first, second, third] = words;
    if (verb === 'append' && first) {
      const output = second === 'at' && third ? parseValue(third) : undefined;
      return { input: { type: verb, value: parseValue(first) }, output };
    }
    if (verb !== 'read' || first !== 'at' || !second) return undefined;
    const output = third === 'is' && words[4] ? parseValue(words[4]) : undefined;
    return { input: { type: verb, index: Number(second) }, output };
  },

  // Entries never change, so that it is too late for another answer once there is an entry.
  isWithinReach(entries, input, output) {
    if (input.type === 'append') return typeof output === 'number' && entries.length < output;
    return entries.length < input.index || samePlain(output, entries[input.index - 1]);
  },

  enables: () => false,

  explain(entries, input, output) {
    const held = `log ${formatPlain(entries)}`;
    return input.type === 'append'
      ? `can't append at ${formatPlain(output)} to ${held}`
      : `can't read ${formatPlain(output)} at ${input.index} of ${held}`;
  },

  impossible: (history) =>
    findUnwritten(history, null, ({ input, output }) =>
      input.type === 'append' ? { puts: input.value } : { finds: output },
    ),

  // An entry moves all later ones up, so that only what changes nothing can be left out.
  separable: (operation) => (operation.input.type === 'read' ? [operation] : undefined),
};
