// One operating-system process for one submission, behind every wall that the system offers, and one answer about how
// it ended. Nothing that a submission does there reaches this process except through the sealed channel.
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import type { Readable, Writable } from 'node:stream';
import { FrameReader } from '../channel.ts';
import type { Job, Said } from './job.ts';
import {
  confinedCommand,
  jobLimits,
  plainCommand,
  type Command,
  type JobLimits,
  type Layer,
} from './layers.ts';

export interface RunOptions {
  /** The file that the process runs: see `buildRuntime`. */
  runtime: string;
  limits?: Partial<JobLimits>;
  /** Hears each emitted body as soon as it comes. What came before a job broke down is no verdict. */
  onFrame?: (body: unknown, salt: string) => void;
  signal?: AbortSignal;
}

/** How a job ended. Only `completed` carries a verdict. */
export type JobEnd =
  | { outcome: 'completed' }
  /** The submission could not be loaded. */
  | { outcome: 'refused'; because: string }
  | { outcome: 'out of memory' }
  | { outcome: 'CPU limit'; seconds: number }
  | { outcome: 'timed out'; ms: number }
  /** The channel said something that the judge did not write, or not all of it. */
  | { outcome: 'malformed verdict'; because: string }
  | { outcome: 'too much output' }
  | { outcome: 'killed'; signal: string }
  /** The judge itself failed: not the fault of a submission. */
  | { outcome: 'crashed'; because: string }
  | { outcome: 'cancelled' };

export type JobReport = JobEnd & {
  emitted: { salt: string; body: unknown }[];
  layers: readonly Layer[];
  wallMs: number;
};

export async function runJob(job: Job, options: RunOptions): Promise<JobReport> {
  const limits = { ...jobLimits, ...options.limits };
  const started = performance.now();
  // If it ends before anything of the submission runs, this system does not take our settings. Then fewer walls are
  // tried, and the report says which held.
  const attempts = [
    () => confinedCommand(options.runtime, limits),
    () => confinedCommand(options.runtime, limits, ['memory limit']),
    () => plainCommand(options.runtime, limits),
  ];
  for (const [index, attempt] of attempts.entries()) {
    const command = await attempt();
    const { end, ready, emitted } = await new Run(job, command, limits, options).report();
    if (!ready && isStartFailure(end) && index < attempts.length - 1) continue;
    return { ...end, emitted, layers: command.layers, wallMs: performance.now() - started };
  }
  throw new Error('Bug in the workbook: the last attempt is always taken.');
}

const isStartFailure = ({ outcome }: JobEnd) =>
  ['crashed', 'killed', 'out of memory', 'malformed verdict'].includes(outcome);

interface Ended {
  end: JobEnd;
  ready: boolean;
  emitted: JobReport['emitted'];
}

/** Groups of processes that still run. When this process ends, so do they. */
const running = new Set<number>();
process.on('exit', () => {
  for (const pid of running) killGroup(pid);
});

function killGroup(pid: number): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}

class Run {
  readonly #job: Job;
  readonly #command: Command;
  readonly #limits: JobLimits;
  readonly #options: RunOptions;
  readonly #key = randomBytes(32);
  readonly #reader = new FrameReader(this.#key);
  readonly #emitted: JobReport['emitted'] = [];
  #ready = false;
  #refused: string | undefined;
  #stderr = '';
  #outputBytes = 0;
  /** Why we ended it, if we did. */
  #ended: JobEnd | undefined;
  #child: ChildProcess | undefined;

  constructor(job: Job, command: Command, limits: JobLimits, options: RunOptions) {
    this.#job = job;
    this.#command = command;
    this.#limits = limits;
    this.#options = options;
  }

  async report(): Promise<Ended> {
    const { signal } = this.#options;
    if (signal?.aborted) {
      return { end: { outcome: 'cancelled' }, ready: false, emitted: [] };
    }
    const abort = () => this.#stop({ outcome: 'cancelled' });
    const { wallMsMax } = this.#limits;
    const timer = setTimeout(() => this.#stop({ outcome: 'timed out', ms: wallMsMax }), wallMsMax);
    signal?.addEventListener('abort', abort, { once: true });
    try {
      const end = await this.#run();
      return { end, ready: this.#ready, emitted: this.#emitted };
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    }
  }

  #run(): Promise<JobEnd> {
    const { file, args } = this.#command;
    const child = spawn(file, args, {
      cwd: '/',
      // Dates are read and written alike everywhere.
      env: { TZ: 'UTC', LANG: 'C' },
      stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    this.#child = child;
    if (child.pid !== undefined) running.add(child.pid);

    const [stdin, stdout, stderr, verdict] = child.stdio as unknown as [
      Writable,
      Readable,
      Readable,
      Readable,
    ];
    // It may end before it has read its job; how it ended tells why.
    stdin.on('error', () => {});
    stdin.end(JSON.stringify({ key: this.#key.toString('hex'), job: this.#job }));
    stdout.on('data', (data: Buffer) => this.#count(data));
    stderr.on('data', (data: Buffer) => {
      this.#count(data);
      this.#stderr = (this.#stderr + data.toString()).slice(-4_000);
    });
    verdict.on('data', (data: Buffer) => this.#hear(data));
    verdict.on('error', () => {});

    return new Promise((resolve) => {
      child.on('error', (error) => resolve({ outcome: 'crashed', because: error.message }));
      child.on('exit', () => this.#forget());
      child.on('close', (code, signal) => resolve(this.#endOf(code, signal)));
    });
  }

  /** Ends whatever the process may have left behind in its group. */
  #forget(): void {
    const pid = this.#child?.pid;
    if (pid === undefined) return;
    running.delete(pid);
    killGroup(pid);
  }

  #stop(end: JobEnd): void {
    this.#ended ??= end;
    if (this.#child?.pid !== undefined) killGroup(this.#child.pid);
  }

  #count(data: Buffer): void {
    this.#outputBytes += data.length;
    if (this.#outputBytes > this.#limits.outputBytesMax) this.#stop({ outcome: 'too much output' });
  }

  #hear(data: Buffer): void {
    for (const said of this.#reader.push(data) as Said[]) {
      if (said.said === 'ready') this.#ready = true;
      if (said.said === 'refused') this.#refused = said.because;
      if (said.said === 'emitted') {
        const { salt, body } = said;
        this.#emitted.push({ salt, body });
        this.#options.onFrame?.(body, salt);
      }
    }
    const { state } = this.#reader;
    if (state.state === 'broken') {
      this.#stop({ outcome: 'malformed verdict', because: state.because });
    }
  }

  #endOf(code: number | null, signal: NodeJS.Signals | null): JobEnd {
    if (this.#ended) return this.#ended;
    if (signal === 'SIGXCPU') {
      return { outcome: 'CPU limit', seconds: this.#limits.cpuSecondsMax };
    }
    if (/out of memory|Allocation failed/.test(this.#stderr) && code !== 0) {
      return { outcome: 'out of memory' };
    }
    if (signal) return { outcome: 'killed', signal };
    if (code !== 0) {
      return { outcome: 'crashed', because: this.#stderr.trim() || `It ended with code ${code}.` };
    }
    const end = this.#reader.finish();
    if (end.state !== 'ended') {
      const because = end.state === 'broken' ? end.because : 'it has no end';
      return { outcome: 'malformed verdict', because };
    }
    if (this.#refused !== undefined) return { outcome: 'refused', because: this.#refused };
    return { outcome: 'completed' };
  }
}
