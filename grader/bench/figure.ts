// What the benchmark finds, as data: a figure for people, and beside its yardstick a ratio that can be compared between
// machines and days.

export interface Figure {
  /** What a baseline knows it by. */
  readonly id: string;
  readonly group: string;
  readonly what: string;
  /** As people say it: "310 ns an event". Depends on the machine. */
  readonly measured: string;
  /** How many times its yardstick it costs, so that less is better; a count that no machine changes is its own ratio. */
  readonly ratio?: number;
  /** The yardstick. */
  readonly beside?: string;
  /** Half of the rounds lay between these. */
  readonly between?: readonly [low: number, high: number];
  /** The aim, in words, and whether it is reached. */
  readonly aim?: { readonly text: string; readonly isReached: boolean };
}

export type Report = (figure: Figure) => void;

export const spaced = (count: number): string => Math.round(count).toLocaleString('en-US');
