// What verdicts look like. The texts are the report's; this says only where they go.
import type { ExerciseVerdict, OutcomeName } from '../judge/verdict.ts';
import { type Context, print } from './context.ts';
import type { Replayed } from './grading.ts';

/** A line of the scoreboard. */
export interface Standing {
  readonly id: string;
  readonly title: string;
  readonly outcome: OutcomeName;
  readonly points: number;
  readonly pointsMax: number;
  readonly hints: number;
  readonly isCurrent: boolean;
}

export interface VerdictNotes {
  /** The verdict before this one. */
  readonly last?: ExerciseVerdict;
  /** What comes after a pass. */
  readonly next?: string;
}

export function printVerdict(
  context: Context,
  verdict: ExerciseVerdict,
  { next }: VerdictNotes = {},
): void {
  const { exercise, outcome, points, pointsMax } = verdict;
  print(context, `${exercise}: ${outcome}, ${points} of ${pointsMax} points`);
  for (const check of verdict.checks) {
    print(context, `  ${check.title}: ${check.outcome}`);
    if (check.because !== undefined) print(context, `    ${check.because}`);
  }
  if (outcome === 'passed' && next !== undefined) print(context, next);
}

export function printReplay(context: Context, { exercise, verdict }: Replayed): void {
  const end = verdict.outcome === 'passed' ? 'That story now ends well.' : verdict.because;
  print(context, `${exercise}: ${verdict.title}`);
  print(context, `  ${end ?? verdict.outcome}`);
}

export function printStandings(context: Context, standings: readonly Standing[]): void {
  for (const { id, outcome, points, pointsMax, isCurrent } of standings) {
    print(context, `${isCurrent ? '>' : ' '} ${id.padEnd(24)} ${points}/${pointsMax}  ${outcome}`);
  }
}

export function printVerdictsAsJson(
  context: Context,
  verdicts: readonly ExerciseVerdict[],
  salt: string,
): void {
  print(context, JSON.stringify({ salt, exercises: verdicts }, null, 2));
}
