// Where a learner stands: what every exercise is worth, and the best that was reached.
import { loadSuite, readCatalogue } from './catalogue.ts';
import type { ScoreboardEntry } from '../report/index.ts';
import { findFact, hasPassed, type Progress } from './progress.ts';

export function readStandings(root: string, progress: Progress): Promise<ScoreboardEntry[]> {
  return Promise.all(
    readCatalogue(root).map(async (id) => {
      const suite = await loadSuite(root, id);
      const best = findFact(progress, id, 'best');
      return {
        exercise: id,
        title: suite.title,
        starred: suite.starred ?? false,
        outcome: best?.outcome ?? 'not started',
        points: best?.points ?? 0,
        pointsMax: suite.checks.reduce((sum, { points }) => sum + points, 0),
        hints: hintsShown(progress, id),
      };
    }),
  );
}

const hintsShown = (progress: Progress, id: string): number =>
  progress.facts.reduce(
    (sum, fact) => (fact.kind === 'hints' && fact.exercise === id ? sum + fact.shown : sum),
    0,
  );

/**
 * The exercise to go on with: the one that was turned to last, unless it has passed since; then the first that has not.
 * After the last exercise, none.
 */
export function currentExercise(root: string, progress: Progress): string | undefined {
  const open = readCatalogue(root).filter((id) => !hasPassed(progress, id));
  const [latest] = open
    .map((id) => ({ id, at: findFact(progress, id, 'opened')?.at ?? '' }))
    .filter(({ at }) => at !== '')
    .toSorted((a, b) => (a.at < b.at ? 1 : -1));
  return latest?.id ?? open[0];
}
