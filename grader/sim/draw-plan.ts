// Draws the plan of one random run. Each run draws its own kinds of fault and its own rates ("swarm testing": Groce et al.,
// ISSTA 2012), since a run with a little of everything hides what a run with much of one thing shows.
import type { Fault, Plan, PlannedRequest, PlanShape, Rates } from './plan.ts';
import type { NodeId } from './protocol.ts';
import { fraction, integerIn, mix } from './random.ts';

type FaultName = PlanShape['faults'][number];

/** The plan of a seed. The same shape, nodes and seed give the same plan. */
export function drawPlan(shape: PlanShape, nodes: readonly NodeId[], seed: number): Plan {
  const draw = new Draws(seed);
  const kinds = shape.faults.filter(() => draw.chance(0.6));
  return {
    seed,
    requests: drawRequests(shape, draw),
    faults: drawFaults(shape, kinds, nodes, draw),
    rates: drawRates(shape, new Set(kinds), draw),
    healAtMs: shape.healAtMs,
    endAtMs: shape.endAtMs,
  };
}

/** Now close together, so that operations overlap, now spread over the whole time. */
function drawRequests(
  { requests, afterHeal = [], healAtMs, endAtMs }: PlanShape,
  draw: Draws,
): PlannedRequest[] {
  const spreadMs = Math.floor(healAtMs * draw.oneOf([0.1, 0.3, 0.9]));
  const before = requests.map((asked) => ({ ...asked, atMs: draw.integer(0, spreadMs) }));
  const soonMs = Math.floor((endAtMs - healAtMs) * 0.1);
  const after = afterHeal.map((asked) => ({ ...asked, atMs: healAtMs + draw.integer(0, soonMs) }));
  return [...before, ...after].toSorted((a, b) => a.atMs - b.atMs);
}

function drawRates(shape: PlanShape, kinds: ReadonlySet<FaultName>, draw: Draws): Rates {
  const share = (kind: FaultName, most: number) => (kinds.has(kind) ? draw.fraction() * most : 0);
  return {
    loss: share('loss', 0.3),
    duplicate: share('duplicate', 0.4),
    straggle: share('straggle', 0.3),
    crashAtWrite: share('crash at write', 0.25),
    crashBetweenEffects: share('crash between effects', 0.1),
    delayMs: shape.delayMs ?? { min: 1, max: 10 },
    diskMs: shape.diskMs ?? { min: 1, max: 3 },
    downMs: { min: 5, max: 60 },
  };
}

function drawFaults(
  shape: PlanShape,
  kinds: readonly FaultName[],
  nodes: readonly NodeId[],
  draw: Draws,
): Fault[] {
  const timed = kinds.filter((kind) => !rateNames.has(kind));
  const faults: Fault[] = [];
  if (timed.length > 0) {
    const count = draw.integer(1, shape.faultsMax ?? 4);
    for (let index = 0; index < count; index++) {
      faults.push(drawFault(draw.oneOf(timed), shape, nodes, draw));
    }
  }
  // One client at most dies for good: it is the request of a dead one that must not block the others.
  if (shape.mortal && shape.mortal.length > 0 && draw.chance(0.3)) {
    faults.push({
      kind: 'crash',
      node: draw.oneOf(shape.mortal),
      atMs: draw.integer(0, shape.healAtMs - 1),
    });
  }
  return faults;
}

const rateNames: ReadonlySet<FaultName> = new Set<FaultName>([
  'loss',
  'duplicate',
  'straggle',
  'crash at write',
  'crash between effects',
]);

function drawFault(
  kind: FaultName,
  shape: PlanShape,
  nodes: readonly NodeId[],
  draw: Draws,
): Fault {
  const atMs = draw.integer(0, Math.floor(shape.healAtMs * 0.8));
  const forMs = draw.integer(Math.ceil(shape.healAtMs * 0.05), shape.healAtMs - atMs);
  const node = draw.oneOf(shape.victims ?? nodes);
  switch (kind) {
    case 'crash':
      return { kind, node, atMs, forMs };
    case 'wiped disk':
      return { kind: 'crash', node, atMs, forMs, wiped: true };
    case 'pause':
    case 'failing disk':
      return { kind, node, atMs, forMs };
    case 'slow node':
      return { kind, node, atMs, forMs, stepMs: draw.integer(1, 20) };
    case 'slow disk':
      return { kind, node, atMs, forMs, writeMs: draw.integer(5, 50) };
    case 'partition':
      return { kind, atMs, forMs, groups: drawGroups(nodes, draw) };
    case 'one-way':
      return { kind, atMs, forMs, ...drawSides(nodes, draw) };
    case 'clog': {
      const from = draw.oneOf(nodes);
      return { kind, atMs, forMs, from, to: draw.oneOf(nodes.filter((other) => other !== from)) };
    }
    case 'drift':
      return { kind, node, share: (draw.fraction() * 2 - 1) * (shape.driftMax ?? 0.05) };
    case 'skew':
      return { kind, node, byMs: draw.integer(-1, 1) * draw.integer(0, shape.skewMsMax ?? 1_000) };
    case 'jump':
      return {
        kind,
        node,
        atMs,
        byMs: draw.integer(-1, 1) * draw.integer(1, shape.skewMsMax ?? 1_000),
      };
    default:
      throw new Error(`Bug in the workbook: "${kind}" is a rate, not a fault with a moment.`);
  }
}

/** A split in two, one node cut off alone, or two sides that only a bridge joins. */
function drawGroups(nodes: readonly NodeId[], draw: Draws): NodeId[][] {
  const shuffled = draw.shuffled(nodes);
  const cut = draw.integer(1, nodes.length - 1);
  switch (draw.oneOf(['split', 'isolate', 'bridge'])) {
    case 'isolate':
      return [shuffled.slice(0, 1), shuffled.slice(1)];
    case 'bridge': {
      const [bridge, ...rest] = shuffled;
      const half = Math.ceil(rest.length / 2);
      return [
        [bridge!, ...rest.slice(0, half)],
        [bridge!, ...rest.slice(half)],
      ];
    }
    default:
      return [shuffled.slice(0, cut), shuffled.slice(cut)];
  }
}

function drawSides(nodes: readonly NodeId[], draw: Draws): { from: NodeId[]; to: NodeId[] } {
  const shuffled = draw.shuffled(nodes);
  const cut = draw.integer(1, nodes.length - 1);
  return { from: shuffled.slice(0, cut), to: shuffled.slice(cut) };
}

/** Numbers in a row for one plan. A plan is drawn whole, so these need no keys. */
class Draws {
  readonly #seed: number;
  #count = 0;

  constructor(seed: number) {
    this.#seed = seed;
  }

  fraction(): number {
    return fraction(this.#bits());
  }

  chance(share: number): boolean {
    return this.fraction() < share;
  }

  integer(min: number, max: number): number {
    return integerIn(this.#bits(), { min, max: Math.max(min, max) });
  }

  oneOf<T>(values: readonly T[]): T {
    return values[this.integer(0, values.length - 1)]!;
  }

  shuffled<T>(values: readonly T[]): T[] {
    return values
      .map((value) => ({ value, bits: this.#bits() }))
      .toSorted((a, b) => a.bits - b.bits)
      .map(({ value }) => value);
  }

  #bits(): number {
    return mix(this.#seed, 0x706c616e, this.#count++);
  }
}
