// A story of a plan, told otherwise: one message more arrives, or from a moment on chance is another. What was asked, and the
// faults that the plan names, stay as they are.
import {
  drawPlan,
  mix,
  nodesOf,
  type Otherwise,
  type Plan,
  type PlanShape,
  type Run,
  runWorld,
} from '../sim/index.ts';
import type { Futures } from './insights.ts';
import { endingOf, type Send, sendsThatNeverArrived } from './never-arrived.ts';
import type { Stage } from './story.ts';
import type { Insights, Story, WhatIf } from './verdict.ts';

export interface Planned {
  readonly plan: Plan;
  /** What plans of this check are drawn from: the rates of futures come from here. */
  readonly shape: PlanShape;
}

export function planFutures(stage: Stage, story: Story, planned: Planned): Futures {
  const { plan } = planned;
  return {
    again: (always) => runWorld(stage.cluster(), plan, { always, ...bareTrace }),
    whatIfs: () =>
      sendsThatNeverArrived(story.trace).flatMap((send) => whatIf(stage, story, plan, send)),
    risks: () => risksOf(stage, story, planned),
  };
}

const bareTrace = { trace: true, memories: false } as const;

function whatIf(stage: Stage, story: Story, plan: Plan, send: Send): WhatIf[] {
  const { node: from, to } = send;
  const isOnLink = (event: Story['trace'][number]) =>
    event.kind === 'send' && event.node === from && event.to === to;
  const nth = story.trace.slice(0, send.id).filter(isOnLink).length;
  const otherwise: Otherwise = { arrives: { from, to, nth } };
  const options = { ...stage.watched, ...bareTrace, otherwise };
  const run = runWorld(stage.cluster(), plan, options);
  // Who is down can't be reached.
  const isDelivered = run.trace.some(({ kind, ...event }) => isArrival(kind, event, send));
  return run.trouble || run.stopped || !isDelivered ? [] : [endingOf(send, story, toldBy(run))];
}

const isArrival = (kind: string, event: object, { id }: Send): boolean =>
  kind === 'receive' && 'sent' in event && event.sent === id;

const toldBy = ({ broken, unmet }: Run) => broken ?? unmet;

const futures = 20;
const momentsMax = 40;
/** In all futures together. A world of few events is asked about more moments than one of many. */
const eventsMax = 300_000;

function risksOf(stage: Stage, story: Story, { plan, shape }: Planned): Insights['risks'] {
  const { events } = runWorld(stage.cluster(), plan, stage.watched);
  const moments = momentsOf(story, Math.floor(eventsMax / (futures * Math.max(1, events))));
  const nodes = nodesOf(stage.cluster());
  return moments.map(({ event, atMs }) => {
    let broken = 0;
    for (let run = 0; run < futures; run++) {
      const seed = mix(run, atMs, event);
      const { rates } = drawPlan(shape, nodes, seed);
      const otherwise: Otherwise = { after: { atMs, chance: { seed, rates } } };
      const ended = runWorld(stage.cluster(), plan, { ...stage.watched, otherwise });
      if (toldBy(ended)?.promise === story.promise) broken++;
    }
    return { event, broken, of: futures };
  });
}

/** Moments of the story, the last one among them, each with the last event that it has. */
function momentsOf({ trace }: Story, most: number): { event: number; atMs: number }[] {
  const told = trace.slice(0, -1);
  const moments = told
    .filter(({ atMs }, index) => told[index + 1]?.atMs !== atMs)
    .map(({ id, atMs }) => ({ event: id, atMs }));
  const every = Math.ceil(moments.length / Math.max(1, Math.min(most, momentsMax)));
  return moments.filter((_, index) => (moments.length - 1 - index) % every === 0);
}
