// All who watch a search, as one number: the states of every monitor and of every `sometimes` that is still open. What they
// make of a sequence of events is worked out once for each pair of such a number and a sequence.
import type { Cluster } from '../sim/cluster.ts';
import type { AnyMonitor, AnySometimes, Break, Observed } from '../sim/observe.ts';
import { canonicalText, copyPlain } from '../sim/plain.ts';
import { rename } from './memory.ts';
import { absent, PairTable } from './pair-table.ts';
import type { Reached } from './space.ts';
import { NotSymmetric, renameSeen, type Symmetry } from './symmetry.ts';
import { Terms } from './terms.ts';

/** Why a search stops at a step. */
export type Stop =
  | { readonly kind: 'broken'; readonly promise: string; readonly broke: Break }
  /** With the watchers as the goal left them. */
  | { readonly kind: 'goal'; readonly watch: number };

interface Watcher {
  readonly kind: 'promise' | 'sometimes' | 'goal';
  readonly name: string;
  start(cluster: Cluster): object;
  readonly listens: readonly Observed['kind'][];
  /** What it makes of an event: a break, `true` where it has seen what it waited for, or nothing. */
  observe(state: object, seen: Observed): Break | boolean | undefined;
  judge(state: object): Break | undefined;
  /** By number. */
  readonly states: object[];
  readonly breaks: (Break | undefined)[];
  readonly numbers: Map<string, number>;
}

/** The number of the state in which every watcher starts. */
const startNumber = 0;

export class Watches {
  readonly #watchers: Watcher[];
  readonly #listened: ReadonlySet<Observed['kind']>;
  readonly #symmetry: Symmetry;
  readonly terms: Terms;
  /** The numbers of the watchers' states, by number of the whole. */
  readonly #wholes: (readonly number[])[] = [];
  readonly #wholeNumbers = new Map<string, number>();
  readonly #sequences: (readonly Observed[])[] = [[]];
  readonly #sequenceNumbers = new Map<string, number>();
  readonly #next = new PairTable();
  readonly #stops: Stop[] = [];
  /** What was seen of `sometimes`, by name. */
  readonly reached: ReachedByName;
  /** Where the search stands, for `reached`. */
  where: () => Reached = () => ({ depth: 0, states: 0 });

  constructor(cluster: Cluster, watched: Watched, symmetry: Symmetry, reached: ReachedByName) {
    this.#watchers = watchersOf(watched);
    for (const watcher of this.#watchers) numberOf(watcher, watcher.start(cluster));
    this.reached = reached;
    this.#listened = new Set(this.#watchers.flatMap(({ listens }) => listens));
    this.#symmetry = symmetry;
    this.terms = new Terms('watches', symmetry.renamings.length);
  }

  /** The watchers before anything happened: as they start, or as an earlier stage of the search left them. */
  start(earlier: StatesByName = { promise: {}, sometimes: {}, goal: {} }): number {
    return this.#number(
      this.#watchers.map((watcher) => {
        const state = earlier[watcher.kind][watcher.name];
        return state ? numberOf(watcher, state) : startNumber;
      }),
    );
  }

  wants(kind: Observed['kind']): boolean {
    return this.#listened.has(kind);
  }

  /** The number of a sequence of events, of those that somebody listens to; 0 where nobody listens to any. */
  sequence(seen: readonly Observed[]): number {
    const heard = seen.filter(({ kind }) => this.#listened.has(kind));
    if (heard.length === 0) return 0;
    const text = canonicalText(heard);
    let number = this.#sequenceNumbers.get(text);
    if (number === undefined) {
      number = this.#sequences.push(heard) - 1;
      this.#sequenceNumbers.set(text, number);
    }
    return number;
  }

  /** The watchers after a sequence of events, or a negative number where the search stops: see `stopOf`. */
  next(whole: number, sequence: number): number {
    if (sequence === 0) return whole;
    const known = this.#next.get(whole, sequence);
    return known === absent ? this.#work(whole, sequence) : known;
  }

  stopOf(next: number): Stop {
    return this.#stops[-2 - next]!;
  }

  /** Where a promise is broken before the first step. */
  brokenAt(whole: number): Stop | undefined {
    return this.#brokenIn(this.#wholes[whole]!);
  }

  statesOf(whole: number): StatesByName {
    const byName: StatesByName = { promise: {}, sometimes: {}, goal: {} };
    for (const [index, state] of this.#statesOf(whole).entries()) {
      const { kind, name } = this.#watchers[index]!;
      byName[kind][name] = state;
    }
    return byName;
  }

  #work(whole: number, sequence: number): number {
    const before = Object.keys(this.reached).length;
    const seen = this.#sequences[sequence]!;
    const { states, broken, goal } = this.#follow(this.#statesOf(whole), seen);
    if (!broken) this.#assertSymmetric(whole, seen, states);
    // A `sometimes` that was reached is not followed any more: it stays as it started, and what was worked out before no
    // longer stands.
    if (Object.keys(this.reached).length !== before) this.#next.clear();

    const numbers = this.#watchers.map((watcher, index) =>
      watcher.kind === 'sometimes' && this.reached[watcher.name]
        ? startNumber
        : numberOf(watcher, states[index]!),
    );
    let stopped = broken ?? this.#brokenIn(numbers);
    if (goal) stopped ??= { kind: 'goal', watch: this.#number(numbers) };
    const next = stopped ? -1 - this.#stops.push(stopped) : this.#number(numbers);
    this.#next.set(whole, sequence, next);
    return next;
  }

  #statesOf(whole: number): object[] {
    const numbers = this.#wholes[whole]!;
    return this.#watchers.map(({ states }, index) => states[numbers[index]!]!);
  }

  /** Shows the events to all watchers, up to the first break. */
  #follow(before: readonly object[], seen: readonly Observed[], quietly = false) {
    const states = before.map((state) => copyPlain(state, 'memory', 'monitor'));
    let goal = false;
    for (const event of seen) {
      for (const [index, watcher] of this.#watchers.entries()) {
        const state = states[index]!;
        if (!watcher.listens.includes(event.kind)) continue;
        const result = watcher.observe(state, event);
        if (result === true && watcher.kind === 'sometimes' && !quietly) {
          this.reached[watcher.name] ??= this.where();
        }
        if (result === true && watcher.kind === 'goal') goal = true;
        if (typeof result === 'object') return { states, goal, broken: brokenBy(watcher, result) };
      }
    }
    return { states, goal, broken: undefined };
  }

  #brokenIn(numbers: readonly number[]): Stop | undefined {
    for (const [index, watcher] of this.#watchers.entries()) {
      const broke = watcher.breaks[numbers[index]!];
      if (broke) return brokenBy(watcher, broke);
    }
    return undefined;
  }

  #number(numbers: readonly number[]): number {
    const key = numbers.join();
    const known = this.#wholeNumbers.get(key);
    if (known !== undefined) return known;
    const number = this.#wholes.push(numbers) - 1;
    this.#wholeNumbers.set(key, number);
    const states = this.#statesOf(number);
    this.terms.add(
      number,
      this.#symmetry.renamings.map(
        (names) => () => canonicalText(states.map((state) => rename(state, names))),
      ),
    );
    return number;
  }

  /** The watchers must make the same of the same events under other names, or states that count as one are not one. */
  #assertSymmetric(whole: number, seen: readonly Observed[], states: readonly object[]): void {
    for (const names of this.#symmetry.generators) {
      const renamed = this.#statesOf(whole).map((state) => rename(state, names));
      const after = this.#follow(renamed, renameSeen(seen, names), true);
      const expected = canonicalText(states.map((state) => rename(state, names)));
      if (canonicalText(after.states) !== expected)
        throw new NotSymmetric('a watcher prefers a node');
    }
  }
}

const brokenBy = ({ name }: Watcher, broke: Break): Stop => ({
  kind: 'broken',
  promise: name,
  broke,
});

/** What was seen of `sometimes`, by name; what wasn't is absent. */
export type ReachedByName = Record<string, Reached>;

export type StatesByName = Record<Watcher['kind'], Record<string, object>>;

/** Who watches a stage of a search. */
export interface Watched {
  readonly always: Readonly<Record<string, AnyMonitor>>;
  readonly sometimes: Readonly<Record<string, AnySometimes>>;
  /** The one goal of the stage, if it has one. */
  readonly goal: Readonly<Record<string, AnySometimes>>;
}

function watchersOf({ always, sometimes, goal }: Watched): Watcher[] {
  const common = () => ({ states: [], breaks: [], numbers: new Map() });
  const watchersFor = (kind: 'sometimes' | 'goal', from: Watched['sometimes']): Watcher[] =>
    Object.entries(from).map(([name, watcher]) => ({
      name,
      kind,
      start: (cluster) => watcher.start(cluster) as object,
      listens: watcher.listens,
      observe: (state, seen) => watcher.observe(state, seen),
      judge: () => undefined,
      ...common(),
    }));
  return [
    ...Object.entries(always).map(([name, monitor]): Watcher => ({
      name,
      kind: 'promise',
      start: (cluster) => monitor.start(cluster) as object,
      listens: monitor.listens,
      observe: (state, seen) => monitor.observe(state, seen),
      judge: (state) => monitor.judge?.(state),
      ...common(),
    })),
    ...watchersFor('sometimes', sometimes),
    ...watchersFor('goal', goal),
  ];
}

function numberOf(watcher: Watcher, state: object): number {
  const text = canonicalText(state);
  const known = watcher.numbers.get(text);
  if (known !== undefined) return known;
  const number = watcher.states.push(state) - 1;
  watcher.breaks.push(watcher.judge(copyPlain(state, 'memory', 'monitor')));
  watcher.numbers.set(text, number);
  return number;
}
