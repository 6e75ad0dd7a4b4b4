// `quorate audit`: grades the suites. The engine is the judge's; here it is only asked.
import { readCatalogue } from '../catalogue.ts';
import type { Context } from '../context.ts';
import { resolveExercises } from '../exercise-id.ts';
import type { ExitCode } from '../problem.ts';
import { progressBar } from '../progress-bar.ts';
import { untilInterrupted } from '../signals.ts';

export interface AuditFlags {
  readonly salts: number;
  readonly json?: boolean;
  /** Names of answers; all, where absent. */
  readonly answer?: readonly string[];
  readonly named?: boolean;
}

export async function audit(
  context: Context,
  names: readonly string[],
  { salts, json = false, answer, named = false }: AuditFlags,
): Promise<ExitCode> {
  const ids = resolveExercises(names, readCatalogue(context.root));
  const bar = progressBar(context, 'audit');
  try {
    const audited = await untilInterrupted((signal) =>
      context.grading.auditSuites(ids, {
        root: context.root,
        salts,
        signal,
        namedOnly: named,
        ...(answer ? { answers: answer } : {}),
        onProgress: bar.update,
      }),
    );
    bar.stop();
    context.stdout.write(json ? audited.json() : audited.text());
    return audited.isRight ? 0 : 1;
  } finally {
    bar.stop();
  }
}
