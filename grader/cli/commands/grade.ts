// `quorate grade`: the checks of some exercises, once.
import type { ExerciseVerdict } from '../../judge/verdict.ts';
import { toldCheck } from '../../report/index.ts';
import { loadSuite, readCatalogue } from '../catalogue.ts';
import { type Context, remark } from '../context.ts';
import { type Source, submissionFolder } from '../exercise-file.ts';
import { closest, resolveExercises } from '../exercise-id.ts';
import { learnersSalt } from '../grading.ts';
import { gradeOne } from '../one-grading.ts';
import { printDoubts, printScoreboard, printVerdict, printVerdictsAsJson } from '../print.ts';
import { type ExitCode, interrupted, isAbort, Problem } from '../problem.ts';
import { untilInterrupted } from '../signals.ts';
import { nothingBroke, writeStoryPage } from '../story-page.ts';
import { type Doubt, doubtsOf, soFar } from '../type-errors.ts';

export interface GradeFlags {
  readonly solutions?: boolean;
  readonly submission?: string;
  readonly check?: string;
  readonly json?: boolean;
  readonly salt?: string;
  /** Where to write the story of the first exercise that has one. */
  readonly html?: string;
}

export async function grade(
  context: Context,
  names: readonly string[],
  flags: GradeFlags,
): Promise<ExitCode> {
  const source = sourceOf(context, flags);
  const ids = await exercisesToGrade(context, names, flags.check);
  const salt = flags.salt ?? learnersSalt;
  const only = flags.check;

  const isChecked = !flags.json && source !== 'solutions';
  const types = isChecked ? context.startTypeChecker(context.root) : undefined;
  const late: Promise<readonly Doubt[]>[] = [];
  const verdicts: ExerciseVerdict[] = [];
  try {
    await untilInterrupted(async (signal) => {
      for (const id of ids) {
        const asked = types ? doubtsOf(types, context.root, id, source) : Promise.resolve([]);
        const verdict = await gradeOne(context, id, {
          source,
          salt,
          signal,
          ...(only === undefined ? {} : { only }),
        });
        verdicts.push(verdict);
        if (flags.json) continue;
        const doubts = await soFar(asked);
        if (doubts === undefined) late.push(asked);
        printVerdict(context, verdict, {
          doubts: doubts ?? [],
          replay: replayBy(source, only),
        });
      }
    });
    printDoubts(context, (await Promise.all(late)).flat());
  } catch (error) {
    if (!isAbort(error)) throw error;
    remark(context, `Stopped after ${verdicts.length} of ${ids.length} exercises.`);
    return interrupted;
  } finally {
    types?.close();
  }

  if (flags.json) printVerdictsAsJson(context, verdicts, salt);
  else if (verdicts.length > 1) {
    printScoreboard(
      context,
      verdicts.map((verdict) => ({ ...verdict, hints: 0 })),
    );
  }
  const { html } = flags;
  if (html !== undefined) {
    const replay = replayBy(source, only);
    await untilInterrupted((signal) =>
      writePage(context, verdicts, { file: html, source, replay, signal }),
    );
  }
  return verdicts.every(({ outcome }) => outcome === 'passed') ? 0 : 1;
}

/** The last story is remembered of one's own answers, graded whole. */
const replayBy = (source: Source, only: string | undefined): 'last' | 'token' =>
  source === 'exercises' && only === undefined ? 'last' : 'token';

/** The page of the check that is told: of the first exercise that has a story, or else that did not pass. */
async function writePage(
  context: Context,
  verdicts: readonly ExerciseVerdict[],
  wanted: Pick<Parameters<typeof writeStoryPage>[1], 'file' | 'source' | 'replay' | 'signal'>,
): Promise<void> {
  const told = verdicts.flatMap((verdict) => {
    const check = toldCheck(verdict);
    return check ? [{ exercise: verdict.exercise, check }] : [];
  });
  const first = told.find(({ check }) => check.story) ?? told[0];
  if (!first) throw nothingBroke(wanted.file);
  await writeStoryPage(context, { ...wanted, ...first });
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
