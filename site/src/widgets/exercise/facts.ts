// What a verdict in the page adds to the reader's progress: the very facts that the command line keeps.
import { type Fact, moment } from '../../../../grader/cli/progress.ts';
import type { ExerciseVerdict } from '../../../../grader/judge/verdict.ts';

export function factsOf(verdict: ExerciseVerdict, now: Date): Fact[] {
  const { exercise, outcome, points, pointsMax, checks } = verdict;
  const about = { exercise, at: moment(now) };
  const result = { outcome, points, pointsMax };
  const stopped = checks.find((check) => check.outcome !== 'passed');
  const told = checks.find(({ story }) => story !== undefined);
  return [
    { ...about, kind: 'best', ...result },
    { ...about, kind: 'last', ...result, ...(stopped ? { check: stopped.id } : {}) },
    ...(told?.story
      ? [{ ...about, kind: 'story', check: told.id, token: told.story.token } as const]
      : []),
  ];
}
