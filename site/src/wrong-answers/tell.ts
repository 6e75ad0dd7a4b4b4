// Has the judge tell what is wrong with each wrong answer that an exercise declares, and keeps what a page needs of it.
import { join } from 'node:path';
import { declaredWrongAnswers, readTexts } from '../../../grader/audit/answers.ts';
import { judgeSuite } from '../../../grader/judge/judge.ts';
import { applyEdits, type Mutant, type Texts } from '../../../grader/mutants/mutant.ts';
import { suites } from '../../../grader/suites/all.ts';
import type { Suite } from '../../../grader/suites/suite.ts';
import { loadText } from '../judge/load-text.ts';
import type { WrongAnswer, WrongAnswersOf } from './data.ts';

export const exercisesWithSuites = (): string[] => suites.map(({ exercise }) => exercise);

/** What is told of an exercise, and of each wrong answer that can't be told, why: it is not caught by the check that it names. */
export async function tellWrongAnswers(
  root: string,
  exercise: string,
): Promise<{ readonly told: WrongAnswersOf; readonly troubles: readonly string[] }> {
  const suite = suites.find((each) => each.exercise === exercise);
  if (!suite) throw new Error(`There is no exercise "${exercise}".`);
  const reference = await readTexts(join(root, 'solutions', `${exercise}.ts`));
  const { mutants } = await declaredWrongAnswers(exercise);
  const answers: WrongAnswer[] = [];
  const troubles: string[] = [];
  for (const mutant of mutants) {
    const told = tell(suite, reference, mutant);
    if (typeof told === 'string') troubles.push(`${exercise} ${mutant.id}: ${told}`);
    else answers.push(told);
  }
  return { told: { exercise, answers }, troubles };
}

function tell(suite: Suite, reference: Texts, mutant: Mutant): WrongAnswer | string {
  const loaded = loadText(suite, applyEdits(reference, mutant));
  if ('ends' in loaded) return loaded.because;

  const { checks } = judgeSuite(suite, loaded, { only: [mutant.caughtBy] });
  const check = checks.find(({ id }) => id === mutant.caughtBy);
  if (check?.outcome !== 'failed') {
    return `${mutant.caughtBy} is ${check?.outcome}, not failed.`;
  }
  const { story } = check;
  return {
    id: mutant.id,
    wrong: mutant.wrong,
    edits: mutant.edits,
    ...(mutant.seen === undefined ? {} : { seen: mutant.seen }),
    caughtBy: check.title,
    broken: story?.broke.what ?? check.because ?? '',
    ...(story ? { deliveries: story.deliveries, token: story.token } : {}),
  };
}
