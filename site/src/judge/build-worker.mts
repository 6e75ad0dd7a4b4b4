// Builds the judge's worker: all suites and the judge in one file, as the command line's own runtime is built.
import { build } from 'esbuild';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** The code of the worker. `entry` is `worker.ts`, but for tests. */
export async function buildWorker(root: string, entry = 'site/src/judge/worker.ts') {
  // One parser, for types and for ticks: the site's and the workbook's own are the same package.
  const { resolve } = createRequire(join(root, 'package.json'));
  const acorn = join(resolve('acorn'), '..', 'acorn.mjs');
  const { outputFiles } = await build({
    entryPoints: [join(root, entry)],
    absWorkingDir: root,
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    // The library that locks a realm down starts in strict code alone.
    banner: { js: '"use strict";' },
    platform: 'browser',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'silent',
    alias: { acorn },
    tsconfigRaw: '{}',
  });
  return outputFiles[0]!.text;
}
