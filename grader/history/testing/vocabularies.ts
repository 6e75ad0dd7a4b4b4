// For each model a few things to ask and to answer, small enough that wrong answers are often caught
// and right ones often look wrong.

import { appendOnlyList } from '../models/append-only-list.ts';
import { casRegister } from '../models/cas-register.ts';
import { counter } from '../models/counter.ts';
import { keyValue, keyValueWhole } from '../models/key-value.ts';
import type { KeyValueInput, KeyValueOutput, Store } from '../models/key-value.ts';
import { lock } from '../models/lock.ts';
import { log } from '../models/log.ts';
import { queue } from '../models/queue.ts';
import { register } from '../models/register.ts';
import type { Vocabulary } from './random-histories.ts';

const vocabulary = <State, Input, Output>(
  words: Vocabulary<State, Input, Output>,
): Vocabulary<State, Input, Output> => words;

const keyValueWords = (
  model: typeof keyValue,
): Vocabulary<Store, KeyValueInput, KeyValueOutput> => ({
  model,
  forgedProbability: 0.42,
  inputs: ['x', 'y'].flatMap((key): KeyValueInput[] => [
    { type: 'get', key },
    { type: 'get', key },
    { type: 'put', key, value: 'a' },
    { type: 'append', key, value: 'b' },
  ]),
  outputsOf({ type, key }, store) {
    if (type !== 'get') return [null];
    const at = store.indexOf(key);
    const held = at === -1 ? '' : store[at + 1]!;
    return [held, `${held}b`, '', 'a', 'b', 'ab'];
  },
});

export const vocabularies = {
  register: vocabulary({
    model: register,
    forgedProbability: 0.65,
    inputs: [
      { type: 'read' },
      { type: 'read' },
      { type: 'write', value: 1 },
      { type: 'write', value: 2 },
    ],
    outputsOf: ({ type }) => (type === 'read' ? [null, 1, 2] : [null]),
  }),

  casRegister: vocabulary({
    model: casRegister,
    forgedProbability: 0.42,
    inputs: [
      { type: 'read' },
      { type: 'write', value: 1 },
      { type: 'cas', from: 1, to: 2 },
      { type: 'cas', from: 2, to: 1 },
      { type: 'cas', from: null, to: 2 },
    ],
    outputsOf({ type }) {
      if (type === 'read') return [null, 1, 2];
      return type === 'cas' ? [true, false] : [null];
    },
  }),

  keyValue: keyValueWords(keyValue),
  keyValueWhole: keyValueWords(keyValueWhole),

  lock: vocabulary({
    model: lock,
    forgedProbability: 0.4,
    inputs: ['a', 'b'].flatMap((owner) => [
      { type: 'acquire', owner } as const,
      { type: 'release', owner } as const,
    ]),
    outputsOf: () => [true, false],
  }),

  queue: vocabulary({
    model: queue,
    forgedProbability: 0.6,
    inputs: [
      { type: 'enqueue', value: 1 },
      { type: 'enqueue', value: 2 },
      { type: 'dequeue' },
      { type: 'dequeue' },
    ],
    outputsOf: ({ type }) => (type === 'dequeue' ? [null, 1, 2] : [null]),
  }),

  counter: vocabulary({
    model: counter,
    forgedProbability: 0.55,
    inputs: [
      { type: 'read' },
      { type: 'read' },
      { type: 'add', amount: 1 },
      { type: 'add', amount: 2 },
    ],
    outputsOf: ({ type }, sum) => (type === 'read' ? [sum - 1, sum, sum + 1] : [null]),
  }),

  appendOnlyList: vocabulary({
    model: appendOnlyList,
    forgedProbability: 0.75,
    inputs: [
      { type: 'read' },
      { type: 'read' },
      { type: 'append', value: 1 },
      { type: 'append', value: 2 },
    ],
    outputsOf: ({ type }, list) =>
      type === 'read'
        ? [list, list.slice(1), list.slice(0, -1), list.toReversed(), [...list, 1], [...list, 2]]
        : [null],
  }),

  log: vocabulary({
    model: log,
    forgedProbability: 0.3,
    inputs: [
      { type: 'append', value: 1 },
      { type: 'append', value: 2 },
      { type: 'read', index: 1 },
      { type: 'read', index: 2 },
    ],
    outputsOf: ({ type }, entries) =>
      type === 'read' ? [null, 1, 2] : [entries.length, entries.length + 1, entries.length + 2],
  }),
};
