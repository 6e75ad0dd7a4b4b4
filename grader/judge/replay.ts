// Brings a story back: plays what a token carries on the answer as it is now.
import fc from 'fast-check';
import { HandlerError } from '../sim/index.ts';
import { type Check, Refuted, type Suite } from '../suites/suite.ts';
import { answerOf, type Loaded, type Trouble, troubleOf } from './answer.ts';
import { everyOperationCompletes } from './check-simulation.ts';
import { insightsOf } from './insights.ts';
import { type Stage, tellBeside, tellPlan, tellSchedule } from './story.ts';
import { encodeToken } from './token.ts';
import { unpackValues } from './values.ts';
import type { Beside, Replay, Story } from './verdict.ts';

/** How a story ends now. */
export type Replayed =
  | { readonly ends: 'well' }
  | { readonly ends: 'broken'; readonly story: Story }
  /** Values that broke a property break it still. */
  | { readonly ends: 'refuted'; readonly because: string; readonly token: string }
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
  const unpacked = unpackValues(values);
  if (check.kind !== 'property' || !unpacked) return misfit;
  const property = check.property(answerOf(suite, loaded), fc);
  const examples = [unpacked as never];
  // Shrunk already: others are not asked for.
  const details = fc.check(property, { examples, numRuns: 1, endOnFailure: true });
  if (!details.failed) return { ends: 'well' };
  const error: unknown = details.errorInstance;
  if (error instanceof Refuted) {
    const token = encodeToken({
      exercise: suite.exercise,
      check: check.id,
      replay: { kind: 'values', values },
    });
    return { ends: 'refuted', because: error.message, token };
  }
  // What the answer throws is always a `HandlerError`.
  return error instanceof HandlerError ? { ends: 'trouble', ...troubleOf(error, loaded) } : misfit;
}

const misfit: Replayed = {
  ends: 'trouble',
  outcome: 'undecided',
  because: 'The check is another by now: it can not be asked about these values.',
};
