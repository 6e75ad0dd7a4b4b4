// `quorate grade`: the checks of some exercises, once.
import type { ExerciseVerdict } from '../../judge/verdict.ts';
import { loadSuite, readCatalogue } from '../catalogue.ts';
import { type Context, print, remark } from '../context.ts';
import {
  answerFile,
  exerciseFile,
  shown,
  type Source,
  submissionFolder,
  textOf,
} from '../exercise-file.ts';
import { closest, resolveExercises } from '../exercise-id.ts';
import { learnersSalt } from '../grading.ts';
import { gradeOne } from '../one-grading.ts';
import { printStandings, printVerdict, printVerdictsAsJson } from '../print.ts';
import { type ExitCode, interrupted, isAbort, Problem } from '../problem.ts';
import { untilInterrupted } from '../signals.ts';
import { describeTypeErrors, startTypeChecker, type TypeChecker } from '../type-errors.ts';

export interface GradeFlags {
  readonly solutions?: boolean;
  readonly submission?: string;
  readonly check?: string;
  readonly json?: boolean;
  readonly salt?: string;
}

export async function grade(
  context: Context,
  names: readonly string[],
  flags: GradeFlags,
): Promise<ExitCode> {
  const source = sourceOf(context, flags);
  const ids = await exercisesToGrade(context, names, flags.check);
  const salt = flags.salt ?? learnersSalt;
  const only = flags.check === undefined ? {} : { only: flags.check };

  const types = flags.json || source === 'solutions' ? undefined : startTypeChecker(context.root);
  const verdicts: ExerciseVerdict[] = [];
  try {
    await untilInterrupted(async (signal) => {
      for (const id of ids) {
        const doubts = types && typeErrorsOf(context.root, id, source, types);
        const verdict = await gradeOne(context, id, { source, salt, signal, ...only });
        verdicts.push(verdict);
        if (flags.json) continue;
        printVerdict(context, verdict);
        for (const line of (await doubts) ?? []) print(context, line);
      }
    });
  } catch (error) {
    if (!isAbort(error)) throw error;
    remark(context, `Stopped after ${verdicts.length} of ${ids.length} exercises.`);
    return interrupted;
  } finally {
    types?.close();
  }

  if (flags.json) printVerdictsAsJson(context, verdicts, salt);
  else if (verdicts.length > 1) printStandings(context, verdicts.map(standingOf));
  return verdicts.every(({ outcome }) => outcome === 'passed') ? 0 : 1;
}

/** A submission is checked as if it lay in `exercises/`, where `#sim` is known. */
async function typeErrorsOf(
  root: string,
  id: string,
  source: Source,
  types: TypeChecker,
): Promise<string[]> {
  const file = answerFile(root, id, source);
  const text = file === undefined ? undefined : textOf(file);
  if (file === undefined || text === undefined) return [];
  return describeTypeErrors(shown(root, file), await types.check(exerciseFile(root, id), text));
}

function sourceOf({ env }: Context, { solutions, submission }: GradeFlags): Source {
  if (solutions && submission !== undefined) {
    throw new Problem('Both --solutions and --submission were given.', 'Leave one of them out.');
  }
  if (submission !== undefined) return { folder: submissionFolder(submission, env) };
  return solutions ? 'solutions' : 'exercises';
}

/** With `--check`, those of the named exercises that have such a check. */
async function exercisesToGrade(
  { root }: Context,
  names: readonly string[],
  check: string | undefined,
): Promise<string[]> {
  const ids = resolveExercises(names, readCatalogue(root));
  if (check === undefined) return ids;

  const checks = await Promise.all(
    ids.map(async (id) => (await loadSuite(root, id)).checks.map((each) => each.id)),
  );
  const having = ids.filter((_id, index) => checks[index]?.includes(check));
  if (having.length > 0) return having;

  const suggestion = closest(check, checks.flat());
  throw new Problem(
    `There is no check called "${check}" in ${names.length === 0 ? 'the workbook' : names.join(', ')}.`,
    suggestion === undefined
      ? `The checks are: ${checks.flat().join(', ')}`
      : `Did you mean "${suggestion}"?`,
  );
}

const standingOf = ({ exercise, title, outcome, points, pointsMax }: ExerciseVerdict) => ({
  id: exercise,
  title,
  outcome,
  points,
  pointsMax,
  hints: 0,
  isCurrent: false,
});
