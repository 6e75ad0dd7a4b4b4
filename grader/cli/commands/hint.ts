// `quorate hint`: one tier more each time. Hints are counted, and cost nothing.
import type { Hints, Suite } from '../../suites/suite.ts';
import { loadSuite, readCatalogue } from '../catalogue.ts';
import { wrap } from '../../report/fit.ts';
import { type Context, print, widthOf } from '../context.ts';
import { resolveExercise } from '../exercise-id.ts';
import { recall, remember } from '../learner.ts';
import type { ExitCode } from '../problem.ts';
import { findFact, moment, type Progress } from '../progress.ts';

const tiers = ['a question', 'where to look', 'the rule', 'an outline'] as const;

export async function hint(context: Context, name: string): Promise<ExitCode> {
  const id = resolveExercise(name, readCatalogue(context.root));
  await giveHint(context, id, `One more: npx quorate hint ${id}`);
  return 0;
}

/** `more` says how to get the next one. */
export async function giveHint(context: Context, id: string, more: string): Promise<void> {
  const progress = recall(context);
  const { check, promise, hints } = hintsFor(await loadSuite(context.root, id), progress);

  const before = shownOf(progress, id, check);
  const shown = Math.min(before + 1, hints.length);
  print(context, `Hint ${shown} of ${hints.length} on ${promise}: ${tiers[shown - 1]}`);
  print(context);
  for (const line of wrap(hints[shown - 1]!, widthOf(context))) print(context, line);
  print(context);
  if (before >= hints.length) {
    print(context, `That was the last one. Read on in chapters/${id}.mdx`);
  } else if (shown < hints.length) {
    print(context, more);
  }
  await remember(context, [
    { exercise: id, kind: 'hints', at: moment(context.now()), check, shown },
  ]);
}

/** Hints on the check that stopped the newest run, where it has its own; else on the exercise. */
function hintsFor(
  suite: Suite,
  progress: Progress,
): { check: string; promise: string; hints: Hints } {
  const stopped = findFact(progress, suite.exercise, 'last')?.check;
  const check = suite.checks.find(({ id }) => id === stopped);
  return check?.hints === undefined
    ? { check: 'all', promise: suite.exercise, hints: suite.hints }
    : { check: check.id, promise: `"${check.title}"`, hints: check.hints };
}

function shownOf({ facts }: Progress, id: string, check: string): number {
  const fact = facts.find(
    (each) => each.kind === 'hints' && each.exercise === id && each.check === check,
  );
  return fact?.kind === 'hints' ? fact.shown : 0;
}
