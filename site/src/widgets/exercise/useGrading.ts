// One grading at a time: how far it is, how it ended, and a way to stop it.
import { useEffect, useRef, useState } from 'react';
import type { Progress } from '../../../../grader/judge/judge.ts';
import type { ExerciseVerdict } from '../../../../grader/judge/verdict.ts';
import type { Texts } from '../../../../grader/mutants/mutant.ts';
import { judgeClient } from '../../judge/index.ts';
import type { ReplayedStory } from '../../judge/ask.ts';

export type Doing =
  | { readonly doing: 'nothing'; readonly said?: string }
  | { readonly doing: 'grading'; readonly progress?: Progress };

export interface Grading {
  readonly state: Doing;
  grade(
    exercise: string,
    texts: Promise<Texts>,
    last?: string,
  ): Promise<ExerciseVerdict | undefined>;
  replay(token: string, texts: Promise<Texts>): Promise<ReplayedStory | undefined>;
  stop(): void;
}

export function useGrading(): Grading {
  const [state, setState] = useState<Doing>({ doing: 'nothing' });
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  const run = async <Answer>(work: (signal: AbortSignal) => Promise<Answer>) => {
    running.current?.abort();
    const own = new AbortController();
    running.current = own;
    setState({ doing: 'grading' });
    try {
      const answer = await work(own.signal);
      setState({ doing: 'nothing' });
      return answer;
    } catch (error) {
      if (running.current === own) {
        const said = own.signal.aborted ? 'Stopped.' : (error as Error).message;
        setState({ doing: 'nothing', said });
      }
      return undefined;
    }
  };
  const onProgress = (progress: Progress) => setState({ doing: 'grading', progress });

  return {
    state,
    grade: (exercise, texts, last) =>
      run(async (signal) =>
        judgeClient.grade(exercise, await texts, {
          signal,
          onProgress,
          ...(last === undefined ? {} : { last }),
        }),
      ),
    replay: (token, texts) =>
      run(async (signal) => judgeClient.replay(token, await texts, { signal })),
    stop: () => running.current?.abort(),
  };
}
