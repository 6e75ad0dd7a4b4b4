// Grades one file: bundles it, has it judged in a process of its own, and reads the verdict.
import { fileURLToPath } from 'node:url';
import type { Suite } from '../../suites/suite.ts';
import type { Replayed } from '../replay.ts';
import type { JudgeOptions, Progress } from '../judge.ts';
import type {
  Beside,
  CheckVerdict,
  ExerciseVerdict,
  OutcomeName,
  Position,
  Replay,
  Story,
} from '../verdict.ts';
import { importsOf } from '../modules.ts';
import { fromWire } from '../wire.ts';
import { bundleSubmission, type Trouble } from './bundle.ts';
import type { Answered, Asked } from './serve-suites.ts';
import type { JobLimits, Layer } from './layers.ts';
import { type JobReport, runJob } from './process.ts';
import { buildRuntime } from './runtime.ts';

export interface GradeRequest extends Omit<JudgeOptions, 'salt' | 'onProgress' | 'ended'> {
  readonly suite: Suite;
  /** The folder that the submission may not leave. */
  readonly root: string;
  /** The file to grade, relative to `root`. */
  readonly file: string;
  readonly salts: readonly string[];
  /** What runs in the judging process: a module that calls `serveSuites`. */
  readonly entry?: string;
  readonly limits?: Partial<JobLimits>;
  /** Runs a sample of the worlds once more in a second process: for marks, where an answer must not tell runs apart. */
  readonly crossCheck?: boolean;
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
}

export interface Graded {
  /** One for each salt, in the same order. */
  readonly verdicts: readonly ExerciseVerdict[];
  /** What kept the submission in, on this system. */
  readonly layers: readonly Layer[];
}

const ownEntry = fileURLToPath(new URL('./entry.ts', import.meta.url));

/** @throws Error for a bug of the workbook only. */
export async function gradeFile(request: GradeRequest): Promise<Graded> {
  const { suite, root, file, salts } = request;
  const bundled = await bundleSubmission({ root, file, allowedImports: importsOf(suite) });
  if (bundled.outcome !== 'bundled') {
    const verdict = verdictOfTrouble(suite, bundled, file);
    return { verdicts: salts.map(() => verdict), layers: [] };
  }
  const runtime = await buildRuntime(request.entry ?? ownEntry);
  const ended: Record<string, { outcome: OutcomeName; because: string }> = {};
  let secondTry = false;

  for (;;) {
    let current = suite.checks[0]!.id;
    const {
      suite: _suite,
      root: _root,
      file: _file,
      salts: _salts,
      entry: _entry,
      limits = {},
      crossCheck = false,
      onProgress,
      signal,
      ...options
    } = request;
    const job = { exercise: suite.exercise, bundle: bundled.bundle };
    const run = { runtime, limits, ...(signal ? { signal } : {}) };
    const asked: Asked = { ask: 'judge', options: { ...options, ended } };
    const report = await runJob(
      { ...job, salts, options: asked },
      {
        ...run,
        onFrame(body) {
          const said = fromWire(body) as Answered;
          if (!('progress' in said)) return;
          current = said.progress.check;
          onProgress?.(said.progress);
        },
      },
    );
    if (report.outcome === 'completed') {
      const verdicts = verdictsIn(report, salts.length);
      const again: Asked = { ask: 'judge', options: { sampleOnly: true, ended } };
      const strays = crossCheck
        ? straysOf(
            verdicts[0]!,
            await runJob({ ...job, salts: salts.slice(0, 1), options: again }, run),
          )
        : [];
      if (strays.length === 0) return { verdicts, layers: report.layers };
      for (const id of strays) ended[id] = anotherRun;
      continue;
    }
    if (report.outcome === 'cancelled') throw signal!.reason;
    if (report.outcome === 'refused') {
      const verdict = everyCheck(suite, { outcome: 'does not compile', because: report.because });
      return { verdicts: salts.map(() => verdict), layers: report.layers };
    }
    // Time and memory of a process depend on the machine: they lead to a second try, and then cost this check only.
    if (isOfTheMachine(report) && !secondTry) {
      secondTry = true;
      continue;
    }
    if (ended[current])
      throw new Error(
        `Bug in the workbook: judging ended twice in "${current}": ${report.outcome}.`,
      );
    ended[current] = endOf(report);
    secondTry = false;
  }
}

const anotherRun = {
  outcome: 'not deterministic',
  because:
    'The same world went another way in a second process. An answer must not depend on anything but its state, events, clock and choices.',
} as const;

/** Checks whose sample came out otherwise in the second process. */
function straysOf(verdict: ExerciseVerdict, second: JobReport): string[] {
  const samples = second.outcome === 'completed' ? verdictsIn(second, 1)[0]!.checks : [];
  return verdict.checks
    .filter(({ id, sample }) => {
      const other = samples.find((check) => check.id === id);
      return sample !== undefined && sample !== other?.sample;
    })
    .map(({ id }) => id);
}

type FileRequest = Pick<GradeRequest, 'suite' | 'root' | 'file' | 'signal'>;

/** Plays a story once more on the file as it is now. */
export async function replayFile(
  request: FileRequest,
  check: string,
  replay: Replay,
): Promise<Replayed> {
  const { suite, file } = request;
  const asked = await ask(request, { ask: 'replay', check, replay });
  if ('answered' in asked && 'replayed' in asked.answered) return asked.answered.replayed;
  if ('bundling' in asked) {
    const { because = '', at } = verdictOfTrouble(suite, asked.bundling, file).checks[0]!;
    return { ends: 'trouble', outcome: 'threw', because, ...(at ? { at } : {}) };
  }
  if ('report' in asked) {
    return { ends: 'trouble', outcome: 'did not return', because: endOf(asked.report).because };
  }
  throw new Error('Bug in the workbook: a replay came back without its end.');
}

/** The story with all that a page tells beside it. `undefined` where the file as it is now does not tell it. */
export async function tellFile(
  request: FileRequest,
  check: string,
  replay: Replay,
): Promise<Story | undefined> {
  const asked = await ask(request, { ask: 'page', check, replay });
  return 'answered' in asked && 'story' in asked.answered ? asked.answered.story : undefined;
}

/** The steps of a story on this file, whatever comes of them here. */
export async function playFile(
  request: FileRequest,
  check: string,
  replay: Replay,
): Promise<Beside | undefined> {
  const asked = await ask(request, { ask: 'beside', check, replay });
  return 'answered' in asked && 'beside' in asked.answered ? asked.answered.beside : undefined;
}

/** One question about one file, in a process of its own, and what came of it. */
async function ask(
  { suite, root, file, signal }: FileRequest,
  asked: Asked,
): Promise<{ answered: Answered } | { bundling: Trouble } | { report: JobReport }> {
  const bundled = await bundleSubmission({ root, file, allowedImports: importsOf(suite) });
  if (bundled.outcome !== 'bundled') return { bundling: bundled };
  const report = await runJob(
    { exercise: suite.exercise, bundle: bundled.bundle, salts: ['replay'], options: asked },
    { runtime: await buildRuntime(ownEntry), ...(signal ? { signal } : {}) },
  );
  if (report.outcome === 'cancelled') throw signal!.reason;
  if (report.outcome !== 'completed') return { report };
  return { answered: fromWire(report.emitted[0]!.body) as Answered };
}

function verdictsIn(report: JobReport, count: number): ExerciseVerdict[] {
  const verdicts = report.emitted
    .map(({ body }) => fromWire(body) as Answered)
    .flatMap((answered) => ('verdict' in answered ? [answered.verdict] : []));
  if (verdicts.length !== count) {
    throw new Error(`Bug in the workbook: ${verdicts.length} verdicts for ${count} salts.`);
  }
  return verdicts;
}

const isOfTheMachine = ({ outcome }: JobReport): boolean =>
  outcome === 'CPU limit' ||
  outcome === 'timed out' ||
  outcome === 'out of memory' ||
  outcome === 'killed';

function endOf(report: JobReport): { outcome: OutcomeName; because: string } {
  switch (report.outcome) {
    case 'out of memory':
      return {
        outcome: 'out of memory',
        because: 'It used up all memory that a check may have, twice.',
      };
    case 'CPU limit':
      return {
        outcome: 'undecided',
        because: `It used more than ${report.seconds} s of processor time, twice.`,
      };
    case 'timed out':
      return {
        outcome: 'undecided',
        because: `It took more than ${Math.round(report.ms / 1000)} s, twice.`,
      };
    case 'crashed':
      throw new Error(report.because);
    default:
      return {
        outcome: 'undecided',
        because: `The process that judged it ended: ${report.outcome}.`,
      };
  }
}

/** What keeps a submission from being run at all, as a verdict. */
function verdictOfTrouble(suite: Suite, trouble: Trouble, wanted: string): ExerciseVerdict {
  const { because } = trouble;
  if (trouble.outcome === 'missing file' && trouble.file === wanted) {
    return everyCheck(suite, { outcome: 'not started', because });
  }
  if (!('at' in trouble)) return everyCheck(suite, { outcome: 'does not compile', because });
  const { file, line, column, text } = trouble.at;
  return everyCheck(suite, {
    outcome: 'does not compile',
    because,
    at: { file, line, column, source: text },
  });
}

function everyCheck(
  suite: Suite,
  found: { outcome: OutcomeName; because: string; at?: Position },
): ExerciseVerdict {
  const checks = suite.checks.map(({ id, title, kind, chapter, points }): CheckVerdict => ({
    id,
    title,
    kind,
    chapter,
    points: 0,
    pointsMax: points,
    work: { runs: 0, failed: 0 },
    sometimes: {},
    ...found,
  }));
  const pointsMax = suite.checks.reduce((sum, { points }) => sum + points, 0);
  const { exercise, title } = suite;
  return { exercise, title, outcome: found.outcome, points: 0, pointsMax, checks, capped: false };
}
