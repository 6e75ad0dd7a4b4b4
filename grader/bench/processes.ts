// Whole processes, as a learner waits for them: from a save to the screen, and several answers on one core and on two. Wall
// time, since that is what is waited for; taken in turns with a process that does nothing.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Report } from './figure.ts';

const rounds = 5;

export async function benchProcesses(root: string, report: Report): Promise<void> {
  for (const exercise of ['majority', 'one-vote', 'register']) {
    const grade = () => wallMs(gradeReference(root, exercise));
    await grade();
    const ratios: number[] = [];
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const nothingMs = await wallMs(['--eval', '0']);
      const ms = await grade();
      times.push(ms);
      ratios.push(ms / nothingMs);
    }
    report({
      id: `screen/${exercise}`,
      group: 'Save to screen',
      what: `quorate grade ${exercise}, on the reference`,
      measured: `${middle(times).toFixed(0)} ms`,
      ratio: middle(ratios),
      between: [quantile(ratios, 0.25), quantile(ratios, 0.75)],
      beside: 'a process that does nothing',
    });
  }
  await benchCores(root, report);
}

/** The same two gradings one after the other, and at once. */
async function benchCores(root: string, report: Report): Promise<void> {
  const grade = () => wallMs(gradeReference(root, 'one-vote'));
  const shares: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const apart = (await grade()) + (await grade());
    const startedMs = performance.now();
    await Promise.all([grade(), grade()]);
    shares.push((performance.now() - startedMs) / apart);
  }
  const share = middle(shares);
  report({
    id: 'cores/two',
    group: 'Cores',
    what: 'two gradings of one-vote at once',
    measured: `${(1 / share).toFixed(2)} times as fast`,
    ratio: share,
    between: [quantile(shares, 0.25), quantile(shares, 0.75)],
    beside: 'one after the other',
  });
}

const gradeReference = (root: string, exercise: string): string[] => [
  join(root, 'grader/cli/quorate.js'),
  'grade',
  exercise,
  '--solutions',
];

async function wallMs(argv: readonly string[]): Promise<number> {
  const startedMs = performance.now();
  const child = spawn(process.execPath, argv, { stdio: 'ignore' });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`"node ${argv.join(' ')}" ended with ${code}, not 0.`);
  return performance.now() - startedMs;
}

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)]!;

const middle = (values: readonly number[]): number => quantile(values, 0.5);
