// `quorate doctor`: is this machine ready? A line each, with the next step where something is amiss.
import { existsSync } from 'node:fs';
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { confinedCommand, jobLimits, type Layer } from '../../judge/host/layers.ts';
import { readCatalogue } from '../catalogue.ts';
import { type Context, print, wantsColour, widthOf } from '../context.ts';
import { shown } from '../exercise-file.ts';
import type { ExitCode } from '../problem.ts';
import { progressFile, readProgress } from '../progress-file.ts';
import { skeletonOf } from '../skeleton.ts';

interface Finding {
  readonly is: 'ok' | 'warn' | 'fail';
  readonly what: string;
  readonly tryThis?: string;
}

export async function doctor(context: Context): Promise<ExitCode> {
  const findings = [
    nodeVersion(),
    packages(context),
    await bundler(),
    await confinement(),
    await progress(context),
    await disk(context),
    history(context),
    terminal(context),
  ];
  const { paint } = context;
  const paints = { ok: paint.green, warn: paint.yellow, fail: paint.red };
  for (const { is, what, tryThis } of findings) {
    print(context, `${paints[is](is.padEnd(4))}  ${what}`);
    if (tryThis !== undefined) print(context, `      ${tryThis}`);
  }
  return findings.some(({ is }) => is === 'fail') ? 1 : 0;
}

function nodeVersion(): Finding {
  const { node } = process.versions;
  const what = `Node ${node} on ${process.platform} ${process.arch}, ${availableParallelism()} processors`;
  const [major = 0] = node.split('.').map(Number);
  if (major % 2 === 0) return { is: 'ok', what };
  return { is: 'warn', what, tryThis: 'An even version is supported for longer.' };
}

function packages({ root }: Context): Finding {
  const wanted = ['tsx', 'esbuild', 'ses', 'vitest', 'fast-check', 'typescript'];
  const missing = wanted.filter((name) => !existsSync(join(root, 'node_modules', name)));
  if (missing.length === 0) return { is: 'ok', what: 'The packages are installed' };
  const what = `Packages are missing: ${missing.join(', ')}`;
  return { is: 'fail', what, tryThis: 'Run: npm install' };
}

async function bundler(): Promise<Finding> {
  try {
    const { transform, version } = await import('esbuild');
    const { code } = await transform('const one: number = 1;', { loader: 'ts' });
    if (!code.includes('const one = 1')) throw new Error(`it made "${code}"`);
    return { is: 'ok', what: `esbuild ${version} reads TypeScript` };
  } catch (error) {
    const what = `esbuild does not work: ${String(error)}`;
    return { is: 'fail', what, tryThis: 'Run: npm ci (on this machine, not on another one)' };
  }
}

/** All that the judge knows to ask for. */
const layersWanted: readonly Layer[] = [
  'permission model',
  'CPU limit',
  'memory limit',
  'no files written',
  'few descriptors',
  'no network',
];

/** A system that offers fewer is good enough for one's own answers. */
async function confinement(): Promise<Finding> {
  const { layers } = await confinedCommand('none.js', jobLimits);
  const missing = layersWanted.filter((layer) => !layers.includes(layer));
  if (missing.length === 0) {
    return { is: 'ok', what: `Submissions are confined by ${layers.length} layers, all there are` };
  }
  return {
    is: 'warn',
    what: `Submissions are confined by ${layers.length} layers, without: ${missing.join(', ')}`,
    tryThis:
      'Enough for your own answers. To grade those of others, use Linux with user namespaces.',
  };
}

async function progress(context: Context): Promise<Finding> {
  const file = progressFile(context.root);
  const name = shown(context.root, file);
  const trial = `${file}.trial`;
  try {
    await mkdir(join(context.root, '.quorate'), { recursive: true });
    await writeFile(trial, '');
    await rm(trial);
  } catch (error) {
    const what = `${name} can't be written: ${(error as NodeJS.ErrnoException).code ?? ''}`;
    return { is: 'fail', what, tryThis: 'Make the folder .quorate yours: ls -ld .quorate' };
  }
  const { facts, broken } = readProgress(context.root);
  if (broken.length === 0)
    return { is: 'ok', what: `${name} can be written (${facts.length} facts)` };
  const lines = broken.map(({ line }) => line).join(', ');
  return {
    is: 'warn',
    what: `${name} has lines that can't be understood: ${lines}`,
    tryThis: 'They are kept. Mend or delete them in an editor.',
  };
}

async function disk({ root }: Context): Promise<Finding> {
  const { bavail, bsize } = await statfs(root);
  const freeMb = Math.floor((bavail * bsize) / 2 ** 20);
  const what = `${freeMb} MB free on this disk`;
  return freeMb >= 100 ? { is: 'ok', what } : { is: 'warn', what, tryThis: 'Make room.' };
}

function history({ root }: Context): Finding {
  const [first] = readCatalogue(root);
  if (first !== undefined && skeletonOf(root, first) !== undefined) {
    return { is: 'ok', what: 'git can give every skeleton back' };
  }
  return {
    is: 'warn',
    what: 'There is no git history: reset puts back what was first graded',
    tryThis: 'Clone the workbook with git instead of unpacking it.',
  };
}

function terminal(context: Context): Finding {
  const { env, stdout } = context;
  if (!stdout.isTTY) return { is: 'ok', what: 'This is a pipe: no colour, no keys' };
  const colour = wantsColour(env, stdout) ? 'colour' : 'no colour';
  const what = `A terminal of ${widthOf(context)} by ${stdout.rows}, ${colour}`;
  if (widthOf(context) >= 80) return { is: 'ok', what };
  return { is: 'warn', what, tryThis: 'Stories are drawn for 80 columns and more.' };
}
