// The check beside an oracle that shares no code with it, on many random tiny histories.

import { expect, test } from 'vitest';
import { checkLinearizable } from './linearizability.ts';
import type { History } from './operation.ts';
import { isLegalOrder, isLinearizable } from './testing/brute-force.ts';
import { randomFrom, randomHistory } from './testing/random-histories.ts';
import type { Vocabulary } from './testing/random-histories.ts';
import { vocabularies } from './testing/vocabularies.ts';
import type { Model } from './model.ts';

const models = Object.entries(vocabularies) as [string, Vocabulary<unknown, unknown, unknown>][];
const HISTORIES_PER_MODEL = Math.ceil(100_000 / models.length);

test.each(models)('the oracle agrees on verdict, order and evidence: %s', (_, words) => {
  const random = randomFrom(1);
  let violationCount = 0;

  for (let run = 0; run < HISTORIES_PER_MODEL; run++) {
    const shape = {
      clientCount: 2 + (run % 3),
      operationCount: 3 + (run % 5),
      pendingProbability: run % 2 ? 0.2 : 0,
    };
    const history = randomHistory(words, shape, random);
    const isRight = isLinearizable(words.model, history);
    if (!isRight) violationCount++;

    expect(findFault(words.model, history, isRight)).toBeUndefined();
  }

  const violationShare = violationCount / HISTORIES_PER_MODEL;
  expect(violationShare).toBeGreaterThan(0.4);
  expect(violationShare).toBeLessThan(0.6);
});

/** What is wrong with the check's answer, with all that is needed to look into it. */
function findFault(
  model: Model<unknown, unknown, unknown>,
  history: History<unknown, unknown>,
  isRight: boolean,
) {
  const result = checkLinearizable(model, history, { stepsMax: 100_000 });
  const fault = (what: string) => JSON.stringify({ what, history, result }, null, 1);
  switch (result.verdict) {
    case 'linearizable':
      if (!isRight) return fault('the verdict');
      return isLegalOrder(model, result.order) ? undefined : fault('the order');
    case 'violation':
      if (isRight) return fault('the verdict');
      if (isLinearizable(model, result.history)) return fault('the history that was shrunk');
      if (result.stuck.length === 0) return fault('nothing is stuck');
      return isLegalOrder(model, result.longest) ? undefined : fault('the longest order');
    default:
      return fault('no verdict');
  }
}
