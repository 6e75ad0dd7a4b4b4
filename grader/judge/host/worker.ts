// The process that judges one submission: reads a job, locks the realm down, loads the submission, judges, speaks
// through one descriptor, and ends. It never returns to an event loop in which code of the submission could go on.
import { readFileSync, writeSync } from 'node:fs';
import { FrameWriter } from '../channel.ts';
import { load, lockDown, type LoadOptions, type Submission } from '../compartment.ts';
import type { Job, Said, Served } from './job.ts';

/** The verdict's way out. A submission has no name for it, nor for anything that could write to it. */
const verdictDescriptor = 3;

declare const getStackString: (error: object) => string;

export async function serve({ optionsFor, judge }: Served): Promise<never> {
  // Promises that a submission leaves behind are nobody's business.
  process.on('unhandledRejection', () => {});
  const { key, job } = JSON.parse(readFileSync(0, 'utf8')) as { key: string; job: Job };
  const channel = new FrameWriter(Buffer.from(key, 'hex'), writeAll);
  const say = (said: Said) => channel.send(said);
  try {
    lockDown();
    say({ said: 'ready' });
    const submission = loadOrRefuse(job, optionsFor(job.exercise), say);
    for (const salt of submission ? job.salts : []) {
      const task = { exercise: job.exercise, salt, options: job.options };
      const emit = (body: unknown) => say({ said: 'emitted', salt, body });
      await judge(task, submission!, emit);
    }
    channel.end();
    process.exit(0);
  } catch (error) {
    const stack = error instanceof Error ? getStackString(error) : '';
    process.stderr.write(`Bug in the workbook: ${String(error)}${stack}\n`);
    process.exit(70);
  }
}

function loadOrRefuse(
  job: Job,
  options: LoadOptions,
  say: (said: Said) => void,
): Submission | undefined {
  try {
    return load(job.bundle, options);
  } catch (error) {
    // Its top level runs at each boot, not here: this is source that this engine can't read.
    say({ said: 'refused', because: (error as Error).message });
    return undefined;
  }
}

function writeAll(bytes: Uint8Array): void {
  let offset = 0;
  while (offset < bytes.length) {
    try {
      offset += writeSync(verdictDescriptor, bytes, offset);
    } catch (error) {
      // The reader is slower than we are.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
  }
}
