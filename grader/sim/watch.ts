// Shows what happens to those who watch: promises that may never break, things that must be seen, goals of a run.
import type { Cluster } from './cluster.ts';
import type { AnyMonitor, AnySometimes, Break, Observed } from './observe.ts';

/** A promise that broke in a run: its name, and how. */
export interface Broken {
  readonly promise: string;
  readonly broke: Break;
}

/** Something that a whole run must have brought about; `unmet` says in a sentence what is missing. */
export interface Goal<State extends object = object> {
  readonly listens: readonly Observed['kind'][];
  start(cluster: Cluster): State;
  observe(state: State, seen: Observed): void;
  unmet(state: State): Break | undefined;
}

// oxlint-disable-next-line typescript/no-explicit-any -- goals of all states side by side
export type AnyGoal = Goal<any>;

/** Keeps a goal's type of state between its methods. */
export const defineGoal = <State extends object>(goal: Goal<State>): AnyGoal => goal;

export interface Watched {
  readonly always?: Readonly<Record<string, AnyMonitor>>;
  readonly sometimes?: Readonly<Record<string, AnySometimes>>;
  readonly goals?: Readonly<Record<string, AnyGoal>>;
}

/** The watchers of one run. */
export class Watch {
  readonly #monitors: { promise: string; monitor: AnyMonitor; state: object }[];
  readonly #goals: { promise: string; goal: AnyGoal; state: object }[];
  readonly #sometimes: { name: string; sometimes: AnySometimes; state: object; seen: boolean }[];
  /** Whether anyone wants to see such a thing: what nobody listens to need not be built. */
  readonly wants: Readonly<Record<Observed['kind'], boolean>>;
  broken: Broken | undefined;

  constructor(cluster: Cluster, { always = {}, sometimes = {}, goals = {} }: Watched) {
    this.#monitors = Object.entries(always).map(([promise, monitor]) => ({
      promise,
      monitor,
      state: monitor.start(cluster),
    }));
    this.#sometimes = Object.entries(sometimes).map(([name, watcher]) => ({
      name,
      sometimes: watcher,
      state: watcher.start(cluster),
      seen: false,
    }));
    this.#goals = Object.entries(goals).map(([promise, goal]) => ({
      promise,
      goal,
      state: goal.start(cluster),
    }));
    const watchers = [always, sometimes, goals].flatMap((each) => Object.values(each));
    const listened = new Set(watchers.flatMap(({ listens }) => listens));
    this.wants = {
      requested: listened.has('requested'),
      sent: listened.has('sent'),
      received: listened.has('received'),
      persisted: listened.has('persisted'),
      emitted: listened.has('emitted'),
      crashed: listened.has('crashed'),
      restarted: listened.has('restarted'),
    };
  }

  observe(seen: Observed): void {
    if (this.broken) return;
    for (const watcher of this.#sometimes) {
      if (watcher.seen || !watcher.sometimes.listens.includes(seen.kind)) continue;
      watcher.seen = watcher.sometimes.observe(watcher.state, seen);
    }
    for (const { goal, state } of this.#goals) {
      if (goal.listens.includes(seen.kind)) goal.observe(state, seen);
    }
    for (const { promise, monitor, state } of this.#monitors) {
      if (!monitor.listens.includes(seen.kind)) continue;
      const broke = monitor.observe(state, seen);
      if (broke) {
        this.broken = { promise, broke };
        return;
      }
    }
  }

  /** Judges what is dear to judge: once, when the run is over. */
  judge(): void {
    for (const { promise, monitor, state } of this.#monitors) {
      if (this.broken) return;
      const broke = monitor.judge?.(state);
      if (broke) this.broken = { promise, broke };
    }
  }

  /** The first goal that the run didn't reach. */
  unmet(): Broken | undefined {
    for (const { promise, goal, state } of this.#goals) {
      const broke = goal.unmet(state);
      if (broke) return { promise, broke };
    }
    return undefined;
  }

  /** Names of the `sometimes` that were seen. */
  reached(): string[] {
    return this.#sometimes.filter(({ seen }) => seen).map(({ name }) => name);
  }
}
