// Plans as fast-check knows them: drawn from a seed, and shrunk where time itself is judged.
import fc from 'fast-check';
import {
  drawPlan,
  type Fault,
  type NodeId,
  type Plan,
  type PlanShape,
  type Rates,
} from '../sim/index.ts';

/** Plans of a shape. Shrinking removes chunks of faults and requests, then quiets the rates, then compacts time. */
export const planArbitrary = (shape: PlanShape, nodes: readonly NodeId[]): fc.Arbitrary<Plan> =>
  new PlanArbitrary(shape, nodes);

class PlanArbitrary extends fc.Arbitrary<Plan> {
  readonly #shape: PlanShape;
  readonly #nodes: readonly NodeId[];

  constructor(shape: PlanShape, nodes: readonly NodeId[]) {
    super();
    this.#shape = shape;
    this.#nodes = nodes;
  }

  override generate(random: fc.Random): fc.Value<Plan> {
    return new fc.Value(drawPlan(this.#shape, this.#nodes, random.nextInt()), undefined);
  }

  override canShrinkWithoutContext(_value: unknown): _value is Plan {
    return true;
  }

  override shrink(plan: Plan): fc.Stream<fc.Value<Plan>> {
    return fc.stream(smaller(plan)).map((candidate) => new fc.Value(candidate, undefined));
  }
}

/** Plans with less in them, the boldest cuts first. */
function* smaller(plan: Plan): Generator<Plan> {
  for (const faults of withoutChunks(plan.faults)) yield { ...plan, faults };
  for (const requests of withoutChunks(plan.requests)) yield { ...plan, requests };
  for (const rates of quieter(plan.rates)) yield { ...plan, rates };
  yield* sooner(plan);
  for (const [index, fault] of plan.faults.entries()) {
    const shorter = shortened(fault);
    if (shorter) yield { ...plan, faults: plan.faults.with(index, shorter) };
  }
}

function* withoutChunks<T>(values: readonly T[]): Generator<T[]> {
  for (let size = values.length; size >= 1; size = Math.floor(size / 2)) {
    for (let start = 0; start < values.length; start += size) {
      yield [...values.slice(0, start), ...values.slice(start + size)];
    }
  }
}

function* quieter(rates: Rates): Generator<Rates> {
  for (const name of [
    'loss',
    'duplicate',
    'straggle',
    'crashAtWrite',
    'crashBetweenEffects',
  ] as const) {
    if (rates[name] > 0) yield { ...rates, [name]: 0 };
  }
  const { min, max } = rates.delayMs;
  if (max > min) yield { ...rates, delayMs: { min, max: min } };
}

/** Less than this is not worth a run. */
const chunkMsMin = 100;

/** Plans that heal sooner: a while of the time before was cut out. What comes after takes as long as ever. */
function* sooner(plan: Plan): Generator<Plan> {
  const { healAtMs } = plan;
  for (let size = healAtMs; size >= chunkMsMin; size = Math.floor(size / 2)) {
    for (let from = 0; from + size <= healAtMs; from += size) {
      yield timedBy(plan, (atMs) => (atMs < from ? atMs : Math.max(from, atMs - size)));
    }
  }
}

const timedBy = (plan: Plan, moved: (atMs: number) => number): Plan => ({
  ...plan,
  requests: plan.requests.map((asked) => ({ ...asked, atMs: moved(asked.atMs) })),
  faults: plan.faults.map((fault) => faultTimedBy(fault, moved)),
  healAtMs: moved(plan.healAtMs),
  endAtMs: moved(plan.endAtMs),
});

function faultTimedBy(fault: Fault, moved: (atMs: number) => number): Fault {
  if (!('atMs' in fault)) return fault;
  const atMs = moved(fault.atMs);
  if (!('forMs' in fault) || fault.forMs === undefined) return { ...fault, atMs };
  return { ...fault, atMs, forMs: Math.max(1, moved(fault.atMs + fault.forMs) - atMs) };
}

function shortened(fault: Fault): Fault | undefined {
  if (!('forMs' in fault) || fault.forMs === undefined || fault.forMs < 2) return undefined;
  return { ...fault, forMs: Math.floor(fault.forMs / 2) };
}

/** The plans of a check: as many as it runs, all from one seed. */
export const drawPlans = (
  shape: PlanShape,
  nodes: readonly NodeId[],
  { seed, runs }: { seed: number; runs: number },
): Plan[] => fc.sample(planArbitrary(shape, nodes), { seed, numRuns: runs });

export interface ShrunkPlan {
  readonly plan: Plan;
  readonly executions: number;
}

const executionsMax = 400;

/** The smallest plan that still fails. `fails` must hold for the plan as given. */
export function shrinkPlan(plan: Plan, fails: (plan: Plan) => boolean): ShrunkPlan {
  let best = plan;
  let executions = 0;
  for (let improved = true; improved;) {
    improved = false;
    for (const candidate of smaller(best)) {
      if (++executions > executionsMax) return { plan: best, executions };
      if (!fails(candidate)) continue;
      best = candidate;
      improved = true;
      break;
    }
  }
  return { plan: best, executions };
}
