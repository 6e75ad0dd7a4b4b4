// What a page tells beside a story, found out by playing on from where it stands: what if this one message had arrived,
// and from which step on had the violation become likely. Bounded by counts of runs; a second, at most.
import {
  type AnyMonitor,
  fingerprint,
  integerIn,
  mix,
  play,
  type Played,
  type Recognised,
  type Schedule,
  type Step,
  type TraceEvent,
} from '../sim/index.ts';
import type { Check, Suite } from '../suites/suite.ts';
import type { Stage } from './story.ts';
import type { Insights, Story, StoryOperation, WhatIf } from './verdict.ts';

export function insightsOf(suite: Suite, check: Check, stage: Stage, story: Story): Insights {
  const operations = operationsOf(story.trace, recognisedIn(suite, check));
  const { replay } = story;
  if (replay.kind !== 'schedule') {
    const promises = [...promisesOf(stage, story)].map((name) =>
      name === story.promise ? { name, brokeAt: endOf(story.trace) } : { name },
    );
    const neverArrived = { of: 0, endWell: 0 };
    return { promises, operations, whatIfs: [], neverArrived, risks: [] };
  }
  const { schedule, goals } = replay;
  const watched = goals ? stage.watched : { always: stage.watched.always ?? {} };
  const { began } = play(stage.cluster(), schedule, { ...watched, trace: true });
  const played: PlayedStory = { stage, story, schedule, began, watched };
  const whatIfs = whatIfsOf(played);
  const endWell = whatIfs.filter(({ ends }) => ends === 'well').length;
  return {
    promises: lanesOf(played),
    operations,
    whatIfs: whatIfs.slice(0, whatIfsMax),
    neverArrived: { of: whatIfs.length, endWell },
    // A goal is judged at the end of its story, and of no other.
    risks: goals ? [] : risksOf(played),
  };
}

interface PlayedStory {
  readonly stage: Stage;
  readonly story: Story;
  readonly schedule: Schedule;
  /** The first event of each step. */
  readonly began: readonly number[];
  readonly watched: Stage['watched'];
}

/** The last event before the promise is said to be broken. */
const endOf = (trace: readonly TraceEvent[]): number => Math.max(0, trace.length - 2);

/** The promises of the check; with the goal, if it is a goal that was missed. */
const promisesOf = ({ watched }: Stage, story: Story): Set<string> =>
  new Set([...Object.keys(watched.always ?? {}), story.promise]);

function lanesOf({ stage, story, schedule }: PlayedStory): Insights['promises'] {
  return [...promisesOf(stage, story)].map((name) => {
    if (name === story.promise) return { name, brokeAt: endOf(story.trace) };
    const always = { [name]: stage.watched.always![name]! };
    const { broken, trace } = play(stage.cluster(), schedule, { always, trace: true });
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

const whatIfsMax = 6;
/** Of so many messages that never arrived, one after the other is tried. */
const triedMax = 60;

function whatIfsOf(played: PlayedStory): WhatIf[] {
  const { trace } = played.story;
  const arrived = new Set(trace.map((event) => (event.kind === 'receive' ? event.sent : -1)));
  const whatIfs = trace
    .filter((event) => event.kind === 'send' && !arrived.has(event.id))
    .slice(0, triedMax)
    .flatMap((event) => whatIf(played, event as Send));
  return whatIfs.toSorted((a, b) => Number(a.ends === 'broken') - Number(b.ends === 'broken'));
}

type Send = Extract<TraceEvent, { kind: 'send' }>;

/** The same story, but that this message arrives at once, and everything else that is under way in the end. */
function whatIf({ stage, story, schedule, began, watched }: PlayedStory, send: Send): WhatIf[] {
  const step = began.findLastIndex((event) => event <= send.id);
  const { node: from, to, message } = send;
  const deliver: Step = {
    do: 'deliver',
    from,
    to,
    type: message.type,
    content: fingerprint(message),
  };
  const before = schedule.slice(0, step + 1);
  const cutOff = before.findLast((each) => each.do === 'partition' || each.do === 'heal');
  const until: Schedule =
    cutOff?.do === 'partition' && step >= 0
      ? // The walls are down just while it is sent.
        [...before.slice(0, -1), { do: 'heal' }, before.at(-1)!, deliver, cutOff]
      : [...before, deliver];
  const rest = schedule.slice(step + 1);
  const { broken, unmet, trouble, steps } = play(
    stage.cluster(),
    [...until, ...rest, { do: 'settle' }],
    watched,
  );
  const isDelivered = steps[until.indexOf(deliver)]?.do === 'deliver';
  const told = broken ?? unmet;
  if (trouble || !isDelivered) return [];
  if (!told) return [{ sent: send.id, ends: 'well' }];
  const isSame = told.promise === story.promise;
  return [{ sent: send.id, ends: 'broken', ...(isSame ? {} : { what: told.broke.what }) }];
}

const futures = 20;
const momentsMax = 40;
/** Between two things that the story asks for, or that go wrong in it, up to so many messages arrive. */
const deliveriesBetween = { min: 0, max: 8 };
const deliveriesAtTheEnd = 60;

/** For each moment of the story, futures that are drawn anew: how many of them break the promise? */
function risksOf(played: PlayedStory): Insights['risks'] {
  const { schedule, began } = played;
  const every = Math.ceil((schedule.length + 1) / momentsMax);
  const moments = schedule.flatMap((_, index) => (index % every === 0 ? [index] : []));
  return moments.map((index) => {
    const runs = Array.from({ length: futures }, (_, run) => future(played, index + 1, run));
    const broken = runs.filter((run) => run.broken?.promise === played.story.promise).length;
    return { event: began[index]!, broken, of: futures };
  });
}

function future({ stage, story, schedule }: PlayedStory, taken: number, run: number): Played {
  const seed = mix(run, taken);
  const steps: Step[] = schedule.slice(0, taken);
  let drawn = 0;
  for (const step of schedule.slice(taken)) {
    if (step.do === 'deliver' || step.do === 'settle') continue;
    const most = integerIn(mix(seed, 1, drawn), deliveriesBetween);
    steps.push({ do: 'settle', seed: mix(seed, 2, drawn++), most }, step);
  }
  steps.push({ do: 'settle', seed: mix(seed, 3), most: deliveriesAtTheEnd });
  const always = { [story.promise]: stage.watched.always![story.promise]! };
  return play(stage.cluster(), steps, { always });
}
