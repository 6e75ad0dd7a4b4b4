// What the process that judges a submission is asked, and how its entry is written.
import type { Bundle, LoadOptions, Submission } from '../compartment.ts';

export interface Job {
  exercise: string;
  bundle: Bundle;
  /** The submission is judged once for each, in one process. */
  salts: readonly string[];
  /** For the judge, as it likes: which checks, whether to record. JSON. */
  options?: unknown;
}

/** One part of a job. */
export interface Task {
  exercise: string;
  salt: string;
  options: unknown;
}

/** What runs in the process; given to `serve` by the entry of a runtime. */
export interface Served {
  /** What submissions to an exercise may import, and what they get hold of. */
  optionsFor: (exercise: string) => LoadOptions;
  /** Judges a submission and emits what is to be known of it: JSON. What it throws is a bug of the judge. */
  judge: (
    task: Task,
    submission: Submission,
    emit: (body: unknown) => void,
  ) => void | Promise<void>;
}

/** What a process says, in frames. */
export type Said =
  /** The process runs; nothing of the submission has run yet. */
  | { said: 'ready' }
  | { said: 'emitted'; salt: string; body: unknown }
  /** The submission could not even be loaded. */
  | { said: 'refused'; because: string };
