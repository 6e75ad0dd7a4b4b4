// Exploration checks: every interleaving of a small world, breadth first.
import { explore } from '../explorer/index.ts';
import type { ExplorationCheck } from '../suites/suite.ts';
import { spaced, troubleOf } from './answer.ts';
import { type CheckContext, type Finding, finding, vacuous } from './finding.ts';
import { storyOfSchedule, type Stage } from './story.ts';
import type { Work } from './verdict.ts';

export function checkExploration(check: ExplorationCheck, context: CheckContext): Finding {
  const { suite, answer, loaded } = context;
  const explored = explore(
    {
      ...check.space,
      cluster: check.cluster(answer),
      always: check.always,
      sometimes: check.sometimes,
    },
    {
      statesMax: check.statesMax,
      onProgress: (states) => context.onProgress(states, check.statesMax),
    },
  );
  const { states, steps, depth } = explored.figures;
  const work: Work = { states, steps, depth, exhausted: explored.outcome === 'exhausted' };
  const sometimes = Object.fromEntries(
    Object.entries(explored.figures.sometimes).map(([name, reached]) => [name, reached ? 1 : 0]),
  );

  switch (explored.outcome) {
    case 'exhausted': {
      const missing = Object.keys(check.sometimes).filter((name) => !sometimes[name]);
      if (missing.length > 0) return vacuous(missing, { work, sometimes });
      return finding('passed', { work, sometimes });
    }
    case 'bound reached':
      return finding('undecided', {
        because: boundReached(explored.bound, states),
        work,
        sometimes,
      });
    case 'goal not reached':
      return finding('failed', {
        because: `No run comes to where ${explored.goal}.`,
        work,
        sometimes,
      });
    case 'trouble': {
      const { outcome, ...rest } = troubleOf(explored.error, loaded);
      return finding(outcome, { ...rest, work });
    }
    case 'not deterministic': {
      const because = `\`${explored.during}\` on ${explored.node} did two different things for the same state and event: ${explored.answers.join(' | ')}`;
      return finding('not deterministic', { because, work });
    }
    case 'broken': {
      const { promise, broke, schedule } = explored;
      if (broke.undecided) return finding('undecided', { because: broke.what, work });
      const stage: Stage = {
        exercise: suite.exercise,
        check: check.id,
        cluster: () => check.cluster(answer),
        where: () => loaded.explain(new Error('here')).at,
        watched: { always: check.always },
      };
      const story = storyOfSchedule(stage, schedule, { promise, broke });
      return finding('failed', {
        because: story?.broke.what ?? broke.what,
        ...(story ? { story } : {}),
        work,
        sometimes,
      });
    }
  }
}

const boundReached = (bound: string, states: number): string =>
  `The bound of ${bound} was reached after ${spaced(states)} states, with nothing broken so far. Does the answer keep more in its state than it needs?`;
