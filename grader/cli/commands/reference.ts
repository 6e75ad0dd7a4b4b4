// `quorate diff` and `quorate solution`: the reference answer, for who has found their own.
import { createTwoFilesPatch } from 'diff';
import { readCatalogue } from '../catalogue.ts';
import { type Context, print } from '../context.ts';
import { exerciseFile, shown, solutionFile, textOf } from '../exercise-file.ts';
import { resolveExercise } from '../exercise-id.ts';
import { recall } from '../learner.ts';
import { type ExitCode, Problem } from '../problem.ts';
import { hasPassed } from '../progress.ts';

interface Flags {
  readonly spoil?: boolean;
}

export async function solution(context: Context, name: string, flags: Flags): Promise<ExitCode> {
  const { reference } = openReference(context, 'solution', name, flags);
  print(context, reference.trimEnd());
  return 0;
}

export async function diff(context: Context, name: string, flags: Flags): Promise<ExitCode> {
  const { id, reference } = openReference(context, 'diff', name, flags);
  const { root, paint } = context;
  const [mine, theirs] = [exerciseFile(root, id), solutionFile(root, id)];
  const answer = textOf(mine) ?? '';
  if (answer === reference) {
    print(context, 'Your answer is the reference, letter for letter.');
    return 0;
  }
  const patch = createTwoFilesPatch(shown(root, mine), shown(root, theirs), answer, reference);
  for (const line of patch.trimEnd().split('\n').slice(1)) {
    if (line.startsWith('@@')) print(context, paint.cyan(line));
    else if (line.startsWith('-')) print(context, paint.red(line));
    else if (line.startsWith('+')) print(context, paint.green(line));
    else print(context, line);
  }
  return 0;
}

function openReference(
  context: Context,
  command: string,
  name: string,
  { spoil = false }: Flags,
): { id: string; reference: string } {
  const { root } = context;
  const id = resolveExercise(name, readCatalogue(root));
  const reference = textOf(solutionFile(root, id));
  if (reference === undefined) {
    throw new Problem(
      `This copy of the workbook has no reference for ${id}.`,
      'A class hand-out comes without references: ask whoever handed it out.',
    );
  }
  if (!spoil && !hasPassed(recall(context), id)) {
    throw new Problem(
      `${id} has not passed yet, and finding it yourself is the point.`,
      `A hint: npx quorate hint ${id}    All the same: npx quorate ${command} ${id} --spoil`,
    );
  }
  return { id, reference };
}
