// `npm run bench`: what the engines cost. Its exit code says only whether it could measure: a figure is for people to judge.
import { build } from 'esbuild';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { knownAnswers } from '../audit/answers.ts';
import { suites } from '../suites/all.ts';
import type { Engines } from './engines.ts';
import type { Figure, Report } from './figure.ts';
import { benchProcesses } from './processes.ts';
import type { MutantCode } from './stories.ts';
import { type Baseline, baselineOf, regressions, tableText } from './table.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const baselineFile = join(import.meta.dirname, 'baseline.json');
const cache = join(root, 'node_modules/.cache/quorate');

const groups = ['world', 'explorer', 'histories', 'stories', 'processes'];

const usage = `npm run bench -- [--json] [--save] [GROUP...]
  --json   print the figures as JSON
  --save   keep the ratios as the new baseline, grader/bench/baseline.json
  GROUP    only these: ${groups.join(', ')}`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { json: { type: 'boolean' }, save: { type: 'boolean' }, help: { type: 'boolean' } },
    allowPositionals: true,
  });
  const unknown = positionals.filter((group) => !groups.includes(group));
  if (values.help === true || unknown.length > 0) {
    process.stderr.write(`${usage}\n`);
    return unknown.length > 0 ? 2 : 0;
  }
  const chosen = positionals.length > 0 ? positionals : groups;
  const figures = await measure(chosen);
  const baseline = await readBaseline();

  if (values.save === true) {
    await writeFile(
      baselineFile,
      `${JSON.stringify({ ...baseline, ...baselineOf(figures) }, null, 2)}\n`,
    );
  }
  if (values.json === true) {
    const slower = regressions(figures, baseline).map(({ id }) => id);
    process.stdout.write(`${JSON.stringify({ figures, baseline, slower }, null, 2)}\n`);
  } else process.stdout.write(`${tableText(figures, baseline)}\n`);
  return 0;
}

async function measure(chosen: readonly string[]): Promise<Figure[]> {
  const figures: Figure[] = [];
  const report: Report = (figure) => {
    figures.push(figure);
    process.stderr.write(`${figure.id}\n`);
  };
  await benchEngines(chosen, report);
  if (chosen.includes('processes')) await benchProcesses(root, report);
  return figures;
}

async function benchEngines(chosen: readonly string[], report: Report): Promise<void> {
  const engines: Engines = {
    groups: chosen,
    historiesFolder: join(root, '../shared/histories'),
    mutants: chosen.includes('stories') ? await mutantCode() : [],
  };
  const child = spawn(process.execPath, [await bundle('engines.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify(engines));
  const ended = once(child, 'exit') as Promise<[number | null]>;
  for await (const line of createInterface(child.stdout)) report(JSON.parse(line) as Figure);
  const [code] = await ended;
  if (code !== 0) throw new Error(`The measuring process ended with ${code}.`);
}

async function bundle(file: string): Promise<string> {
  const outfile = join(cache, 'bench.mjs');
  await mkdir(cache, { recursive: true });
  await build({
    entryPoints: [join(import.meta.dirname, file)],
    absWorkingDir: root,
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
  });
  return outfile;
}

async function mutantCode(): Promise<MutantCode[]> {
  const measured = ['02-quorums/one-vote', '02-quorums/register'];
  const chosen = suites.filter(({ exercise }) => measured.includes(exercise));
  const answers = (await Promise.all(chosen.map((suite) => knownAnswers(root, suite)))).flat();
  return Promise.all(
    answers
      .filter(({ kind }) => kind === 'mutant')
      .map(async ({ exercise, id, caughtBy, source }) => {
        const { outputFiles } = await build({
          stdin: {
            contents: source,
            loader: 'ts',
            resolveDir: dirname(join(root, 'solutions', exercise)),
          },
          bundle: true,
          write: false,
          external: ['#sim'],
          format: 'cjs',
        });
        return { exercise, id, caughtBy: caughtBy!, code: outputFiles[0]!.text };
      }),
  );
}

async function readBaseline(): Promise<Baseline> {
  try {
    return JSON.parse(await readFile(baselineFile, 'utf8')) as Baseline;
  } catch {
    return {};
  }
}

process.exitCode = await main();
