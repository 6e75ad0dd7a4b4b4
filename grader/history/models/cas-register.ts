// A register with compare-and-set, as the key of an etcd or a ZooKeeper store.

import { illegal } from '../model.ts';
import type { Model } from '../model.ts';
import { isCompleted } from '../operation.ts';
import type { Operation } from '../operation.ts';
import { formatPlain, plainKey, samePlain } from '../plain-key.ts';
import { parseValue } from './value.ts';
import type { Value } from './value.ts';
import { findUnwritten, isNeeded } from './written-values.ts';
import type { Dependence, Mentions } from './written-values.ts';

export type CasInput =
  | { readonly type: 'write'; readonly value: Value }
  | { readonly type: 'read' }
  | { readonly type: 'cas'; readonly from: Value; readonly to: Value };

/** A read answers the value, a `cas` whether it took place; the answer to a write says nothing. */
export type CasOutput = Value;

export const casRegister: Model<Value, CasInput, CasOutput> = casRegisterHolding(null);

/** A compare-and-set register that holds `initial` before the first change. */
export function casRegisterHolding(initial: Value): Model<Value, CasInput, CasOutput> {
  return {
    name: 'cas-register',
    initial,
    inputs: { write: { value: 'value' }, read: {}, cas: { from: 'value', to: 'value' } },
    key: plainKey,
    step,

    isReadOnly: ({ type }, output) => type === 'read' || (type === 'cas' && output === false),

    describe,

    parse([verb, first, second, third]) {
      if (verb === 'cas' && first && second) {
        const input = { type: verb, from: parseValue(first), to: parseValue(second) } as const;
        return { input, output: third !== 'refused' };
      }
      if (verb === 'write' && first) {
        return { input: { type: verb, value: parseValue(first) }, output: null };
      }
      if (verb !== 'read') return undefined;
      return { input: { type: verb }, output: first ? parseValue(first) : undefined };
    },

    isWithinReach: (state, input, output) => step(state, input, output) !== illegal,

    enables(other, input, output) {
      if (other.type === 'read') return false;
      const put = other.type === 'write' ? other.value : other.to;
      return step(put, input, output) !== illegal;
    },

    explain(state, input, output) {
      const held = `register ${formatPlain(state)}`;
      if (input.type !== 'cas') return `can't read ${formatPlain(output)} from ${held}`;
      const { from, to } = input;
      const change = `cas from ${formatPlain(from)} to ${formatPlain(to)}`;
      return output === true ? `can't ${change} on ${held}` : `can't refuse a ${change} on ${held}`;
    },

    impossible: (history) => findUnwritten(history, initial, mentions),

    separable(operation, history) {
      const { puts } = mentions(operation);
      if (puts === undefined) return [operation];
      return isNeeded(operation, history, dependence) ? undefined : [operation];
    },
  };
}

function step(state: Value, input: CasInput, output: CasOutput | undefined) {
  if (input.type === 'write') return input.value;
  if (input.type === 'read') {
    return output === undefined || samePlain(output, state) ? state : illegal;
  }
  const matches = samePlain(state, input.from);
  if (output !== undefined && output !== matches) return illegal;
  return matches ? input.to : state;
}

function describe(input: CasInput, output: CasOutput | undefined): string {
  if (input.type === 'write') return `write ${formatPlain(input.value)}`;
  if (input.type === 'read') return output === undefined ? 'read' : `read ${formatPlain(output)}`;
  const change = `cas ${formatPlain(input.from)} ${formatPlain(input.to)}`;
  return output === false ? `${change} refused` : change;
}

/** A refused `cas` finds something else than `from`, which is no value to look for. */
function mentions({ input, output }: Operation<CasInput, CasOutput>): Mentions<Value> {
  if (input.type === 'write') return { puts: input.value };
  if (input.type === 'read') return { finds: output };
  return output === false ? {} : { finds: input.from, puts: input.to };
}

const dependence: Dependence<CasInput, CasOutput> = {
  dependsOn(other, writer) {
    if (other.input.type === 'cas' && other.output === false) return true;
    const { finds } = mentions(other);
    return finds !== undefined && samePlain(finds, mentions(writer).puts);
  },
  overwrites: (other) => isCompleted(other) && mentions(other).puts !== undefined,
  isAlike: (other, writer) => samePlain(mentions(other).puts, mentions(writer).puts),
};
