// A node as the world keeps it: a machine, its clock and timers, and what waits while it is busy or paused.
import type { CodePosition, Effect, Surroundings } from './effects.ts';
import type { Machine } from './machine.ts';
import type { Chance, Fault, Plan } from './plan.ts';
import type { NodeId } from './protocol.ts';
import { integerIn, mix } from './random.ts';
import type { Waiting } from './world-state.ts';

interface Timer {
  deadlineMs: number;
  /** When the heap will look at it: at the deadline or, if it was set anew since, earlier. */
  queuedForMs: number;
}

// What a draw is for, after the seed and the node: each kind counts by itself, and a restart goes on counting.
const forTimer = 101;
const forCoin = 102;
const forDisk = 103;
const forCrashAtWrite = 104;
const forGap = 105;
const forDown = 106;

/** What its handlers may ask of the world while they run is asked here. */
export class WorldNode implements Surroundings {
  readonly id: NodeId;
  /** Its place among all nodes of the cluster. */
  readonly index: number;
  readonly machine: Machine;
  readonly timers = new Map<string, Timer>();
  waiting: Waiting[] = [];
  paused = false;
  /** Until then the node does nothing: its disk writes, or it is slow. Events of an older epoch are void. */
  busy = false;
  epoch = 0;
  /** Effects of the handler that ran last that have not happened yet. */
  effects: readonly Effect[] = [];
  nextEffect = 0;
  /** The trace's event of that handler, and its step in the schedule. */
  cause = 0;
  step: { cut?: number; choices?: number[]; atMs?: number } | undefined;
  readClock = false;
  /** The moment at which its handler runs. */
  nowMs = 0;

  where?: () => CodePosition | undefined;

  /** May be set anew while the run goes on. */
  chance: Chance;
  readonly #driftShare: number;
  readonly #skewMs: number;
  readonly #jumps: readonly (Fault & { kind: 'jump' })[];
  readonly #drawn = new Uint32Array(8);
  #bootedAtMs = 0;

  constructor(machine: Machine, index: number, plan: Plan) {
    this.id = machine.id;
    this.machine = machine;
    this.index = index;
    this.chance = plan;
    const mine = plan.faults.filter((fault) => 'node' in fault && fault.node === this.id);
    this.#driftShare = sum(mine.map((fault) => (fault.kind === 'drift' ? fault.share : 0)));
    this.#skewMs = sum(mine.map((fault) => (fault.kind === 'skew' ? fault.byMs : 0)));
    this.#jumps = mine.filter((fault) => fault.kind === 'jump');
  }

  boot(): void {
    this.#bootedAtMs = this.nowMs;
  }

  now(): number {
    this.readClock = true;
    return Math.floor((this.nowMs - this.#bootedAtMs) * (1 + this.#driftShare));
  }

  wallClock(): number {
    this.readClock = true;
    const jumpedMs = sum(this.#jumps.map(({ atMs, byMs }) => (atMs <= this.nowMs ? byMs : 0)));
    return Math.floor(this.nowMs * (1 + this.#driftShare)) + this.#skewMs + jumpedMs;
  }

  choose(count: number): number {
    const choice = this.#draw(forCoin) % count;
    if (this.step) (this.step.choices ??= []).push(choice);
    return choice;
  }

  /** When a timer that is set now runs out, in the world's time. */
  deadline(nowMs: number, delayMs: { min: number; max: number }): number {
    const byItsClockMs = integerIn(this.#draw(forTimer), delayMs);
    return nowMs + Math.max(1, Math.ceil(byItsClockMs / (1 + this.#driftShare)));
  }

  drawDiskMs(): number {
    return integerIn(this.#draw(forDisk), this.chance.rates.diskMs);
  }

  drawDownMs(): number {
    return integerIn(this.#draw(forDown), this.chance.rates.downMs);
  }

  crashesAtWrite(): boolean {
    return this.#chance(forCrashAtWrite, this.chance.rates.crashAtWrite);
  }

  crashesInGap(): boolean {
    return this.#chance(forGap, this.chance.rates.crashBetweenEffects);
  }

  #chance(purpose: number, share: number): boolean {
    return share > 0 && this.#draw(purpose) / 2 ** 32 < share;
  }

  #draw(purpose: number): number {
    const count = this.#drawn[purpose - forTimer]!++;
    return mix(this.chance.seed, purpose, this.index, count);
  }
}

const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);
