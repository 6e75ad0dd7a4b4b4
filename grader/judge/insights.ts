// What a page tells beside a story, found out by playing on from where it stands: what if this one message had arrived,
// and from which step on had the violation become likely. Bounded by counts of runs; a second, at most.
import type { AnyMonitor, Broken, PlanShape, Recognised, TraceEvent } from '../sim/index.ts';
import type { Check, Suite } from '../suites/suite.ts';
import { planShapeOf } from './check-simulation.ts';
import { planFutures } from './futures-of-plans.ts';
import { scheduleFutures } from './futures-of-schedules.ts';
import type { Stage } from './story.ts';
import type { Insights, Story, StoryOperation, WhatIf } from './verdict.ts';

/** A story that can be told otherwise. */
export interface Futures {
  /** Just as it was, but watched by these promises alone. */
  again(always: NonNullable<Stage['watched']['always']>): {
    readonly broken?: Broken;
    readonly trace: readonly TraceEvent[];
  };
  /** With one message more that arrives: one for each that never did, up to a bound. */
  whatIfs(): WhatIf[];
  /** For each moment, futures that are drawn anew: how many of them break the promise? */
  risks(): Insights['risks'];
}

const whatIfsMax = 6;

export function insightsOf(suite: Suite, check: Check, stage: Stage, story: Story): Insights {
  const futures = futuresOf(check, stage, story);
  const whatIfs = futures
    .whatIfs()
    .toSorted((a, b) => Number(a.ends === 'broken') - Number(b.ends === 'broken'));
  const endWell = whatIfs.filter(({ ends }) => ends === 'well').length;
  return {
    promises: lanesOf(stage, story, futures),
    operations: operationsOf(story.trace, recognisedIn(suite, check)),
    whatIfs: whatIfs.slice(0, whatIfsMax),
    neverArrived: { of: whatIfs.length, endWell },
    risks: futures.risks(),
  };
}

function futuresOf(check: Check, stage: Stage, story: Story): Futures {
  const { replay } = story;
  if (replay.kind === 'schedule') return scheduleFutures(stage, story, replay);
  if (replay.kind === 'plan' && 'plan' in check) {
    const shape: PlanShape = planShapeOf(check, stage.cluster());
    return planFutures(stage, story, { plan: replay.plan, shape });
  }
  throw new Error(`Bug in the workbook: ${check.id} has no stories of ${replay.kind}.`);
}

/** The last event before the promise is said to be broken. */
const endOf = (trace: readonly TraceEvent[]): number => Math.max(0, trace.length - 2);

/** The promises of the check; with the goal, if it is a goal that was missed. */
const promisesOf = ({ watched }: Stage, story: Story): Set<string> =>
  new Set([...Object.keys(watched.always ?? {}), story.promise]);

function lanesOf(stage: Stage, story: Story, futures: Futures): Insights['promises'] {
  return [...promisesOf(stage, story)].map((name) => {
    if (name === story.promise) return { name, brokeAt: endOf(story.trace) };
    const { broken, trace } = futures.again({ [name]: stage.watched.always![name]! });
    // The run ends at the first promise that breaks: another may have been broken by the same steps, or soon after.
    const at = endOf(trace);
    return broken && at <= endOf(story.trace) ? { name, brokeAt: at } : { name };
  });
}

/** How this suite tells operations: by what this check says, or else by what any other of its checks says. */
function recognisedIn(suite: Suite, check: Check): Recognised | undefined {
  const all = [check, ...suite.checks].flatMap(recognisersOf);
  return all.find(({ describe }) => describe) ?? all[0];
}

function recognisersOf(check: Check): Recognised[] {
  if (!('cluster' in check)) return [];
  const monitors = Object.values<AnyMonitor>(check.always);
  const ofCheck = check.kind === 'simulation' ? [check.live?.operations, check.progress] : [];
  return [...monitors.map(({ operations }) => operations), ...ofCheck].filter(
    (operations) => operations !== undefined,
  );
}

function operationsOf(
  trace: readonly TraceEvent[],
  recognised: Recognised | undefined,
): StoryOperation[] {
  if (!recognised) return [];
  const { asked, answered, describe } = recognised;
  const operations = new Map<string, StoryOperation>();
  for (const event of trace) {
    if (event.kind === 'request') {
      const id = asked(event.request);
      if (id === undefined || operations.has(id)) continue;
      const { request } = event;
      const label = describe?.(request, undefined) ?? request.type;
      operations.set(id, { id, node: event.node, label, asked: event.id });
    } else if (event.kind === 'emit') {
      const id = answered(event.output);
      const operation = id === undefined ? undefined : operations.get(id);
      if (!operation || operation.answered !== undefined) continue;
      const request = trace[operation.asked]!;
      const label =
        request.kind === 'request' && describe
          ? describe(request.request, event.output)
          : operation.label;
      operations.set(operation.id, { ...operation, label, answered: event.id });
    }
  }
  return [...operations.values()];
}
