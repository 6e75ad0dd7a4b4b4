// A read/write register, the object of Lamport 1986 and of the ABD algorithm.

import { illegal } from '../model.ts';
import type { Model } from '../model.ts';
import type { Operation } from '../operation.ts';
import { formatPlain, plainKey, samePlain } from '../plain-key.ts';
import { parseValue } from './value.ts';
import type { Value } from './value.ts';
import { findUnwritten, isNeeded } from './written-values.ts';
import type { Dependence } from './written-values.ts';

export type RegisterInput = { readonly type: 'write'; readonly value: Value } | { type: 'read' };

/** A read answers the value; the answer to a write says nothing, whatever it is. */
export type RegisterOutput = Value;

export const register: Model<Value, RegisterInput, RegisterOutput> = registerHolding(null);

/** A register that holds `initial` before the first write. */
export function registerHolding(initial: Value): Model<Value, RegisterInput, RegisterOutput> {
  return {
    name: 'register',
    initial,
    inputs: { write: { value: 'value' }, read: {} },
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

    isWithinReach: (state, input, output) => input.type === 'write' || samePlain(output, state),

    enables: (other, _input, output) => other.type === 'write' && samePlain(other.value, output),

    explain: (state, _input, output) =>
      `can't read ${formatPlain(output)} from register ${formatPlain(state)}`,

    impossible: (history) =>
      findUnwritten(history, initial, ({ input, output }) =>
        input.type === 'write' ? { puts: input.value } : { finds: output },
      ),

    separable(operation, history) {
      if (operation.input.type === 'read') return [operation];
      return isNeeded(operation, history, dependence) ? undefined : [operation];
    },
  };
}

const dependence: Dependence<RegisterInput, RegisterOutput> = {
  dependsOn: (other, writer) =>
    other.input.type === 'read' && samePlain(other.output, valueOf(writer)),
  overwrites: (other) => other.input.type === 'write',
  isAlike: (other, writer) =>
    other.input.type === 'write' && samePlain(other.input.value, valueOf(writer)),
};

const valueOf = ({ input }: Operation<RegisterInput, RegisterOutput>): Value | undefined =>
  input.type === 'write' ? input.value : undefined;
