// A story of a schedule, told otherwise: a step more, or the rest of it drawn anew.
import {
  fingerprint,
  integerIn,
  mix,
  play,
  type Played,
  type Schedule,
  type Step,
} from '../sim/index.ts';
import type { Futures } from './insights.ts';
import type { Stage } from './story.ts';
import { endingOf, type Send, sendsThatNeverArrived } from './never-arrived.ts';
import type { Insights, Replay, Story, WhatIf } from './verdict.ts';

export function scheduleFutures(
  stage: Stage,
  story: Story,
  { schedule, goals }: Extract<Replay, { kind: 'schedule' }>,
): Futures {
  const watched = goals ? stage.watched : { always: stage.watched.always ?? {} };
  const { began } = play(stage.cluster(), schedule, { ...watched, trace: true });
  const played: PlayedStory = { stage, story, schedule, began, watched };
  return {
    again: (always) => play(stage.cluster(), schedule, { always, trace: true }),
    whatIfs: () => sendsThatNeverArrived(story.trace).flatMap((send) => whatIf(played, send)),
    // A goal is judged at the end of its story, and of no other.
    risks: () => (goals ? [] : risksOf(played)),
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
  return trouble || !isDelivered ? [] : [endingOf(send, story, broken ?? unmet)];
}

const futures = 20;
const momentsMax = 40;
/** Between two things that the story asks for, or that go wrong in it, up to so many messages arrive. */
const deliveriesBetween = { min: 0, max: 8 };
const deliveriesAtTheEnd = 60;

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
