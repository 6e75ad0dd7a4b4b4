// What verdicts look like is the report's business; this says only where they go, and how wide.
import { edition } from '../judge/seeds.ts';
import type { ExerciseVerdict } from '../judge/verdict.ts';
import { cut, printable } from '../report/fit.ts';
import {
  reportOf,
  scoreboardText,
  type ScoreboardEntry,
  toldCheck,
  verdictText,
} from '../report/index.ts';
import { type Context, print, widthOf } from './context.ts';
import type { Replayed } from './grading.ts';
import { type Doubt, doubtsText } from './type-errors.ts';

export interface VerdictNotes {
  /** The verdict before this one. */
  readonly last?: ExerciseVerdict;
  readonly doubts?: readonly Doubt[];
  /** What comes after a pass. */
  readonly next?: string;
  /** `last`, where the story is remembered. */
  readonly replay: 'last' | 'token';
}

/** Returns the number of lines. */
export function printVerdict(
  context: Context,
  verdict: ExerciseVerdict,
  { doubts = [], ...notes }: VerdictNotes,
): number {
  const lastStory = verdict.last && (verdict.last.ends === 'well' ? 'ends well' : 'still breaks');
  const text = verdictText(verdict, {
    ...lookOf(context),
    ...notes,
    typeErrors: doubts,
    ...(lastStory === undefined ? {} : { lastStory }),
  });
  print(context, `${text}\n`);
  return text.split('\n').length;
}

/** What broke, once more in a line: for those who sit before the end of a verdict that is longer than their terminal. */
export function printRecap(context: Context, verdict: ExerciseVerdict, lines: number): void {
  const told = toldCheck(verdict);
  const broke = told?.story?.broke.what ?? told?.because;
  // Some lines more stand below a verdict.
  if (broke === undefined || lines + 4 <= (context.stdout.rows || Infinity)) return;
  print(context, `${cut(printable(`↑ ${lines} lines: ${broke}`), widthOf(context))}\n`);
}

/** Doubts that came after their verdict had been shown. */
export function printDoubts(context: Context, doubts: readonly Doubt[]): void {
  if (doubts.length > 0)
    print(context, `${doubtsText(doubts, widthOf(context), context.paint.yellow)}\n`);
}

export function printReplay(context: Context, { exercise, verdict }: Replayed): void {
  if (verdict.outcome === 'passed') {
    const { green } = context.paint;
    print(context, `${green('✓')} ${exercise}: that story now ends well.\n  ${verdict.title}\n`);
    return;
  }
  const { title, outcome, points, pointsMax } = verdict;
  const alone = { exercise, title, outcome, points, pointsMax, checks: [verdict], capped: false };
  const text = verdictText(alone, { ...lookOf(context), replay: 'last' });
  // Its last section is of points, and a replay gives none.
  print(context, `${text.slice(0, text.lastIndexOf('\n\n'))}\n`);
}

export function printScoreboard(
  context: Context,
  entries: readonly ScoreboardEntry[],
  next?: string,
): void {
  const options = { ...lookOf(context), ...(next === undefined ? {} : { next }) };
  print(context, scoreboardText(entries, options));
}

export function printVerdictsAsJson(
  context: Context,
  verdicts: readonly ExerciseVerdict[],
  salt: string,
): void {
  print(context, JSON.stringify(reportOf(verdicts, { edition, salt }), null, 2));
}

const lookOf = (context: Context) => ({ width: widthOf(context), styles: context.paint });
