// Who grades the grader: runs every suite against answers whose mark is known, and says where the two disagree.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gradeFile } from '../judge/host/grade.ts';
import type { CheckVerdict, ExerciseVerdict } from '../judge/verdict.ts';
import type { Suite } from '../suites/suite.ts';
import { type AnswerKind, type KnownAnswer, knownAnswers } from './answers.ts';

/** One answer, judged under every salt. */
export interface AuditRow {
  readonly exercise: string;
  readonly kind: AnswerKind;
  readonly id: string;
  readonly wrong?: string;
  /** Of a mutant: the check that must catch it. */
  readonly caughtBy?: string;
  /** Each check's outcome under the first salt. */
  readonly checks: Readonly<Record<string, CheckVerdict['outcome']>>;
  readonly points: number;
  readonly pointsMax: number;
  /** Salts under which the answer got what it must get. */
  readonly rightSalts: number;
  readonly salts: number;
  readonly right: boolean;
  /** What is wrong with this cell of the matrix. */
  readonly because?: string;
  /** Of a mutant: how long its story is, under the first salt. */
  readonly deliveries?: number;
  readonly executions?: number;
  /** Of the reference: how often each `sometimes` was reached, by check. */
  readonly sometimes?: Readonly<Record<string, CheckVerdict['sometimes']>>;
}

export interface AuditOptions {
  readonly root: string;
  readonly suites: readonly Suite[];
  readonly salts: readonly string[];
  /** Names of the answers to judge; all, where absent. */
  readonly answers?: readonly string[];
  /**
   * Mutants are judged by the check that they name (and the one that opens) alone: as right or wrong as in full, at a
   * fraction of the time; what the other checks make of them is left open.
   */
  readonly namedOnly?: boolean;
  readonly onRow?: (row: AuditRow, done: number, of: number) => void;
  readonly signal?: AbortSignal;
}

/** Judges all known answers, a process each, as many at once as there are processors. */
export async function audit(options: AuditOptions): Promise<AuditRow[]> {
  const perSuite = await Promise.all(
    options.suites.map(async (suite) =>
      (await knownAnswers(options.root, suite)).map((answer) => ({ suite, answer })),
    ),
  );
  const work = perSuite.flat().filter(({ answer }) => options.answers?.includes(answer.id) ?? true);
  const rows: AuditRow[] = [];
  const folder = await mkdtemp(join(tmpdir(), 'quorate-audit-'));
  let next = 0;

  async function worker(): Promise<void> {
    for (let index = next++; index < work.length; index = next++) {
      const { suite, answer } = work[index]!;
      rows[index] = await auditOne(suite, answer, join(folder, String(index)), options);
      options.onRow?.(rows[index]!, rows.filter(Boolean).length, work.length);
    }
  }
  try {
    await Promise.all(Array.from({ length: availableParallelism() }, worker));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return rows;
}

/** A process may use so much time: no more salts in one than it surely has time for. */
const saltsPerProcess = 5;

async function auditOne(
  suite: Suite,
  answer: KnownAnswer,
  folder: string,
  { salts, signal, namedOnly = false }: AuditOptions,
): Promise<AuditRow> {
  await writeAnswer(folder, answer);
  const request = {
    suite,
    root: folder,
    file: `${answer.exercise}.ts`,
    quick: answer.kind !== 'reference' && answer.kind !== 'mutant',
    ...(signal ? { signal } : {}),
  };
  const [first, ...others] = salts;
  const { caughtBy } = answer;
  const { verdicts } = await gradeFile({
    ...request,
    ...(namedOnly && caughtBy ? { only: [caughtBy] } : {}),
    salts: [first!],
  });
  const deciding = decidedBySalt(suite, answer);
  if (deciding?.length === 0)
    return rowOf(suite, answer, [...verdicts, ...others.map(() => verdicts[0]!)]);
  const all = [...verdicts];
  for (let from = 0; from < others.length; from += saltsPerProcess) {
    const some = others.slice(from, from + saltsPerProcess);
    const only = caughtBy ? [caughtBy] : deciding;
    const further = await gradeFile({
      ...request,
      ...(only ? { only } : {}),
      quick: true,
      untold: true,
      salts: some,
    });
    all.push(...further.verdicts);
  }
  return rowOf(suite, answer, all);
}

/**
 * The checks that a further salt can turn, of those that decide whether this answer got what it must: a scenario and an
 * exploration draw nothing. Of a mutant, the named check decides, and the one that opens it. Undefined where points decide.
 */
function decidedBySalt(suite: Suite, { kind, caughtBy }: KnownAnswer): string[] | undefined {
  if (kind === 'lazy' || kind === 'skeleton') return undefined;
  return suite.checks
    .filter((check) => check.kind !== 'scenario' && check.kind !== 'exploration')
    .filter(({ id, opens }) => caughtBy === undefined || id === caughtBy || opens)
    .map(({ id }) => id);
}

async function writeAnswer(
  folder: string,
  { exercise, source, beside }: KnownAnswer,
): Promise<void> {
  const file = join(folder, `${exercise}.ts`);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, source);
  for (const [name, text] of Object.entries(beside)) {
    const other = join(dirname(file), name);
    await mkdir(dirname(other), { recursive: true });
    await writeFile(other, text);
  }
}

function rowOf(suite: Suite, answer: KnownAnswer, verdicts: readonly ExerciseVerdict[]): AuditRow {
  const { exercise, kind, id, wrong, caughtBy } = answer;
  const first = verdicts[0]!;
  const faults = verdicts.map((verdict) => faultOf(suite, answer, verdict));
  const because = faults.find((fault) => fault !== undefined) ?? rareSight(kind, verdicts);
  const story = first.checks.find((check) => check.id === caughtBy)?.story;
  return {
    exercise,
    kind,
    id,
    ...(wrong === undefined ? {} : { wrong }),
    ...(caughtBy === undefined ? {} : { caughtBy }),
    checks: Object.fromEntries(first.checks.map((check) => [check.id, check.outcome])),
    points: first.points,
    pointsMax: first.pointsMax,
    rightSalts: faults.filter((fault) => fault === undefined).length,
    salts: verdicts.length,
    right: because === undefined,
    ...(because === undefined ? {} : { because }),
    ...(story ? { deliveries: story.deliveries, executions: story.found.executions } : {}),
    ...(kind === 'reference'
      ? { sometimes: Object.fromEntries(first.checks.map((check) => [check.id, check.sometimes])) }
      : {}),
  };
}

/** What is seen in fewer of the random worlds may not be seen at all under the next salt. */
const sightShareMin = 0.05;

/** Of the reference: what its random worlds are to show, and hardly do, under all salts together. */
function rareSight(kind: AnswerKind, verdicts: readonly ExerciseVerdict[]): string | undefined {
  if (kind !== 'reference') return undefined;
  const simulations = verdicts.flatMap(({ checks }) => checks.filter(isSimulation));
  for (const { id, sometimes } of simulations) {
    const same = simulations.filter((check) => check.id === id);
    const runs = sum(same.map(({ work }) => ('runs' in work ? work.runs : 0)));
    for (const sight of Object.keys(sometimes)) {
      const seen = sum(same.map((check) => check.sometimes[sight] ?? 0));
      if (seen < sightShareMin * runs) return `${id}: “${sight}” in ${seen} of ${runs} worlds`;
    }
  }
  return undefined;
}

const isSimulation = ({ kind }: CheckVerdict): boolean => kind === 'simulation';

const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);

const lazyShareMax = 0.1;

/** Why this verdict is not what the answer must get; undefined where it is. */
function faultOf(suite: Suite, answer: KnownAnswer, verdict: ExerciseVerdict): string | undefined {
  switch (answer.kind) {
    case 'reference':
    case 'variant': {
      const missed = verdict.checks.find(({ outcome }) => outcome !== 'passed');
      return missed && `${missed.id} is ${missed.outcome}: ${missed.because ?? ''}`;
    }
    case 'mutant': {
      const named = verdict.checks.find(({ id }) => id === answer.caughtBy);
      if (!named) return `there is no check "${answer.caughtBy}"`;
      return named.outcome === 'failed'
        ? undefined
        : `${named.id} is ${named.outcome}, not failed${named.because ? `: ${named.because}` : ''}`;
    }
    case 'lazy':
      return verdict.points <= lazyShareMax * verdict.pointsMax
        ? undefined
        : `${verdict.points} of ${verdict.pointsMax} points for nothing`;
    case 'skeleton': {
      if (verdict.points > 0) return `${verdict.points} points for a skeleton`;
      const wanted = suite.startsWrong ? 'failed' : 'not started';
      if (verdict.outcome !== wanted) return `the exercise is ${verdict.outcome}, not ${wanted}`;
      const started = verdict.checks.find(({ outcome }) => outcome !== 'not started');
      return started && !suite.startsWrong ? `${started.id} is ${started.outcome}` : undefined;
    }
  }
}
