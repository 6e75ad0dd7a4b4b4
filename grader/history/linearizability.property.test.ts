// Properties of the check on histories too long for the oracle.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkLinearizable } from './linearizability.ts';
import { casRegister } from './models/cas-register.ts';
import { keyValue, keyValueWhole } from './models/key-value.ts';
import { isCompleted } from './operation.ts';
import type { History } from './operation.ts';
import { isLegalOrder } from './testing/brute-force.ts';
import { randomFrom, randomHistory } from './testing/random-histories.ts';
import type { Vocabulary } from './testing/random-histories.ts';
import { vocabularies } from './testing/vocabularies.ts';

const enough = { stepsMax: 1_000_000 };
const models = Object.entries(vocabularies) as [string, Vocabulary<unknown, unknown, unknown>][];

const shape = fc.record({
  clientCount: fc.integer({ min: 1, max: 8 }),
  operationCount: fc.integer({ min: 0, max: 40 }),
  pendingProbability: fc.constantFrom(0, 0.1),
});
const seed = fc.integer();

test.each(models)('%s: a legal run stretched in time has a legal order', (_, words) => {
  const honest = { ...words, forgedProbability: 0 };
  fc.assert(
    fc.property(shape, seed, (shape, seed) => {
      const history = randomHistory(honest, shape, randomFrom(seed));

      const result = checkLinearizable(words.model, history, enough);

      expect('order' in result && isLegalOrder(words.model, result.order)).toBe(true);
      expect('order' in result && missingFrom(result.order, history)).toEqual([]);
    }),
  );
});

test.each(models)('%s: the evidence of a violation is a violation', (_, words) => {
  fc.assert(
    fc.property(shape, seed, (shape, seed) => {
      const history = randomHistory(words, shape, randomFrom(seed));
      const result = checkLinearizable(words.model, history, enough);
      fc.pre(result.verdict === 'violation');

      expect(result.history.filter((operation) => !history.includes(operation))).toEqual([]);
      expect(checkLinearizable(words.model, result.history, enough).verdict).toBe('violation');
      expect(isLegalOrder(words.model, result.longest)).toBe(true);
      expect(result.stuck).not.toEqual([]);
    }),
  );
});

test.each(models)('%s: forgetting an answer never turns a right history wrong', (_, words) => {
  fc.assert(
    fc.property(shape, seed, fc.nat(), (shape, seed, which) => {
      const history = randomHistory(words, shape, randomFrom(seed));
      fc.pre(checkLinearizable(words.model, history, enough).verdict === 'linearizable');
      const last = new Map(history.map((operation) => [operation.client, operation]));
      const forgettable = [...last.values()].filter(isCompleted);
      fc.pre(forgettable.length > 0);

      const forgotten = forgettable[which % forgettable.length]!;
      const { client, input, calledAt } = forgotten;
      const weaker = history.map((operation) =>
        operation === forgotten ? { client, input, calledAt } : operation,
      );

      expect(checkLinearizable(words.model, weaker, enough).verdict).toBe('linearizable');
    }),
  );
});

test('a store is linearizable as a whole exactly if every key is', () => {
  const words = { ...vocabularies.keyValue, forgedProbability: 0.05 };
  const verdicts = new Set<string>();
  fc.assert(
    fc.property(shape, seed, (shape, seed) => {
      const history = randomHistory(words, shape, randomFrom(seed));
      const { verdict } = checkLinearizable(keyValue, history, enough);
      verdicts.add(verdict);

      expect(checkLinearizable(keyValueWhole, history, enough).verdict).toBe(verdict);
    }),
  );

  expect(verdicts).toEqual(new Set(['linearizable', 'violation']));
});

test('what never returned costs little, however much of it there is', () => {
  const words = { ...vocabularies.casRegister, forgedProbability: 0 };
  const manyPending = { clientCount: 5, operationCount: 300, pendingProbability: 0.3 };
  const history = randomHistory(words, manyPending, randomFrom(7));

  expect(checkLinearizable(casRegister, history, { stepsMax: 20_000 }).verdict).toBe(
    'linearizable',
  );
});

function missingFrom(order: History<unknown, unknown>, history: History<unknown, unknown>) {
  return history.filter(isCompleted).filter((operation) => !order.includes(operation));
}
