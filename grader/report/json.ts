// The verdicts as JSON, for other tools. `schema.json` is the published shape.
import type { CheckVerdict, ExerciseVerdict, OutcomeName } from '../judge/verdict.ts';

export interface Report {
  /** Of this format. It goes up when a reader of the old one would be misled. */
  readonly version: 1;
  /** Of the workbook: suites of another edition may mark differently. */
  readonly edition: string;
  /** What the seeds of the runs were derived from. */
  readonly salt: string;
  readonly exercises: readonly ReportedExercise[];
}

export interface ReportedExercise {
  readonly id: string;
  readonly outcome: OutcomeName;
  readonly points: number;
  readonly pointsMax: number;
  readonly checks: readonly ReportedCheck[];
}

export interface ReportedCheck {
  readonly id: string;
  readonly title: string;
  readonly kind: CheckVerdict['kind'];
  readonly outcome: OutcomeName;
  readonly points: number;
  readonly pointsMax: number;
  /** Random worlds, stories or cases that were run; absent for an exploration. */
  readonly runs?: number;
  /** States that an exploration reached. */
  readonly states?: number;
  /** What broke with its values, what was thrown, what is missing: one sentence, for every outcome but `passed`. */
  readonly broken?: string;
  /** Messages that arrive in the shortest story. */
  readonly deliveries?: number;
  /** Replays the shortest story, or the values that broke a property. */
  readonly token?: string;
}

export function reportOf(
  verdicts: readonly ExerciseVerdict[],
  { edition, salt }: Pick<Report, 'edition' | 'salt'>,
): Report {
  return { version: 1, edition, salt, exercises: verdicts.map(exerciseOf) };
}

const exerciseOf = (verdict: ExerciseVerdict): ReportedExercise => ({
  id: verdict.exercise,
  outcome: verdict.outcome,
  points: verdict.points,
  pointsMax: verdict.pointsMax,
  checks: verdict.checks.map(checkOf),
});

function checkOf(check: CheckVerdict): ReportedCheck {
  const { id, title, kind, outcome, points, pointsMax, work, story } = check;
  const { token = story?.token } = check;
  const broken = outcome === 'passed' ? undefined : (check.because ?? story?.broke.what);
  return {
    id,
    title,
    kind,
    outcome,
    points,
    pointsMax,
    ...('runs' in work ? { runs: work.runs } : { states: work.states }),
    ...(broken !== undefined && { broken }),
    ...(story && { deliveries: story.deliveries }),
    ...(token && { token }),
  };
}
