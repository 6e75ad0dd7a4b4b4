// What the commands remember of a learner. A disk that can't be written costs the memory, never the verdict.
import type { ExerciseVerdict } from '../judge/verdict.ts';
import { type Context, remark } from './context.ts';
import { shown } from './exercise-file.ts';
import { findFact, type Fact, moment, type Progress } from './progress.ts';
import { progressFile, readProgress, recordProgress } from './progress-file.ts';
import { keepSkeleton } from './skeleton.ts';

/** What is remembered; lines that can't be read are pointed at. */
export function recall(context: Context): Progress {
  const progress = readProgress(context.root);
  for (const { line, text } of progress.broken) {
    const where = `${shown(context.root, progressFile(context.root))}:${line}`;
    remark(context, `${where} is kept, but can't be understood: ${text}`);
  }
  return progress;
}

export async function remember(context: Context, facts: readonly Fact[]): Promise<void> {
  try {
    for (const { exercise } of facts) keepSkeleton(context.root, exercise);
    await recordProgress(context.root, facts);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (!['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT'].includes(code)) throw error;
    remark(
      context,
      `Your progress could not be written (${code}). Look into it with: npx quorate doctor`,
    );
  }
}

/** The facts that a verdict on the learner's own file leaves. */
export function factsOf(
  { exercise, outcome, points, pointsMax, checks }: ExerciseVerdict,
  now: Date,
): Fact[] {
  const about = { exercise, at: moment(now) };
  const result = { outcome, points, pointsMax };
  const stopped = checks.find((check) => check.outcome !== 'passed');
  const told = checks
    .map(({ id, story, token = story?.token }) => ({ id, token }))
    .find(({ token }) => token !== undefined);
  return [
    { ...about, kind: 'best', ...result },
    { ...about, kind: 'last', ...result, ...(stopped ? { check: stopped.id } : {}) },
    ...(told?.token
      ? [{ ...about, kind: 'story', check: told.id, token: told.token } as const]
      : []),
  ];
}

/** The story by which the answer failed last, unless it has passed since. */
export function openStory(progress: Progress, id: string): string | undefined {
  if (findFact(progress, id, 'last')?.outcome === 'passed') return undefined;
  return findFact(progress, id, 'story')?.token;
}
