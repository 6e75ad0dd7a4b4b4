// The seam between the commands and the judge: what a command may ask, and nothing of how it is answered.
import type { CheckVerdict, ExerciseVerdict } from '../judge/verdict.ts';
import type { Source } from './exercise-file.ts';
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

export interface ReplayOptions {
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

export interface AuditOptions {
  readonly root: string;
  readonly salts: number;
  readonly onProgress?: (progress: GradeProgress) => void;
  readonly signal?: AbortSignal;
}

export interface Audited {
  /** No wrong cell. */
  readonly isRight: boolean;
  /** The matrix for a reader, or for a program; each ends with a line end. */
  text(): string;
  json(): string;
}

export interface Grading {
  gradeExercise(id: string, options: GradeOptions): Promise<ExerciseVerdict>;
  replayStory(token: string, options: ReplayOptions): Promise<Replayed>;
  auditSuites(ids: readonly string[], options: AuditOptions): Promise<Audited>;
}

/** What learners are judged with. An instructor gives another to a marked run. */
export const learnersSalt = 'workbook';

export const grading: Grading = {
  gradeExercise: (id) => Promise.reject(noJudge(`grade ${id}`)),
  replayStory: () => Promise.reject(noJudge('replay a story')),
  auditSuites: () => Promise.reject(noJudge('audit the suites')),
};

const noJudge = (what: string): Problem =>
  new Problem(`This copy of the workbook has no judge, so it can't ${what}.`, 'Run: git pull');
