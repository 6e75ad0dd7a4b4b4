import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { declaredWrongAnswers, readTexts } from '../../../grader/audit/answers.ts';
import { fromWire } from '../../../grader/judge/wire.ts';
import { applyEdits } from '../../../grader/mutants/mutant.ts';
import { suites } from '../../../grader/suites/all.ts';
import type { Said } from '../judge/ask.ts';
import { startNodeJudge } from '../judge/testing/node.ts';
import type { WrongAnswersOf } from './data.ts';
import index from './data/index.json';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../../..');
const remedy = 'Run `npm run site:wrong-answers`, and commit what it writes.';

const judge = startNodeJudge(root);
afterAll(() => judge.close());

test('the hall knows all exercises that have a suite', () => {
  expect(Object.keys(index).toSorted(), remedy).toEqual(
    suites.map(({ exercise }) => exercise).toSorted(),
  );
});

test.each(Object.keys(index))('it shows the wrong answers that %s declares', async (exercise) => {
  const suite = suites.find((each) => each.exercise === exercise)!;
  const { mutants } = await declaredWrongAnswers(exercise);
  const declared = mutants.map(({ caughtBy, ...mutant }) => ({
    ...mutant,
    caughtBy: suite.checks.find(({ id }) => id === caughtBy)?.title,
  }));

  const shown = answersOf(exercise).map(
    ({ broken: _broken, deliveries: _deliveries, token: _token, ...answer }) => answer,
  );
  expect(shown, remedy).toEqual(declared);
  expect(index[exercise as keyof typeof index], remedy).toBe(declared.length);
});

test.each(Object.keys(index))('the stories of %s still end as they say', async (exercise) => {
  const reference = await readTexts(join(root, 'solutions', `${exercise}.ts`));
  const { mutants } = await declaredWrongAnswers(exercise);
  for (const { id, token, broken } of answersOf(exercise)) {
    const mutant = mutants.find((each) => each.id === id);
    if (token === undefined || !mutant) continue;
    const texts = applyEdits(reference, mutant);
    const said = fromWire(JSON.parse(await judge.ask({ ask: 'replay', token, texts }))) as Said;
    const ends = said.said === 'replayed' ? said.replay.replayed : said;
    expect(ends, `${id}. ${remedy}`).toMatchObject({
      ends: 'broken',
      story: { broke: { what: broken } },
    });
  }
});

function answersOf(exercise: string): WrongAnswersOf['answers'] {
  const file = join(here, 'data', `${exercise}.json`);
  return (JSON.parse(readFileSync(file, 'utf8')) as WrongAnswersOf).answers;
}
