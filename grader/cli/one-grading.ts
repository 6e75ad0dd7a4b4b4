// One grading of one exercise, as `grade` and `start` both do it: with a bar, the last story first, and a memory.
import type { CheckVerdict, ExerciseVerdict } from '../judge/verdict.ts';
import { nameOf } from './catalogue.ts';
import type { Context } from './context.ts';
import { shown } from './exercise-file.ts';
import type { GradeOptions } from './grading.ts';
import { factsOf, openStory, remember } from './learner.ts';
import { progressBar } from './progress-bar.ts';
import { readProgress } from './progress-file.ts';

/** The judge names files by their place in the folder that it was given; a reader, by their place in the checkout. */
export const withPath = (check: CheckVerdict, folder: string): CheckVerdict =>
  check.at ? { ...check, at: { ...check.at, file: `${folder}/${check.at.file}` } } : check;

type Wanted = Pick<GradeOptions, 'source' | 'salt' | 'only' | 'signal'>;

export async function gradeOne(
  context: Context,
  id: string,
  wanted: Wanted,
): Promise<ExerciseVerdict> {
  const isLearners = wanted.source === 'exercises';
  const firstReplay = isLearners ? openStory(readProgress(context.root), id) : undefined;
  const bar = progressBar(context, nameOf(id));
  try {
    const judged = await context.grading.gradeExercise(id, {
      ...wanted,
      root: context.root,
      onProgress: bar.update,
      ...(firstReplay === undefined ? {} : { firstReplay }),
    });
    const { source } = wanted;
    const folder = typeof source === 'string' ? source : shown(context.root, source.folder);
    const checks = judged.checks.map((check) => withPath(check, folder));
    const verdict = { ...judged, checks };
    // What was ended is not remembered, even where it was too late to end it.
    wanted.signal?.throwIfAborted();
    // One check alone says nothing of the whole exercise.
    if (isLearners && wanted.only === undefined) {
      await remember(context, factsOf(verdict, context.now()));
    }
    return verdict;
  } finally {
    bar.stop();
  }
}
