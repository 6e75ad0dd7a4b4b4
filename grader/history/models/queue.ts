// A first-in, first-out queue, the running example of Herlihy and Wing 1990.

import { illegal } from '../model.ts';
import type { Impossible, Model } from '../model.ts';
import type { History, Operation } from '../operation.ts';
import { formatPlain, plainKey, samePlain } from '../plain-key.ts';
import { parseValue } from './value.ts';
import type { Value } from './value.ts';
import { findUnwritten } from './written-values.ts';

export type QueueInput =
  { readonly type: 'enqueue'; readonly value: NonNullable<Value> } | { readonly type: 'dequeue' };

/** A dequeue answers the oldest value, or `null` from an empty queue; an enqueue answers nothing. */
export type QueueOutput = Value;

type Queued = readonly Value[];

export const queue: Model<Queued, QueueInput, QueueOutput> = {
  name: 'queue',
  initial: [],
  inputs: { enqueue: { value: 'value' }, dequeue: {} },
  key: plainKey,

  step(queued, input, output) {
    if (input.type === 'enqueue') return [...queued, input.value];
    const [oldest = null] = queued;
    if (output !== undefined && !samePlain(output, oldest)) return illegal;
    return queued.length === 0 ? queued : queued.slice(1);
  },

  isReadOnly: ({ type }, output) => type === 'dequeue' && output === null,

  describe(input, output) {
    if (input.type === 'enqueue') return `enqueue ${formatPlain(input.value)}`;
    return output === undefined ? 'dequeue' : `dequeue ${formatPlain(output)}`;
  },

  parse([verb, word]) {
    const value = word ? parseValue(word) : undefined;
    if (verb === 'dequeue') return { input: { type: verb }, output: value };
    if (verb !== 'enqueue' || value === undefined || value === null) return undefined;
    return { input: { type: verb, value }, output: null };
  },

  isWithinReach(queued, input, output) {
    if (input.type === 'enqueue' || output === null) return true;
    return queued.some((value) => samePlain(value, output));
  },

  enables: (other, _input, output) => other.type === 'enqueue' && samePlain(other.value, output),

  explain: (queued, _input, output) =>
    `can't dequeue ${formatPlain(output)} from queue ${formatPlain(queued)}`,

  impossible: (history) =>
    findUnwritten(history, null, ({ input, output }) =>
      input.type === 'enqueue' ? { puts: input.value } : { finds: output },
    ) ?? findDequeuedTwice(history),

  separable(operation, history) {
    const value = valueOf(operation);
    // Nobody knows what a dequeue without an answer took.
    if (value === undefined) return undefined;
    if (value === null) return [operation];
    return history.filter((other) => samePlain(valueOf(other), value));
  },
};

/** The value that went in or came out; `undefined` if nobody knows. */
function valueOf({ input, output }: Operation<QueueInput, QueueOutput>): Value | undefined {
  return input.type === 'enqueue' ? input.value : output;
}

/** A value that came out more often than it was put in. */
function findDequeuedTwice(
  history: History<QueueInput, QueueOutput>,
): Impossible<QueueInput, QueueOutput> | undefined {
  const left = new Map<string, number>();
  for (const { input } of history) {
    if (input.type !== 'enqueue') continue;
    const key = plainKey(input.value);
    left.set(key, (left.get(key) ?? 0) + 1);
  }
  for (const operation of history.toSorted((a, b) => a.calledAt - b.calledAt)) {
    const { input, output } = operation;
    if (input.type === 'enqueue' || output === undefined || output === null) continue;
    const copies = left.get(plainKey(output)) ?? 0;
    if (copies === 0) {
      const because = `${formatPlain(output)} comes out more often than it was put in`;
      return { operation, because };
    }
    left.set(plainKey(output), copies - 1);
  }
  return undefined;
}
