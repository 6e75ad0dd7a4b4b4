// Verdicts as a judge would give them.
import type { CheckVerdict, ExerciseVerdict } from '../../judge/verdict.ts';

/** A check that passed; whatever a test sets is what the test is about. */
export const checked = (check: Partial<CheckVerdict> & { readonly id: string }): CheckVerdict => ({
  title: `The promise ${check.id}`,
  kind: 'simulation',
  chapter: '02-quorums/register#write-back',
  outcome: 'passed',
  points: check.outcome === undefined || check.outcome === 'passed' ? 10 : 0,
  pointsMax: 10,
  work: { runs: 400, failed: 0 },
  sometimes: {},
  ...check,
});

export function judged(
  checks: readonly CheckVerdict[],
  verdict: Partial<ExerciseVerdict> = {},
): ExerciseVerdict {
  return {
    exercise: '02-quorums/register',
    title: 'An atomic register',
    outcome: checks.find(({ outcome }) => outcome !== 'passed')?.outcome ?? 'passed',
    points: checks.reduce((sum, { points }) => sum + points, 0),
    pointsMax: checks.reduce((sum, { pointsMax }) => sum + pointsMax, 0),
    checks,
    capped: false,
    ...verdict,
  };
}
