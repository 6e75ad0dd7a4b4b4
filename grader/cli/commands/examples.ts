// `quorate examples`: the visible examples, on what the learner wrote. vitest runs them; it never decides a mark.
import { readCatalogue } from '../catalogue.ts';
import { type Context, print } from '../context.ts';
import { resolveExercises } from '../exercise-id.ts';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ExitCode } from '../problem.ts';

export async function examples(context: Context, name: string | undefined): Promise<ExitCode> {
  const { root } = context;
  const ids = resolveExercises(name === undefined ? [] : [name], readCatalogue(root));
  const files = ids
    .map((id) => `exercises/${id}.test.ts`)
    .filter((file) => existsSync(join(root, file)));
  if (files.length === 0) {
    print(context, `${name ?? 'The workbook'} has no visible examples.`);
    return 0;
  }

  const { startVitest } = await import('vitest/node');
  const vitest = await startVitest('test', [], {
    config: false,
    root,
    include: files,
    watch: false,
    color: context.paint.isColorSupported,
  });
  await vitest.close();
  return vitest.state.getCountOfFailedTests() === 0 && process.exitCode !== 1 ? 0 : 1;
}
