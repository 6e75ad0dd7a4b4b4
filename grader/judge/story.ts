// Tells how a promise broke: from a schedule or a plan that breaks it to a story with its trace and token.
import {
  type Cluster,
  type CodePosition,
  type Plan,
  play,
  type Played,
  type PlayOptions,
  roleOf,
  type Run,
  runWorld,
  nodesOf,
} from '../sim/index.ts';
import type { Broken, Schedule, TraceEvent } from '../sim/index.ts';
import { shrinkPlan } from './plans.ts';
import { shrinkSchedule } from './shrink-schedule.ts';
import { encodeToken } from './token.ts';
import type { Beside, Replay, Story } from './verdict.ts';

/** Where a story belongs: its exercise and check, the cluster, and who watches. */
export interface Stage {
  readonly exercise: string;
  readonly check: string;
  readonly cluster: () => Cluster;
  readonly watched: Pick<PlayOptions, 'always' | 'goals'>;
  /** The line of the answer that is running: asked while a story is told. */
  readonly where: () => CodePosition | undefined;
}

/** A schedule that breaks a promise, shrunk and told. `undefined` where played without a clock it breaks nothing. */
export function storyOfSchedule(
  stage: Stage,
  schedule: Schedule,
  wanted: Broken,
): Story | undefined {
  const found = play(stage.cluster(), schedule, { always: stage.watched.always ?? {} });
  const shrunk = shrinkSchedule(stage.cluster, found.steps, stage.watched, wanted);
  if (!shrunk) return undefined;
  const story = tellSchedule(stage, shrunk.schedule);
  return (
    story && { ...story, found: { deliveries: found.deliveries, executions: shrunk.executions } }
  );
}

/**
 * Plays a schedule once more, this time recorded. `undefined` where nothing breaks. Goals are looked at only where asked:
 * a story that was cut short reaches none.
 */
export function tellSchedule(stage: Stage, schedule: Schedule, goals = false): Story | undefined {
  const { always = {} } = stage.watched;
  const watched = goals ? stage.watched : { always };
  const played = play(stage.cluster(), schedule, { ...watched, trace: true, where: stage.where });
  const told = played.broken ?? played.unmet;
  if (!told) return undefined;
  const replay = { kind: 'schedule', schedule: played.steps, ...(goals ? { goals } : {}) } as const;
  return tell(stage, told, played, replay);
}

/** A plan that fails, shrunk and told: for promises about time, which a schedule doesn't have. */
export function storyOfPlan(stage: Stage, plan: Plan, wanted: Broken): Story | undefined {
  const failing = (candidate: Plan) => {
    const { broken, unmet } = runWorld(stage.cluster(), candidate, stage.watched);
    return (broken ?? unmet)?.promise === wanted.promise;
  };
  if (!failing(plan)) return undefined;
  const before = runWorld(stage.cluster(), plan, stage.watched);
  const shrunk = shrinkPlan(plan, failing);
  const story = tellPlan(stage, shrunk.plan);
  return (
    story && { ...story, found: { deliveries: before.deliveries, executions: shrunk.executions } }
  );
}

export function tellPlan(stage: Stage, plan: Plan): Story | undefined {
  const run = runWorld(stage.cluster(), plan, {
    ...stage.watched,
    trace: true,
    where: stage.where,
  });
  const told = run.broken ?? run.unmet;
  return told && tell(stage, told, run, { kind: 'plan', plan });
}

/** The same steps with another answer. What they leave under way arrives in the end. */
export function tellBeside(stage: Stage, replay: Replay): Beside | undefined {
  if (replay.kind === 'values') return undefined;
  const options = { ...stage.watched, trace: true };
  const { trace, broken } =
    replay.kind === 'schedule'
      ? play(stage.cluster(), [...replay.schedule, { do: 'settle' }], options)
      : runWorld(stage.cluster(), replay.plan, options);
  return { trace, nodes: castOf(stage), ...(broken ? { broke: broken.broke.what } : {}) };
}

function castOf({ cluster }: Stage): Story['nodes'] {
  const cast = cluster();
  return nodesOf(cast).map((id) => ({ id, role: roleOf(cast, id) }));
}

function tell(
  stage: Stage,
  told: Broken,
  { trace, deliveries, broken }: Played | Run,
  replay: Replay,
): Story {
  const at = broken && breakingLine(broken, trace);
  return {
    promise: told.promise,
    broke: told.broke,
    trace,
    nodes: castOf(stage),
    deliveries,
    ...(broken ? {} : { missed: true }),
    ...(at ? { at } : {}),
    token: encodeToken({ exercise: stage.exercise, check: stage.check, replay }),
    found: { deliveries, executions: 0 },
    replay,
  };
}

/** The line that asked for the last thing that happened: it broke the promise. */
function breakingLine({ broke }: Broken, trace: readonly TraceEvent[]): CodePosition | undefined {
  const last = trace.at(-2);
  if (!last || !('at' in last)) return undefined;
  // A contradiction between answers is judged when its handler is done: the answer is to blame, not what followed it.
  const answer = broke.evidence
    ? trace.findLast((event) => event.kind === 'emit' && event.cause === last.cause)
    : undefined;
  const at = answer && 'at' in answer ? answer.at : last.at;
  return at && { file: at.file, line: at.line };
}
