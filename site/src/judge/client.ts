// The judge, as a page asks it. It works in a worker of its own for each question, so that stopping is ending the worker.
import type { Progress } from '../../../grader/judge/judge.ts';
import type { ExerciseVerdict } from '../../../grader/judge/verdict.ts';
import type { Texts } from '../../../grader/mutants/mutant.ts';
import type { Plan } from '../../../grader/sim/index.ts';
import type { Asked, Ended, RanWorld, ReplayedStory, Said } from './ask.ts';

export interface Options {
  readonly onProgress?: (progress: Progress) => void;
  /** Ends the work; the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** As much of a `Worker` as is needed. */
export interface Labourer {
  postMessage(asked: Asked): void;
  terminate(): void;
  onmessage: ((event: { readonly data: Said }) => void) | null;
  onerror: ((event: { readonly message?: string }) => void) | null;
}

export interface JudgeClient {
  grade(
    exercise: string,
    texts: Texts,
    options?: Options & { readonly last?: string },
  ): Promise<ExerciseVerdict>;
  /** Plays the story of a token with an answer. Rejects where the token is not whole, or its check is gone. */
  replay(token: string, texts: Texts, options?: Options): Promise<ReplayedStory>;
  /** Runs one world of a check with an answer, under a plan. */
  runWorld(
    where: { readonly exercise: string; readonly check: string },
    texts: Texts,
    plan: Plan,
    options?: Options,
  ): Promise<RanWorld>;
}

/**
 * Loops are ended by their count long before this. What is left is a text that keeps the engine itself busy, or the memory
 * of the page: then the worker is ended, and the check that it was at is undecided.
 */
const silenceMaxMs = 60_000;

/** `Silence` while it was at a check: the question may be asked again without it. */
class Silence extends Error {
  readonly check: string | undefined;

  constructor(check: string | undefined) {
    super(`The judge was silent for ${silenceMaxMs / 1000} s.`);
    this.check = check;
  }
}

export function judgeIn(hire: () => Labourer, silenceMs = silenceMaxMs): JudgeClient {
  const ask = <Answer>(
    asked: Asked,
    read: (said: Said) => Answer | undefined,
    { onProgress, signal }: Options = {},
  ): Promise<Answer> =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const worker = hire();
      let check: string | undefined;
      let silence: ReturnType<typeof setTimeout> | undefined;
      const settle = (end: () => void) => {
        clearTimeout(silence);
        signal?.removeEventListener('abort', stop);
        worker.terminate();
        end();
      };
      const stop = () => settle(() => reject(signal!.reason as Error));
      const listen = () => {
        clearTimeout(silence);
        silence = setTimeout(() => settle(() => reject(new Silence(check))), silenceMs);
      };
      signal?.addEventListener('abort', stop);
      worker.onmessage = ({ data }) => {
        listen();
        if (data.said === 'progress') {
          check = data.progress.check;
          onProgress?.(data.progress);
        } else if (data.said === 'bug') {
          settle(() => reject(new Error(data.because)));
        } else {
          const answer = read(data);
          if (answer !== undefined) settle(() => resolve(answer));
        }
      };
      worker.onerror = ({ message }) =>
        settle(() => reject(new Error(message ?? 'The judge could not be loaded.')));
      listen();
      worker.postMessage(asked);
    });

  return {
    async grade(exercise, texts, { last, ...options } = {}) {
      let ended: Ended = {};
      for (;;) {
        try {
          const asked = { ask: 'grade', exercise, texts, ended } as const;
          return await ask(
            last === undefined ? asked : { ...asked, last },
            (said) => (said.said === 'verdict' ? said.verdict : undefined),
            options,
          );
        } catch (error) {
          if (!(error instanceof Silence) || error.check === undefined || ended[error.check]) {
            throw error;
          }
          const because = `It was silent for ${silenceMs / 1000} s, and was ended.`;
          ended = { ...ended, [error.check]: { outcome: 'undecided', because } };
        }
      }
    },

    replay: (token, texts, options) =>
      ask(
        { ask: 'replay', token, texts },
        (said) => (said.said === 'replayed' ? said.replay : undefined),
        options,
      ),

    runWorld: (where, texts, plan, options) =>
      ask(
        { ask: 'world', ...where, texts, plan },
        (said) => (said.said === 'world' ? said.world : undefined),
        options,
      ),
  };
}
