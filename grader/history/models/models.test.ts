// What every model promises to the checks, tried on random runs.

import { expect, test } from 'vitest';
import { illegal } from '../model.ts';
import { plainKey } from '../plain-key.ts';
import { isLinearizable } from '../testing/brute-force.ts';
import { randomFrom, randomHistory } from '../testing/random-histories.ts';
import type { Vocabulary } from '../testing/random-histories.ts';
import { vocabularies } from '../testing/vocabularies.ts';

const models = Object.entries(vocabularies) as [string, Vocabulary<unknown, unknown, unknown>][];

/** States that a few operations lead to, with all that can be asked and answered there. */
function samplesOf({ model, inputs, outputsOf }: Vocabulary<unknown, unknown, unknown>) {
  let states = [model.initial];
  for (let depth = 0; depth < 3; depth++) {
    states = states.flatMap((state) => [
      state,
      ...inputs.map((input) => model.step(state, input, undefined)),
    ]);
  }
  const distinct = [...new Map(states.map((state) => [plainKey(state), state])).values()];
  return distinct.flatMap((state) =>
    inputs.flatMap((input) => outputsOf(input, state).map((output) => ({ state, input, output }))),
  );
}

test.each(models)('%s: an answer that nobody saw is never illegal', (_, words) => {
  const answers = samplesOf(words).map(({ state, input }) =>
    words.model.step(state, input, undefined),
  );

  expect(answers).not.toContain(illegal);
});

test.each(models)('%s: a right answer changes no more than one that nobody saw', (_, words) => {
  const { model } = words;
  for (const { state, input, output } of samplesOf(words)) {
    const next = model.step(state, input, output);
    const unseen = model.step(state, input, undefined);
    expect([plainKey(illegal), plainKey(unseen)]).toContain(plainKey(next));
  }
});

test.each(models)('%s: what only reads never changes the state', (_, words) => {
  const { model } = words;
  const reads = samplesOf(words).filter(({ input, output }) => model.isReadOnly!(input, output));
  const changed = reads.filter(({ state, input, output }) => {
    const next = model.step(state, input, output);
    return next !== illegal && plainKey(next) !== plainKey(state);
  });

  expect(reads).not.toEqual([]);
  expect(changed).toEqual([]);
});

test.each(models)('%s: operations with different footprints commute', (_, words) => {
  const { model, inputs } = words;
  const afterBoth = (state: unknown, first: unknown, second: unknown) =>
    plainKey(model.step(model.step(state, first, undefined), second, undefined));

  for (const { state, input, output } of samplesOf(words)) {
    for (const other of inputs) {
      if (model.footprint?.(input) === model.footprint?.(other)) continue;
      expect(afterBoth(state, input, other)).toBe(afterBoth(state, other, input));
      const isLegal = model.step(state, input, output) !== illegal;
      const afterOther = model.step(state, other, undefined);
      expect(model.step(afterOther, input, output) !== illegal).toBe(isLegal);
    }
  }
});

test.each(models)('%s: a drawing is read as it was described', (_, words) => {
  const { model } = words;
  for (const { input, output } of samplesOf(words)) {
    const text = model.describe(input, output);
    expect({ text, ...model.parse!(text.split(' ')) }).toEqual({ text, input, output });
  }
});

test.each(models)('%s: what can be left out was not needed by any legal order', (_, words) => {
  const random = randomFrom(3);
  let leftOutCount = 0;
  for (let run = 0; run < 1_000; run++) {
    const shape = { clientCount: 3, operationCount: 6, pendingProbability: run % 2 ? 0.3 : 0 };
    const history = randomHistory(words, shape, random);
    if (!isLinearizable(words.model, history)) continue;
    for (const operation of history) {
      const separable = words.model.separable!(operation, history);
      if (!separable) continue;
      leftOutCount++;
      const rest = history.filter((other) => !separable.includes(other));
      const fault = isLinearizable(words.model, rest) ? undefined : { history, separable };
      expect(fault).toBeUndefined();
    }
  }

  expect(leftOutCount).toBeGreaterThan(100);
});

test.each(models)('%s: what is out of reach stays so, unless something enables it', (_, words) => {
  const { model, inputs } = words;
  for (const { state, input, output } of samplesOf(words)) {
    if (!model.isWithinReach || model.isWithinReach(state, input, output)) continue;
    expect(model.step(state, input, output)).toBe(illegal);
    for (const other of inputs) {
      if (model.enables!(other, input, output)) continue;
      const next = model.step(state, other, undefined);
      expect(model.isWithinReach(next, input, output)).toBe(false);
    }
  }
});
