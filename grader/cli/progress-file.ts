// Progress on the disk: never lost, never half written, and two processes that write at once lose nothing of each other's.
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Fact,
  formatProgress,
  mergeProgress,
  parseProgress,
  type Progress,
} from './progress.ts';

export const progressFile = (root: string): string => join(root, '.quorate', 'progress.txt');

export function readProgress(root: string): Progress {
  return parseProgress(readIfThere(progressFile(root)) ?? '');
}

/** Adds facts to what the file says by now, and returns that. */
export async function recordProgress(root: string, facts: readonly Fact[]): Promise<Progress> {
  const file = progressFile(root);
  mkdirSync(dirname(file), { recursive: true });
  return withLock(`${file}.lock`, () => {
    const progress = mergeProgress(readProgress(root), { facts, kept: [], broken: [] });
    replaceFile(file, formatProgress(progress));
    return progress;
  });
}

/** Whoever reads the file sees the old text or the new, whole, whenever the machine stops. */
export function replaceFile(file: string, text: string): void {
  const draft = `${file}.${process.pid}.draft`;
  const descriptor = openSync(draft, 'w');
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(draft, file);
}

/** Long enough for a slow disk; the lock is held for a few milliseconds. */
const lockStaleAfterMs = 5000;

async function withLock<Result>(lock: string, work: () => Result): Promise<Result> {
  while (!tryLock(lock)) await sleep(10 + Math.random() * 20);
  try {
    return work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function tryLock(lock: string): boolean {
  try {
    closeSync(openSync(lock, 'wx'));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const takenAt = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
  // Its owner was killed between taking it and giving it back.
  if (Date.now() - takenAt > lockStaleAfterMs) rmSync(lock, { force: true });
  return false;
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
