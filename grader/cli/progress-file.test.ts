import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Fact } from './progress.ts';
import { progressFile, readProgress, recordProgress } from './progress-file.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'quorate-'));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const opened = (exercise: string): Fact => ({
  exercise,
  kind: 'opened',
  at: '2026-01-02T03:04:05Z',
});

test('there is no progress before the first', () => {
  expect(readProgress(root).facts).toEqual([]);
});

test('writers at the same time lose nothing of each other', async () => {
  const facts = Array.from({ length: 40 }, (_, index) => opened(`ch/e${index}`));

  await Promise.all(facts.map((fact) => recordProgress(root, [fact])));

  expect(readProgress(root).facts).toHaveLength(facts.length);
  expect(readdirSync(join(root, '.quorate'))).toEqual(['progress.txt']);
});

test('a lock that a killed process left behind holds nobody up for ever', async () => {
  const lock = `${progressFile(root)}.lock`;
  mkdirSync(join(root, '.quorate'));
  writeFileSync(lock, '');
  utimesSync(lock, 1, 1);

  await recordProgress(root, [opened('ch/one')]);

  expect(readProgress(root).facts).toEqual([opened('ch/one')]);
});

test('what a learner wrote into the file is still there after the next result', async () => {
  mkdirSync(join(root, '.quorate'));
  writeFileSync(progressFile(root), '# note to self\nch/one  bset  yesterday\n');

  await recordProgress(root, [opened('ch/two')]);

  const text = readFileSync(progressFile(root), 'utf8');
  expect(text).toContain('# note to self\nch/one  bset  yesterday\n');
  expect(text).toContain('ch/two  opened');
});
