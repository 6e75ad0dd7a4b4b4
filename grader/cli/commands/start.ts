// `quorate start`: the current exercise, graded at once and after every save.
import { readCatalogue } from '../catalogue.ts';
import { type Context, isInteractive } from '../context.ts';
import { resolveExercises } from '../exercise-id.ts';
import { recall, remember } from '../learner.ts';
import { type ExitCode, Problem } from '../problem.ts';
import { hasPassed, moment } from '../progress.ts';
import { currentExercise } from '../standings.ts';
import { watchExercises } from '../watch/watch.ts';
import { list } from './list.ts';

export async function start(context: Context, name: string | undefined): Promise<ExitCode> {
  const { root, now } = context;
  const catalogue = readCatalogue(root);
  const progress = recall(context);
  const named = name === undefined ? [] : resolveExercises([name], catalogue);
  const turnedTo = named.find((id) => !hasPassed(progress, id)) ?? named[0];
  if (turnedTo !== undefined) {
    await remember(context, [{ exercise: turnedTo, kind: 'opened', at: moment(now()) }]);
  }
  // In a pipe nobody saves files and nobody presses keys: say where things stand, once.
  if (!isInteractive(context)) return list(context);

  const id = turnedTo ?? currentExercise(root, progress) ?? catalogue.at(-1);
  if (id === undefined) throw new Problem('The workbook has no exercises.', 'Run: git status');
  return watchExercises(context, id);
}
