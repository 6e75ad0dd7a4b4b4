/** A mistake that the reader can mend. Anything else that is thrown is a bug in the workbook and keeps its stack. */
export class Problem extends Error {
  override readonly name = 'Problem';
  /** The next thing to try: usually a command to paste. */
  readonly tryThis: string;

  /** `what` is one sentence that names the thing that is wrong. */
  constructor(what: string, tryThis: string) {
    super(what);
    this.tryThis = tryThis;
  }
}

/** 0: all that was asked for is well. 1: not all of it. 2: it was asked for in a way that can't be understood. */
export type ExitCode = 0 | 1 | 2 | 130;

/** What a shell expects of a process that Ctrl-C ended. */
export const interrupted = 130;

/** True for what is thrown when work was ended on purpose. */
export const isAbort = (error: unknown): boolean =>
  error instanceof Error && error.name === 'AbortError';

/** What the reader is told when the workbook itself is at fault. */
export function describeBug(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return [
    'Bug in the workbook: this is not your fault, and your files are as you left them.',
    '',
    stack,
    '',
    `  quorate ${process.argv.slice(2).join(' ')}`,
    `  Node ${process.versions.node} on ${process.platform} ${process.arch}`,
    '',
    'Please report it with the lines above: .github/CONTRIBUTING.md says where.',
  ].join('\n');
}
