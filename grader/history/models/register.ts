// A read/write register, the object of Lamport 1986 and of the ABD algorithm.

import { illegal } from '../model.ts';
import type { Model } from '../model.ts';
import { isCompleted } from '../operation.ts';
import { formatPlain, plainKey, samePlain } from '../plain-key.ts';
import { parseValue } from './value.ts';
import type { Value } from './value.ts';
import { canReadFrom, findUnwritten } from './written-values.ts';

export type RegisterInput = { readonly type: 'write'; readonly value: Value } | { type: 'read' };

/** A read answers the value; the answer to a write says nothing, whatever it is. */
export type RegisterOutput = Value;

export const register: Model<Value, RegisterInput, RegisterOutput> = registerHolding(null);

/** A register that holds `initial` before the first write. */
export function registerHolding(initial: Value): Model<Value, RegisterInput, RegisterOutput> {
  return {
    name: 'register',
    initial,
    key: plainKey,

    step(state, input, output) {
      if (input.type === 'write') return input.value;
      return output === undefined || samePlain(output, state) ? state : illegal;
    },

    isReadOnly: ({ type }) => type === 'read',

    describe(input, output) {
      if (input.type === 'write') return `write ${formatPlain(input.value)}`;
      return output === undefined ? 'read' : `read ${formatPlain(output)}`;
    },

    parse([verb, word]) {
      if (verb === 'write' && word) {
        return { input: { type: verb, value: parseValue(word) }, output: null };
      }
      if (verb !== 'read') return undefined;
      return { input: { type: verb }, output: word ? parseValue(word) : undefined };
    },

    explain: (state, _input, output) =>
      `can't read ${formatPlain(output)} from register ${formatPlain(state)}`,

    impossible: (history) =>
      findUnwritten(history, initial, ({ input, output }) =>
        input.type === 'write' ? { puts: input.value } : { finds: output },
      ),

    separable(operation, history) {
      const { input } = operation;
      if (input.type === 'read') return [operation];

      const writes = history.filter((other) => other.input.type === 'write').filter(isCompleted);
      const isRead = history.some(
        (other) =>
          other.input.type === 'read' &&
          samePlain(other.output, input.value) &&
          canReadFrom(other, operation, writes),
      );
      return isRead ? undefined : [operation];
    },
  };
}
