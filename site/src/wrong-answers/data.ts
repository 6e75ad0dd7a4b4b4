// What the hall of wrong answers shows of an exercise: `data/<exercise>.json`, which scripts/wrong-answers.mts writes.
import type { Edit } from '../../../grader/mutants/mutant.ts';

export interface WrongAnswersOf {
  readonly exercise: string;
  readonly answers: readonly WrongAnswer[];
}

export interface WrongAnswer {
  readonly id: string;
  /** What is wrong, in a sentence. */
  readonly wrong: string;
  readonly edits: readonly Edit[];
  /** Where people really made this mistake. */
  readonly seen?: string;
  /** The promise whose check caught it. */
  readonly caughtBy: string;
  /** What broke, with its values. */
  readonly broken: string;
  /** How many messages the shortest story has. */
  readonly deliveries?: number;
  /** The shortest story: the page has it told by the judge when somebody wants to see it. */
  readonly token?: string;
}
