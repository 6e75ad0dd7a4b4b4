import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { attacks, type Attack } from '../attacks/index.ts';
import { innocents } from '../innocents/index.ts';
import { bundleSubmission } from './host/bundle.ts';
import { runJob } from './host/process.ts';
import { buildRuntime } from './host/runtime.ts';

const folder = (name: string) => fileURLToPath(new URL(`../${name}/`, import.meta.url));
const limits = { cpuSecondsMax: 3, wallMsMax: 30_000, heapMbMax: 128, dataMbMax: 1_024 };

let runtime: string;
beforeAll(async () => {
  runtime = await buildRuntime(fileURLToPath(new URL('host/testing/tally.ts', import.meta.url)));
});

interface Verdict {
  outcome: string;
  because: string;
}

/** From a file to a verdict, along the way of every submission. */
async function judge(path: string): Promise<Verdict> {
  const root = dirname(path);
  const bundled = await bundleSubmission({ root, file: basename(path), allowedImports: ['#sim'] });
  if (bundled.outcome !== 'bundled') return bundled;
  const job = { exercise: 'tally', bundle: bundled.bundle, salts: ['one'] };
  const report = await runJob(job, { runtime, limits });
  if (report.outcome !== 'completed') return { because: '', ...report };
  expect(report.emitted).toHaveLength(1);
  return report.emitted[0]!.body as Verdict;
}

async function judgeAttack({ file, source }: Attack): Promise<Verdict> {
  if (source === undefined) return judge(join(folder('attacks'), file));
  const root = await mkdtemp(join(tmpdir(), 'quorate-attack-'));
  try {
    await writeFile(join(root, file), source);
    return await judge(join(root, file));
  } finally {
    await rm(root, { recursive: true });
  }
}

test.concurrent.each(attacks)('$file gets its outcome: $outcome', async (attack) => {
  const { outcome, because } = await judgeAttack(attack);

  expect({ outcome, because }).toEqual({
    outcome: attack.outcome,
    because: expect.stringContaining(attack.because ?? '') as string,
  });
});

test.concurrent.each(innocents)('%s passes', async (file) => {
  const { outcome, because } = await judge(join(folder('innocents'), file));

  expect({ outcome, because }).toEqual({ outcome: 'passed', because: 'totals 21 21 21' });
});
