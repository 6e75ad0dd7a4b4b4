// One grading of one exercise, as `grade` and `start` both do it: with a bar, the last story first, and a memory.
import type { ExerciseVerdict } from '../judge/verdict.ts';
import { nameOf } from './catalogue.ts';
import type { Context } from './context.ts';
import type { GradeOptions } from './grading.ts';
import { factsOf, openStory, remember } from './learner.ts';
import { progressBar } from './progress-bar.ts';
import { readProgress } from './progress-file.ts';

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
    const verdict = await context.grading.gradeExercise(id, {
      ...wanted,
      root: context.root,
      onProgress: bar.update,
      ...(firstReplay === undefined ? {} : { firstReplay }),
    });
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
