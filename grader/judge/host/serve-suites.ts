// What a judging process does with the suites that it was built with.
import { handedOut, NotStarted, todo } from '../../sim/index.ts';
import type { Suite } from '../../suites/suite.ts';
import { fastCheck } from '../fast-check.ts';
import { judgeSuite, type JudgeOptions, type Progress } from '../judge.ts';
import { type Replayed, replayStory } from '../replay.ts';
import type { ExerciseVerdict, Replay } from '../verdict.ts';
import { toWire } from '../wire.ts';
import { serve } from './worker.ts';

/** What a job asks for, beside the salt. */
export type Asked =
  | { readonly ask: 'judge'; readonly options: Omit<JudgeOptions, 'salt' | 'onProgress'> }
  | { readonly ask: 'replay'; readonly check: string; readonly replay: Replay };

export type Answered =
  | { readonly progress: Progress }
  | { readonly verdict: ExerciseVerdict }
  | { readonly replayed: Replayed };

/** A frame for every check that begins, and then no more than a screen can show. */
const progressFramesMax = 20;

/** Reads the job, judges or replays, and ends the process. */
export const serveSuites = (suites: readonly Suite[]): Promise<never> =>
  serve({
    optionsFor: (exercise) => ({
      modules: modulesOf(suiteOf(suites, exercise)),
      shared: handedOut,
    }),

    judge({ exercise, salt, options }, submission, emit) {
      const suite = suiteOf(suites, exercise);
      const asked = options as Asked;
      const answer = (answered: Answered) => emit(toWire(answered));
      if (asked.ask === 'replay') {
        const check = suite.checks.find(({ id }) => id === asked.check);
        if (!check) throw new Error(`There is no check "${asked.check}" in ${exercise}.`);
        return answer({ replayed: replayStory(suite, check, asked.replay, submission) });
      }
      const onProgress = (progress: Progress) => {
        const every = Math.max(1, Math.floor(progress.total / progressFramesMax));
        if (progress.done % every === 0) answer({ progress });
      };
      answer({ verdict: judgeSuite(suite, submission, { ...asked.options, salt, onProgress }) });
    },
  });

/** What a submission to this exercise may import. */
const modulesOf = ({ imports = [] }: Suite) => ({
  '#sim': { todo, NotStarted },
  ...(imports.includes('fast-check') ? { 'fast-check': fastCheck } : {}),
});

function suiteOf(suites: readonly Suite[], exercise: string): Suite {
  const suite = suites.find((candidate) => candidate.exercise === exercise);
  if (!suite) throw new Error(`There is no suite for "${exercise}".`);
  return suite;
}
