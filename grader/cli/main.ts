// argv in, exit code out.
import { fileURLToPath } from 'node:url';
import { CommanderError } from 'commander';
import { type Context, paintFor, remark } from './context.ts';
import { grading } from './grading.ts';
import { describeBug, type ExitCode, interrupted, isAbort, Problem } from './problem.ts';
import { createProgram } from './program.ts';
import { startTypeChecker } from './type-errors.ts';

/** Runs this process' command line. */
export async function main(): Promise<void> {
  const { env, stdin, stdout, stderr } = process;
  // `quorate list | head -1`: whoever reads has enough.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const now = () => new Date();
  const paint = paintFor(env, stdout);
  const context = { root, env, stdin, stdout, stderr, paint, grading, startTypeChecker, now };

  process.exitCode = await run(process.argv.slice(2), context);
}

/** Never throws: whatever goes wrong is said on `stderr`, and has its exit code. */
export async function run(argv: readonly string[], context: Context): Promise<ExitCode> {
  let code: ExitCode = 0;
  const program = createProgram(context, (result) => {
    code = result;
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof Problem) {
      remark(context, `${error.message}\n${error.tryThis}`);
      return 2;
    }
    if (isAbort(error)) return interrupted;
    remark(context, describeBug(error));
    return 2;
  }
}
