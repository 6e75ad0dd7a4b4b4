// How far an exercise is, in the words of the progress page.
import { type Fact, findFact, type Progress } from '../../../grader/cli/progress.ts';

export type Standing = 'not started' | 'in progress' | 'passed';

export interface ExerciseStanding {
  readonly standing: Standing;
  /** When it was passed, or last worked at. */
  readonly at?: string;
  readonly points?: number;
  readonly pointsMax?: number;
}

export function standingOf(progress: Progress, exercise: string): ExerciseStanding {
  const best = findFact(progress, exercise, 'best');
  const last = findFact(progress, exercise, 'last');
  if (best?.outcome === 'passed') return { standing: 'passed', ...scored(best), at: best.at };

  const newest = [best, last, findFact(progress, exercise, 'opened')]
    .filter((fact) => fact !== undefined)
    .map(({ at }) => at)
    .toSorted()
    .at(-1);
  const isStarted = [best, last].some((fact) => fact && fact.outcome !== 'not started');
  return {
    standing: isStarted ? 'in progress' : 'not started',
    ...(best ? scored(best) : {}),
    ...(newest === undefined ? {} : { at: newest }),
  };
}

const scored = ({ points, pointsMax }: Extract<Fact, { kind: 'best' }>) => ({ points, pointsMax });

/** That of a chapter, from those of its exercises: passed when all of them are. */
export function standingOfAll(standings: readonly ExerciseStanding[]): ExerciseStanding {
  const isAll = (wanted: Standing) => standings.every(({ standing }) => standing === wanted);
  const newest = standings
    .flatMap(({ at }) => at ?? [])
    .toSorted()
    .at(-1);
  return {
    standing: isAll('passed') ? 'passed' : isAll('not started') ? 'not started' : 'in progress',
    ...(newest === undefined ? {} : { at: newest }),
  };
}
