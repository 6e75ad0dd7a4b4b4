// Simulation checks: many random worlds; safety under faults, then progress once they are over. Budgets are counted in
// worlds without faults.
import {
  type AnyGoal,
  type Broken,
  type Cluster,
  canonicalText,
  defineGoal,
  hashText,
  nodesOf,
  type Plan,
  type PlanShape,
  type Run,
  runWorld,
} from '../sim/index.ts';
import type { BudgetCheck, Operations, SimulationCheck } from '../suites/suite.ts';
import { troubleOf } from './answer.ts';
import { type CheckContext, type Finding, finding, vacuous } from './finding.ts';
import { drawPlans } from './plans.ts';
import { seedOf } from './seeds.ts';
import { type Stage, storyOfPlan, storyOfSchedule } from './story.ts';
import type { Story } from './verdict.ts';

export function checkSimulation(check: SimulationCheck, context: CheckContext): Finding {
  const goals: Record<string, AnyGoal> = { ...check.finally };
  if (check.live) goals[check.live.title] = everyOperationCompletes(check.live.operations);
  return runWorlds(check, goals, context);
}

export const checkBudget = (check: BudgetCheck, context: CheckContext): Finding =>
  runWorlds(check, { ...check.costs }, context);

function runWorlds(
  check: SimulationCheck | BudgetCheck,
  goals: Record<string, AnyGoal>,
  context: CheckContext,
): Finding {
  const { suite, answer, salt, loaded } = context;
  const stage: Stage = {
    exercise: suite.exercise,
    check: check.id,
    cluster: () => check.cluster(answer),
    where: () => loaded.explain(new Error('here')).at,
    watched: { always: check.always, goals },
  };
  const cluster = stage.cluster();
  const seed = seedOf(salt, suite.exercise, check.id);
  const plans = drawPlans(planShapeOf(check, cluster), nodesOf(cluster), {
    seed,
    runs: check.runs,
  });
  const progress = new ProgressCount('progress' in check ? check.progress : undefined);
  const worlds = new Worlds();
  let sample: number | undefined;

  for (const [index, plan] of plans.entries()) {
    context.onProgress(index, plans.length);
    const run = runWorld(stage.cluster(), plan, {
      ...stage.watched,
      goals: { ...goals, ...progress.goal() },
      sometimes: check.sometimes,
    });
    if (index === 0) {
      sample = sampleOf(stage, plan);
      if (sample === undefined) return finding('not deterministic', { because: notTheSame });
      if (context.sampleOnly) return finding('undecided', { sample });
    }
    if (run.trouble) {
      const { outcome, ...rest } = troubleOf(run.trouble, loaded);
      return finding(outcome, { ...rest, work: worlds.work() });
    }
    worlds.add(plan, run);
    if (context.quick && worlds.failing.length > 0) break;
  }
  return {
    ...conclude(check, stage, worlds, { progress, untold: context.untold }),
    ...(sample === undefined ? {} : { sample }),
  };
}

/** What a check's plans are drawn from. Where progress is judged, they end when its time is over. */
export const planShapeOf = (check: SimulationCheck | BudgetCheck, cluster: Cluster): PlanShape => {
  const shape = check.plan(cluster);
  const live = 'live' in check ? check.live : undefined;
  return live ? { ...shape, endAtMs: shape.healAtMs + live.withinMs } : shape;
};

const notTheSame =
  'The same world twice went two ways. A handler must do the same again, given the same state, event, clock and choices: does the module keep something outside of `state`?';

/**
 * A sample of the promise that handlers are deterministic: the first world, twice, event for event. Its fingerprint is what
 * another process must come to as well; `undefined` where already these two differ.
 */
function sampleOf(stage: Stage, plan: Plan): number | undefined {
  const text = () => {
    const { trace, trouble } = runWorld(stage.cluster(), plan, { ...stage.watched, trace: true });
    return trouble ? 'trouble' : canonicalText(trace);
  };
  const once = text();
  return once === text() ? hashText(once) : undefined;
}

/** What the worlds of one check have shown. */
class Worlds {
  readonly failing: { plan: Plan; told: Broken; broken: boolean }[] = [];
  readonly sometimes: Record<string, number> = {};
  stopped = 0;
  undecided: string | undefined;
  #runs = 0;

  add(plan: Plan, { broken, unmet, reached, stopped }: Run): void {
    this.#runs++;
    if (stopped) this.stopped++;
    for (const name of reached) this.sometimes[name] = (this.sometimes[name] ?? 0) + 1;
    const told = broken ?? unmet;
    if (!told) return;
    if (told.broke.undecided) this.undecided = told.broke.what;
    else this.failing.push({ plan, told, broken: broken !== undefined });
  }

  work() {
    return { runs: this.#runs, failed: this.failing.length };
  }
}

function conclude(
  check: SimulationCheck | BudgetCheck,
  stage: Stage,
  worlds: Worlds,
  { progress, untold }: { readonly progress: ProgressCount; readonly untold: boolean },
): Finding {
  const { sometimes } = worlds;
  const work = worlds.work();
  if (worlds.failing.length > 0) {
    const first: { told: Broken; story?: Story | undefined } = worlds.failing[0]!;
    const { told, story } = untold ? first : shortest(check, stage, worlds);
    return finding('failed', {
      because: story?.broke.what ?? told.broke.what,
      ...(story ? { story } : {}),
      work,
      sometimes,
    });
  }
  if (worlds.stopped > 0)
    return finding('undecided', { because: tooMuch(worlds.stopped), work, sometimes });
  if (worlds.undecided) return finding('undecided', { because: worlds.undecided, work, sometimes });
  if (progress.share() < 0.5)
    return finding('failed', { because: progress.tell(), unseen: true, work, sometimes });
  const missing = Object.keys(check.sometimes).filter((name) => !sometimes[name]);
  if (missing.length > 0) return vacuous(missing, { work, sometimes });
  return finding('passed', { work, sometimes });
}

const tooMuch = (worlds: number): string =>
  `${worlds} of the worlds were stopped after 100,000 events. Does a message lead to more messages without end?`;

const storiesTried = 3;

/** The shortest story of the first few failing worlds. A broken promise goes before a goal that was missed. */
function shortest(check: SimulationCheck | BudgetCheck, stage: Stage, worlds: Worlds) {
  const broken = worlds.failing.filter((world) => world.broken);
  const tried = (broken.length > 0 ? broken : worlds.failing).slice(0, storiesTried);
  // What an operation costs depends on when timers fire, and a schedule has no clock.
  const timed = check.kind === 'budget' || check.timed === true;
  const told = tried.map((world) => ({ told: world.told, story: tellWorld(stage, world, timed) }));
  return told.toSorted((a, b) => lengthOf(a.story) - lengthOf(b.story))[0]!;
}

const lengthOf = (story: Story | undefined): number => story?.deliveries ?? Infinity;

function tellWorld(
  stage: Stage,
  world: Worlds['failing'][number],
  timed: boolean,
): Story | undefined {
  const { plan, told, broken } = world;
  if (broken && !timed) {
    const { schedule } = runWorld(stage.cluster(), plan, { ...stage.watched, schedule: true });
    const story = storyOfSchedule(stage, schedule, told);
    if (story) return story;
  }
  return storyOfPlan(stage, plan, told);
}

/** Liveness: what a client was asked is answered, unless that client crashed and so forgot it. */
export function everyOperationCompletes({ asked, answered }: Operations): AnyGoal {
  return defineGoal<{ open: Map<string, string> }>({
    listens: ['requested', 'emitted', 'crashed'],
    start: () => ({ open: new Map() }),
    observe({ open }, seen) {
      if (seen.kind === 'requested') {
        const id = asked(seen.request);
        if (id !== undefined) open.set(id, seen.node);
      } else if (seen.kind === 'emitted') {
        const id = answered(seen.output);
        if (id !== undefined) open.delete(id);
      } else {
        for (const [id, node] of open) if (node === seen.node) open.delete(id);
      }
    },
    unmet({ open }) {
      const [first] = open;
      if (!first) return undefined;
      const [id, node] = first;
      const what = `${node} never answered ${id}, although all faults were over.`;
      return { what, nodes: [node] };
    },
  });
}

/** Counts operations over all worlds, for checks of safety that have no liveness of their own. */
class ProgressCount {
  readonly #operations: Operations | undefined;
  #asked = 0;
  #answered = 0;

  constructor(operations: Operations | undefined) {
    this.#operations = operations;
  }

  goal(): Record<string, AnyGoal> {
    const operations = this.#operations;
    if (!operations) return {};
    return {
      progress: defineGoal<object>({
        listens: ['requested', 'emitted'],
        start: () => ({}),
        observe: (_state, seen) => {
          if (seen.kind === 'requested' && operations.asked(seen.request) !== undefined)
            this.#asked++;
          if (seen.kind === 'emitted' && operations.answered(seen.output) !== undefined)
            this.#answered++;
        },
        unmet: () => undefined,
      }),
    };
  }

  share(): number {
    return this.#asked === 0 ? 1 : this.#answered / this.#asked;
  }

  tell(): string {
    return `Nothing broke, but only ${this.#answered} of ${this.#asked} operations were answered: safety alone is worth nothing here.`;
  }
}
