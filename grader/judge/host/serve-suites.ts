// What a judging process does with the suites that it was built with.
import { handedOut } from '../../sim/index.ts';
import type { Suite } from '../../suites/suite.ts';
import { judgeSuite, type JudgeOptions, type Progress } from '../judge.ts';
import { playBeside, type Replayed, replayStory, tellForPage } from '../replay.ts';
import type { Beside, ExerciseVerdict, Replay, Story } from '../verdict.ts';
import { modulesOf } from '../modules.ts';
import { toWire } from '../wire.ts';
import type { Submission } from '../compartment.ts';
import { serve } from './worker.ts';

/** What a job asks for, beside the salt. */
export type Asked =
  | { readonly ask: 'judge'; readonly options: Omit<JudgeOptions, 'salt' | 'onProgress'> }
  | {
      /** `page`: the story with its insights. `beside`: the same steps, whether or not they break anything here. */
      readonly ask: 'replay' | 'page' | 'beside';
      readonly check: string;
      readonly replay: Replay;
    };

export type Answered =
  | { readonly progress: Progress }
  | { readonly verdict: ExerciseVerdict }
  | { readonly replayed: Replayed }
  | { readonly story?: Story }
  | { readonly beside?: Beside };

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
      if (asked.ask !== 'judge') return answer(replayed(suite, submission, asked));
      const onProgress = (progress: Progress) => {
        const every = Math.max(1, Math.floor(progress.total / progressFramesMax));
        if (progress.done % every === 0) answer({ progress });
      };
      answer({ verdict: judgeSuite(suite, submission, { ...asked.options, salt, onProgress }) });
    },
  });

function replayed(
  suite: Suite,
  submission: Submission,
  { ask, check: id, replay }: Extract<Asked, { check: string }>,
): Answered {
  const check = suite.checks.find((each) => each.id === id);
  if (!check) throw new Error(`There is no check "${id}" in ${suite.exercise}.`);
  if (ask === 'replay') return { replayed: replayStory(suite, check, replay, submission) };
  if (ask === 'page') {
    const story = tellForPage(suite, check, replay, submission);
    return story ? { story } : {};
  }
  const beside = playBeside(suite, check, replay, submission);
  return beside ? { beside } : {};
}

function suiteOf(suites: readonly Suite[], exercise: string): Suite {
  const suite = suites.find((candidate) => candidate.exercise === exercise);
  if (!suite) throw new Error(`There is no suite for "${exercise}".`);
  return suite;
}
