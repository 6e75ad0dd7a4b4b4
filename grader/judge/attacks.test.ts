import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { attacks, type Attack } from '../attacks/index.ts';
import { innocents } from '../innocents/index.ts';
import { gradeFile } from './host/grade.ts';
import { tallySuite } from './host/testing/tally-suite.ts';

const folder = (name: string) => fileURLToPath(new URL(`../${name}/`, import.meta.url));
const entry = fileURLToPath(new URL('host/testing/tally-entry.ts', import.meta.url));
const limits = { cpuSecondsMax: 3, wallMsMax: 30_000, heapMbMax: 128, dataMbMax: 1_024 };

interface Verdict {
  outcome: string;
  because: string;
}

/** From a file to a verdict, along the way of every submission. */
async function judge(path: string): Promise<Verdict> {
  const place = { root: dirname(path), file: basename(path) };
  const graded = await gradeFile({ suite: tallySuite, ...place, salts: ['one'], entry, limits });
  const { checks } = graded.verdicts[0]!;
  const told = checks.find(({ outcome }) => outcome !== 'passed');
  if (!told) return { outcome: 'passed', because: '' };
  const { outcome, because = '', at } = told;
  return { outcome, because: at ? `${because} (${at.file} line ${at.line})` : because };
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
  expect(await judge(join(folder('innocents'), file))).toEqual({ outcome: 'passed', because: '' });
});
