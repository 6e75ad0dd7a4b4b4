// Brings a story back: plays what a token carries on the answer as it is now.
import fc from 'fast-check';
import type { Check, Suite } from '../suites/suite.ts';
import { answerOf, type Loaded, type Trouble, troubleOf } from './answer.ts';
import { everyOperationCompletes } from './check-simulation.ts';
import { insightsOf } from './insights.ts';
import { type Stage, tellBeside, tellPlan, tellSchedule } from './story.ts';
import type { Beside, Replay, Story } from './verdict.ts';

/** How a story ends now. */
export type Replayed =
  | { readonly ends: 'well' }
  | { readonly ends: 'broken'; readonly story: Story }
  | { readonly ends: 'refuted'; readonly because: string }
  | ({ readonly ends: 'trouble' } & Trouble);

export function replayStory(suite: Suite, check: Check, replay: Replay, loaded: Loaded): Replayed {
  try {
    if (replay.kind === 'values') return replayValues(suite, check, replay.values, loaded);
    const stage = stageOf(suite, check, loaded);
    const story =
      replay.kind === 'schedule'
        ? tellSchedule(stage, replay.schedule, replay.goals)
        : tellPlan(stage, replay.plan);
    return story ? { ends: 'broken', story } : { ends: 'well' };
  } catch (error) {
    return { ends: 'trouble', ...troubleOf(error, loaded) };
  }
}

/** A story for a page, with all that it tells beside. `undefined` where it does not break any more. */
export function tellForPage(
  suite: Suite,
  check: Check,
  replay: Replay,
  loaded: Loaded,
): Story | undefined {
  const replayed = replayStory(suite, check, replay, loaded);
  if (replayed.ends !== 'broken') return undefined;
  const { story } = replayed;
  return { ...story, insights: insightsOf(suite, check, stageOf(suite, check, loaded), story) };
}

/** The same steps on another answer. */
export const playBeside = (
  suite: Suite,
  check: Check,
  replay: Replay,
  loaded: Loaded,
): Beside | undefined =>
  !('cluster' in check) ? undefined : tellBeside(stageOf(suite, check, loaded), replay);

/** The promises and goals that a check's stories are told by. */
export function stageOf(suite: Suite, check: Check, loaded: Loaded): Stage {
  if (!('cluster' in check)) throw new Error(`Bug in the workbook: ${check.id} has no cluster.`);
  const answer = answerOf(suite, loaded);
  const live = check.kind === 'simulation' ? check.live : undefined;
  const goals = {
    ...('finally' in check ? check.finally : {}),
    ...(check.kind === 'budget' ? check.costs : {}),
    ...(live ? { [live.title]: everyOperationCompletes(live.operations) } : {}),
  };
  return {
    exercise: suite.exercise,
    check: check.id,
    cluster: () => check.cluster(answer),
    where: () => loaded.explain(new Error('here')).at,
    watched: { always: check.always, goals },
  };
}

function replayValues(suite: Suite, check: Check, values: string, loaded: Loaded): Replayed {
  if (check.kind !== 'property') throw new Error('Bug in the workbook: values are for properties.');
  const property = check.property(answerOf(suite, loaded), fc);
  const details = fc.check(property, { examples: [JSON.parse(values) as never], numRuns: 1 });
  if (!details.failed) return { ends: 'well' };
  const error: unknown = details.errorInstance;
  return error instanceof Error && error.name === 'Refuted'
    ? { ends: 'refuted', because: error.message }
    : { ends: 'trouble', ...troubleOf(error, loaded) };
}
