// Everything that a command may touch, handed to it: a test gives other streams, another checkout and another judge.
import { createColors } from 'picocolors';
import type { Colors } from 'picocolors/types';
import type { Grading } from './grading.ts';
import type { TypeChecker } from './type-errors.ts';

export interface Context {
  /** The checkout whose `exercises/` and progress are meant. */
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  /** Colours for `stdout`; where they are not wanted, each is the identity. */
  readonly paint: Colors;
  readonly grading: Grading;
  /** What TypeScript says of an answer. */
  readonly startTypeChecker: (root: string) => TypeChecker;
  readonly now: () => Date;
}

/** https://no-color.org; a pipe gets none, not even on a build machine, unless `FORCE_COLOR` asks for it. */
export function wantsColour(env: NodeJS.ProcessEnv, stream: NodeJS.WriteStream): boolean {
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR'] !== undefined) return !['0', 'false'].includes(env['FORCE_COLOR']);
  return stream.isTTY && env['TERM'] !== 'dumb';
}

export const paintFor = (env: NodeJS.ProcessEnv, stream: NodeJS.WriteStream): Colors =>
  createColors(wantsColour(env, stream));

export const print = ({ stdout }: Context, text = ''): void => {
  stdout.write(`${text}\n`);
};

/** What is not the answer itself: notes and warnings. They never mix with JSON. */
export const remark = ({ stderr }: Context, text: string): void => {
  stderr.write(`${text}\n`);
};

/** Columns to write in. A pipe has no width, and some terminals say 0: 80, as on paper. */
export const widthOf = ({ stdout }: Context): number => stdout.columns || 80;

/** A terminal on both sides: somebody to ask, and somewhere to draw. */
export const isInteractive = ({ stdin, stdout }: Context): boolean => stdin.isTTY && stdout.isTTY;
