// An exercise as its page is given it.
import type { Hints } from '../../../../grader/suites/suite.ts';

export interface ExerciseData {
  /** `02-quorums/register`. */
  readonly exercise: string;
  readonly title: string;
  /** The file as it is handed out. */
  readonly skeleton: string;
  readonly hints: Hints;
  readonly checks: readonly {
    readonly id: string;
    readonly title: string;
    readonly points: number;
    readonly hints?: Hints;
  }[];
}
