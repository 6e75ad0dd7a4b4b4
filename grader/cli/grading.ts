// The seam between the commands and the judge: what a command may ask, and nothing of how it is answered.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Replayed as FileReplayed } from '../judge/replay.ts';
import { edition, selfStudySalt } from '../judge/seeds.ts';
import { decodeToken, type Token } from '../judge/token.ts';
import type { Beside, CheckVerdict, ExerciseVerdict, Story } from '../judge/verdict.ts';
import type { Check } from '../suites/suite.ts';
import { loadSuite } from './catalogue.ts';
import { answerFile, answerFolder, type Source } from './exercise-file.ts';
import { Problem } from './problem.ts';

export interface GradeOptions {
  /** The checkout. */
  readonly root: string;
  readonly source: Source;
  /** Random runs derive from it: the same salt, the same runs. */
  readonly salt: string;
  /** The id of the one check to run. */
  readonly only?: string;
  /** A story to run before everything else. */
  readonly firstReplay?: string;
  readonly onProgress?: (progress: GradeProgress) => void;
  /** Ends the work, and the processes that do it; the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal;
}

export interface GradeProgress {
  /** What is being done, in a few words: the title of a check. */
  readonly doing: string;
  readonly done: number;
  readonly of: number;
}

interface ReplayOptions {
  readonly root: string;
  /** Run under the inspector, and wait for it to attach. */
  readonly inspect: boolean;
  readonly signal?: AbortSignal;
}

/** A story told again with the code as it is now. `passed` means that it ends well by now. */
export interface Replayed {
  readonly exercise: string;
  readonly verdict: CheckVerdict;
}

interface TellOptions {
  readonly root: string;
  /** Whose story it is. */
  readonly source: Source;
  readonly signal?: AbortSignal;
}

/** All that a page tells of a story. */
export interface ToldStory {
  /** Absent where the answer, as it is now, doesn't tell it. */
  readonly story?: Story;
  /** The same steps on the reference, where there is one beside the answer. */
  readonly beside?: Beside;
}

interface AuditOptions {
  readonly root: string;
  readonly salts: number;
  /** Names of answers; all, where absent. */
  readonly answers?: readonly string[];
  /** Mutants are judged by the check that they name alone. */
  readonly namedOnly?: boolean;
  readonly onProgress?: (progress: GradeProgress) => void;
  readonly signal?: AbortSignal;
}

interface Audited {
  /** No wrong cell. */
  readonly isRight: boolean;
  /** The matrix for a reader, or for a program; each ends with a line end. */
  text(): string;
  json(): string;
}

export interface Grading {
  gradeExercise(id: string, options: GradeOptions): Promise<ExerciseVerdict>;
  replayStory(token: string, options: ReplayOptions): Promise<Replayed>;
  tellStory(token: string, options: TellOptions): Promise<ToldStory>;
  auditSuites(ids: readonly string[], options: AuditOptions): Promise<Audited>;
}

/** What learners are judged with. An instructor gives another to a marked run. */
export const learnersSalt = selfStudySalt;

/** Loads the judge when it is asked for: most commands do without it, and start sooner. */
export const grading: Grading = {
  async gradeExercise(id, { root, source, salt, only, firstReplay, onProgress, signal }) {
    const { gradeFile } = await import('../judge/host/grade.ts');
    const suite = await loadSuite(root, id);
    const last = firstReplay === undefined ? undefined : decodeToken(firstReplay);
    const { verdicts } = await gradeFile({
      suite,
      root: answerFolder(root, source),
      file: `${id}.ts`,
      salts: [salt],
      // What somebody hands in is marked: a sample of it is run in a second process as well.
      crossCheck: typeof source === 'object',
      ...(only === undefined ? {} : { only: [only] }),
      ...(last?.exercise === id ? { last } : {}),
      ...(signal ? { signal } : {}),
      onProgress: ({ check, done, total }) => {
        const doing = suite.checks.find((each) => each.id === check)?.title ?? check;
        onProgress?.({ doing, done, of: total });
      },
    });
    return verdicts[0]!;
  },

  async replayStory(text, { root, inspect, signal }) {
    const { exercise, check: id, replay } = readToken(text);
    const suite = await loadSuite(root, exercise);
    const check = suite.checks.find((each) => each.id === id);
    if (!check) {
      throw new Problem(
        `This story is of a check called "${id}", which ${exercise} no longer has.`,
        `Run: npm run grade -- ${exercise}`,
      );
    }
    if (inspect) await inspectStory(root, text);
    const { replayFile } = await import('../judge/host/grade.ts');
    const request = { suite, root: answerFolder(root, 'exercises'), file: `${exercise}.ts` };
    const replayed = await replayFile({ ...request, ...(signal ? { signal } : {}) }, id, replay);
    return { exercise, verdict: verdictOfReplay(check, replayed) };
  },

  async tellStory(text, { root, source, signal }) {
    const { exercise, check, replay } = readToken(text);
    const suite = await loadSuite(root, exercise);
    const { playFile, tellFile } = await import('../judge/host/grade.ts');
    const request = { suite, file: `${exercise}.ts`, ...(signal ? { signal } : {}) };
    const story = await tellFile({ ...request, root: answerFolder(root, source) }, check, replay);
    const isBeside =
      source !== 'solutions' && answerFile(root, exercise, 'solutions') !== undefined;
    const beside = isBeside
      ? await playFile({ ...request, root: answerFolder(root, 'solutions') }, check, replay)
      : undefined;
    return { ...(story ? { story } : {}), ...(beside ? { beside } : {}) };
  },

  async auditSuites(ids, { root, salts, answers, namedOnly = false, onProgress, signal }) {
    const { audit } = await import('../audit/audit.ts');
    const { formatAudit } = await import('../audit/matrix.ts');
    const suites = await Promise.all(ids.map((id) => loadSuite(root, id)));
    const rows = await audit({
      root,
      suites,
      salts: Array.from({ length: salts }, (_, index) => `audit ${index + 1}`),
      onRow: ({ exercise, id }, done, of) => onProgress?.({ doing: `${exercise} ${id}`, done, of }),
      namedOnly,
      ...(answers ? { answers } : {}),
      ...(signal ? { signal } : {}),
    });
    const missing = answers?.find((name) => !rows.some(({ id }) => id === name));
    if (missing !== undefined) {
      throw new Problem(
        `No exercise named here has an answer "${missing}".`,
        'Answers are called as in grader/mutants and grader/variants.',
      );
    }
    return {
      isRight: rows.every(({ right }) => right),
      text: () => `${formatAudit(rows)}\n`,
      json: () => `${JSON.stringify({ edition, rows }, null, 2)}\n`,
    };
  },
};

function readToken(text: string): Token {
  const token = decodeToken(text);
  if (token) return token;
  throw new Problem(
    'This is not a whole replay token.',
    'Copy all of it, from q1. to its end; or run: npm run replay -- last',
  );
}

/** Runs the story under the debugger, unconfined, with the learner's own files: breakpoints work there. */
async function inspectStory(root: string, token: string): Promise<void> {
  const script = fileURLToPath(new URL('../judge/host/inspect.ts', import.meta.url));
  const child = spawn(process.execPath, ['--inspect-brk', '--import', 'tsx', script, root, token], {
    cwd: root,
    stdio: 'inherit',
  });
  await once(child, 'exit');
}

function verdictOfReplay(check: Check, replayed: FileReplayed): CheckVerdict {
  const { id, title, kind, chapter, points } = check;
  const base = { id, title, kind, chapter, points: 0, pointsMax: points, sometimes: {} };
  const work = { runs: 1, failed: replayed.ends === 'well' ? 0 : 1 };
  switch (replayed.ends) {
    case 'well':
      return { ...base, work, outcome: 'passed', points };
    case 'broken': {
      const { story } = replayed;
      const { at } = story;
      const found = { because: story.broke.what, story, ...(at ? { at } : {}) };
      return { ...base, work, outcome: 'failed', ...found };
    }
    case 'refuted':
      return { ...base, work, outcome: 'failed', because: replayed.because, token: replayed.token };
    case 'trouble': {
      const { outcome, because, at } = replayed;
      return { ...base, work, outcome, because, ...(at ? { at } : {}) };
    }
    default:
      return replayed satisfies never;
  }
}
