// What becomes of a message. Its fate is a function of the seed, the link and its index on that link, never of a shared
// stream, so that taking one fault away leaves the rest as it was.
import type { Chance, Fault, Otherwise } from './plan.ts';
import type { NodeId } from './protocol.ts';
import { fraction, integerIn, mix } from './random.ts';

/** A node as an end of a link. */
export interface End {
  readonly id: NodeId;
  /** Its place among all nodes of the cluster. */
  readonly index: number;
}

/** When a message arrives, in milliseconds from the start of the run, and why it doesn't, if so. */
export interface Fate {
  readonly lost?: string;
  readonly firstMs: number;
  /** Of the second arrival, where the network repeats it. */
  readonly secondMs?: number;
  /** It arrives even where something stands in its way. */
  readonly sure?: true;
}

// What a draw is for: the first number after the seed.
const forLoss = 1;
const forDelay = 2;
const forStraggler = 3;
const forCopy = 4;
const forCopyDelay = 5;

const straggleFactorMax = 10;

export class Network {
  /** May be set anew while the run goes on. */
  chance: Chance;
  readonly #healAtMs: number;
  readonly #arrives: Otherwise['arrives'];
  readonly #nodeCount: number;
  readonly #sentOnLink: Uint32Array;
  #cuts: readonly Fault[] = [];
  #clogs: readonly (Fault & { kind: 'clog' })[] = [];

  constructor(plan: Chance & { healAtMs: number }, nodeCount: number, { arrives }: Otherwise) {
    this.chance = plan;
    this.#healAtMs = plan.healAtMs;
    this.#arrives = arrives;
    this.#nodeCount = nodeCount;
    this.#sentOnLink = new Uint32Array(nodeCount * nodeCount);
  }

  /** The faults that are on right now; the world calls it whenever one begins or ends. */
  setFaults(active: readonly Fault[]): void {
    this.#cuts = active.filter(({ kind }) => kind === 'partition' || kind === 'one-way');
    this.#clogs = active.filter((fault) => fault.kind === 'clog');
  }

  fateOf(from: End, to: End, nowMs: number): Fate {
    // To itself a message arrives, once, as a later event.
    if (from === to) return { firstMs: nowMs };

    const link = from.index * this.#nodeCount + to.index;
    const index = this.#sentOnLink[link]!;
    this.#sentOnLink[link] = index + 1;

    if (this.#arrives && this.#isSure(from, to, index)) return { firstMs: nowMs, sure: true };
    const cut = this.cutBetween(from.id, to.id);
    if (cut !== undefined) return { lost: cut, firstMs: nowMs };

    const { seed, rates } = this.chance;
    const calm = nowMs >= this.#healAtMs;
    if (!calm && rates.loss > 0 && fraction(mix(seed, forLoss, link, index)) < rates.loss) {
      return { lost: 'lost on the way', firstMs: nowMs };
    }
    const first = this.#arrival(from, to, nowMs, mix(seed, forDelay, link, index), calm);
    if (calm || fraction(mix(seed, forCopy, link, index)) >= rates.duplicate) {
      return { firstMs: first };
    }
    const second = this.#arrival(from, to, nowMs, mix(seed, forCopyDelay, link, index), calm);
    return { firstMs: Math.min(first, second), secondMs: Math.max(first, second) };
  }

  #arrival(from: End, to: End, nowMs: number, bits: number, calm: boolean): number {
    const { seed, rates } = this.chance;
    let delayMs = integerIn(bits, rates.delayMs);
    if (!calm && rates.straggle > 0 && fraction(mix(seed, forStraggler, bits)) < rates.straggle) {
      delayMs *= 1 + Math.floor(fraction(mix(bits, forStraggler)) * straggleFactorMax);
    }
    let atMs = nowMs + delayMs;
    for (const clog of this.#clogs) {
      if (clog.from === from.id && clog.to === to.id) atMs = Math.max(atMs, clog.atMs + clog.forMs);
    }
    return atMs;
  }

  #isSure(from: End, to: End, index: number): boolean {
    const wanted = this.#arrives;
    return wanted?.from === from.id && wanted.to === to.id && wanted.nth === index;
  }

  /** Why nothing gets from one node to the other right now, if so. */
  cutBetween(from: NodeId, to: NodeId): string | undefined {
    for (const cut of this.#cuts) {
      if (cut.kind === 'partition' && !together(cut.groups, from, to)) return describeFault(cut);
      if (cut.kind === 'one-way' && cut.from.includes(from) && cut.to.includes(to))
        return describeFault(cut);
    }
    return undefined;
  }
}

const together = (groups: readonly (readonly NodeId[])[], from: NodeId, to: NodeId): boolean =>
  groups.some((group) => group.includes(from) && group.includes(to));

/** A fault in the words of a story: "partition r1 r2 | r3". */
export function describeFault(fault: Fault): string {
  switch (fault.kind) {
    case 'partition':
      return `partition ${fault.groups.map((group) => group.join(' ')).join(' | ')}`;
    case 'one-way':
      return `one-way cut: nothing from ${fault.from.join(' ')} to ${fault.to.join(' ')}`;
    case 'clog':
      return `the link from ${fault.from} to ${fault.to} is clogged`;
    case 'crash':
      return fault.wiped
        ? 'a crash that wiped its disk'
        : fault.forMs === undefined
          ? 'a crash for good'
          : 'a crash';
    case 'pause':
      return `a pause of ${fault.forMs} ms`;
    case 'slow node':
      return `slow: ${fault.stepMs} ms a handler`;
    case 'slow disk':
      return `a slow disk: ${fault.writeMs} ms more a write`;
    case 'failing disk':
      return 'a failing disk';
    case 'drift':
      return `its clock drifts by ${(fault.share * 100).toFixed(1)} %`;
    case 'skew':
      return `its time of day is off by ${fault.byMs} ms`;
    case 'jump':
      return `its time of day jumps by ${fault.byMs} ms`;
  }
}
