// The shape of `data.json`, which scripts/wrong-answers.mts writes.

export interface WrongAnswersData {
  /** Of the workbook. */
  readonly edition: string;
  readonly answers: readonly WrongAnswer[];
}

export interface WrongAnswer {
  readonly exercise: string;
  readonly id: string;
  /** What is wrong, in a sentence. */
  readonly wrong: string;
  readonly edits: readonly { readonly find: string; readonly replace: string }[];
  /** Where people really made this mistake. */
  readonly seen?: string;
  /** The promise whose check caught it. */
  readonly caughtBy: string;
  /** What broke, with its values. */
  readonly broken: string;
  readonly deliveries?: number;
  /** The shortest story, as lines of text. */
  readonly story?: readonly string[];
}
