import { expect, test } from 'vitest';
import { parseHistory } from './drawing.ts';
import { checkLinearizable } from './linearizability.ts';
import type { Model } from './model.ts';
import { register } from './models/register.ts';
import type { History } from './operation.ts';
import { checkSequentiallyConsistent } from './sequential-consistency.ts';
import { inProgramOrder, isLegalOrder, isSequentiallyConsistent } from './testing/brute-force.ts';
import { randomFrom, randomHistory } from './testing/random-histories.ts';
import type { Vocabulary } from './testing/random-histories.ts';
import { vocabularies } from './testing/vocabularies.ts';

const enough = { stepsMax: 100_000 };
const models = Object.entries(vocabularies) as [string, Vocabulary<unknown, unknown, unknown>][];

test('a stale read of another client is sequentially consistent, but not linearizable', () => {
  const history = parseHistory(`
    a  |- write 1 -|  |- write 2 -|
    b                                 |- read 1 -|
  `);

  expect(checkSequentiallyConsistent(register, history, enough).verdict).toBe(
    'sequentially consistent',
  );
  expect(checkLinearizable(register, history, enough).verdict).toBe('violation');
});

test('a client that misses its own write is not sequentially consistent', () => {
  const history = parseHistory(`
    a  |- write 1 -|  |- read nil -|
  `);

  const result = checkSequentiallyConsistent(register, history, enough);

  expect(result).toMatchObject({
    verdict: 'violation',
    longest: [{ input: { type: 'write', value: 1 } }],
    stuck: [{ because: "can't read nil from register 1" }],
  });
});

test('two readers may not see two writes in opposite orders', () => {
  const history = parseHistory(`
    a  |- write 1 -|
    b  |- write 2 -|
    c                 |- read 1 -|  |- read 2 -|
    d                 |- read 2 -|  |- read 1 -|
  `);

  expect(checkSequentiallyConsistent(register, history, enough).verdict).toBe('violation');
});

test('a check that runs out of steps says that it does not know', () => {
  const history = parseHistory(`
    a  |- write 1 -|
    b  |- write 2 -|  |- read 1 -|
  `);

  const result = checkSequentiallyConsistent(register, history, { stepsMax: 1 });

  expect(result).toEqual({ verdict: 'unknown', because: 'too many steps', stepsMax: 1 });
});

test.each(models)('the oracle agrees on sequential consistency: %s', (_, words) => {
  const random = randomFrom(2);
  for (let run = 0; run < 1_000; run++) {
    const shape = {
      clientCount: 2 + (run % 2),
      operationCount: 3 + (run % 4),
      pendingProbability: 0.1,
    };
    const history = randomHistory(words, shape, random);

    expect(findFault(words.model, history)).toBeUndefined();
  }
});

/** What is wrong with the check's answer, with all that is needed to look into it. */
function findFault(
  model: Model<unknown, unknown, unknown>,
  history: History<unknown, unknown>,
): string | undefined {
  const result = checkSequentiallyConsistent(model, history, enough);
  const isRight = isSequentiallyConsistent(model, history);
  const expected = isRight ? 'sequentially consistent' : 'violation';
  const isSound =
    result.verdict === 'violation'
      ? result.stuck.length > 0 && isLegalOrder(model, result.longest, inProgramOrder)
      : 'order' in result && isLegalOrder(model, result.order, inProgramOrder);
  if (result.verdict === expected && isSound) return undefined;
  return JSON.stringify({ history, result }, null, 1);
}
