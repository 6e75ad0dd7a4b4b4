// Breadth first through all states of a cluster. A state is a few whole numbers: how many crashes there were, the watchers,
// a cell for each node, and the envelopes under way. This is the hot loop: it allocates nothing for a step.
import { Follower } from './eager.ts';
import { FingerprintSet } from './fingerprints.ts';
import { Frontier } from './frontier.ts';
import { type Moves, type Origin, Stumble, worths } from './moves.ts';
import { Paths } from './paths.ts';
import { none, Tried, type TriedOptions } from './tried.ts';
import { cellsAt, crashesAt, Visited, watchAt } from './visited.ts';
import type { Stop, Watches } from './watches.ts';

/** A state of the cluster by the numbers of its parts. */
export interface Numbered {
  readonly cells: readonly number[];
  readonly watch: number;
  readonly envelopes: readonly number[];
  readonly crashes: number;
}

export interface SearchOptions extends TriedOptions {
  readonly crashesMax: number;
  readonly skip: boolean;
  readonly renamings: number;
  readonly statesMax: number;
  readonly depthMax: number;
  readonly handlerRunsMax: number;
  readonly onState: ((states: number) => void) | undefined;
  readonly inspect: ((state: Numbered) => void) | undefined;
}

export type Ended =
  | { readonly because: 'exhausted' }
  | { readonly because: 'states' | 'depth' | 'handler runs' }
  | {
      readonly because: 'stop';
      readonly stop: Stop;
      readonly path: readonly Origin[];
      readonly at: Numbered;
    }
  | { readonly because: 'stumble'; readonly stumble: Stumble; readonly path: readonly Origin[] };

const progressEvery = 4_096;

export class Search {
  readonly #moves: Moves;
  readonly #watches: Watches;
  readonly #options: SearchOptions;
  readonly #nodeCount: number;
  readonly #once: boolean;

  readonly #seen = new FingerprintSet();
  readonly #paths = new Paths();
  /** States of the depth that is visited, and those found from them. */
  #frontier = new Frontier();
  #found = new Frontier();
  readonly #visited: Visited;
  readonly #tried: Tried;
  #start: Numbered | undefined;
  #ended: Ended | undefined;
  steps = 0;
  depth = 0;

  constructor(moves: Moves, watches: Watches, options: SearchOptions) {
    this.#moves = moves;
    this.#watches = watches;
    this.#options = options;
    this.#nodeCount = moves.nodes.length;
    this.#once = options.network === 'once';
    this.#visited = new Visited(moves, watches, options);
    this.#tried = new Tried(moves, watches, this.#visited, options);
  }

  get states(): number {
    return this.#seen.size;
  }

  get bytes(): number {
    return this.#seen.bytes + this.#paths.bytes + this.#frontier.bytesMax + this.#found.bytesMax;
  }

  run(start: Numbered): Ended {
    this.#watches.where = () => ({ depth: this.depth + 1, states: this.states });
    this.#begin(start);
    while (this.#found.count > 0) {
      if (this.depth >= this.#options.depthMax) return { because: 'depth' };
      [this.#frontier, this.#found] = [this.#found, this.#frontier];
      this.#frontier.lendTo(this.#found);
      this.#frontier.drain((chunk, at) => this.#visit(chunk, at));
      if (this.#ended) return this.#ended;
      if (this.#found.count > 0) this.depth++;
    }
    return { because: 'exhausted' };
  }

  #begin({ cells, watch, envelopes, crashes }: Numbered): void {
    this.#start = { cells, watch, envelopes, crashes };
    const { eager, acts, purge } = this.#options;
    const all = eager ? [...new Follower(this.#moves, acts, this.#start).underWay] : envelopes;
    const kept = all.filter(
      (envelope) => !purge?.mayForget(cells[this.#moves.addressee.at[envelope]!]!, envelope),
    );
    const at = this.#found.reserve(cellsAt + cells.length + kept.length);
    const { chunk } = this.#found;
    chunk[at + crashesAt] = crashes;
    chunk[at + watchAt] = watch;
    chunk.set(cells, at + cellsAt);
    chunk.set(kept, at + cellsAt + cells.length);
    const first = new Visited(this.#moves, this.#watches, this.#options);
    first.load(chunk, at);
    this.#seen.addLeast(first.low, first.high);
    this.#paths.add(-1, -1);
    this.#options.inspect?.({ cells, watch, envelopes: kept, crashes });
  }

  /** Tries every step from a state. Returns whether the search goes on. */
  #visit(chunk: Int32Array, at: number): boolean {
    const visited = this.#visited;
    visited.load(chunk, at);
    try {
      for (let node = 0; node < this.#nodeCount && !this.#ended; node++) {
        if (this.#options.acts[node]) this.#stepLocally(node);
      }
      for (let index = 0; index < visited.envelopeCount && !this.#ended; index++) {
        this.#deliver(index);
      }
    } catch (error) {
      if (!(error instanceof Stumble)) throw error;
      const path = this.#pathTo(visited.state, undefined, this.#moves.arrivalOf(error.origin));
      const origins = path.map((taken) => this.#moves.origins[taken]!);
      this.#ended ??= { because: 'stumble', stumble: error, path: origins };
    }
    if (this.#moves.handlerRuns > this.#options.handlerRunsMax) {
      this.#ended ??= { because: 'handler runs' };
    }
    return this.#ended === undefined;
  }

  #stepLocally(node: number): void {
    const moves = this.#moves;
    const cell = this.#visited.cells[node]!;
    if (!moves.isWorkedLocally(cell)) moves.workLocally(cell);
    const end = moves.localEnd.at[cell]!;
    for (let transition = moves.localFirst.at[cell]!; transition < end; transition++) {
      this.#step(transition, node, none);
    }
  }

  #deliver(index: number): void {
    const moves = this.#moves;
    const envelope = this.#visited.envelopes[index]!;
    const node = moves.addressee.at[envelope]!;
    const cell = this.#visited.cells[node]!;
    if (moves.up.at[cell] === 0 || !this.#options.acts[node]) return;
    if (this.#once && this.#visited.isDelivered(envelope)) return;
    const arrival = moves.arrival(cell, envelope);
    const worth = moves.worth.at[arrival];
    if (
      (worth === worths.nothing && (!this.#once || this.#options.skip)) ||
      (worth === worths.answers && this.#options.eager)
    ) {
      this.steps++;
      return;
    }
    const end = moves.arrivalEnd.at[arrival]!;
    const used = this.#once ? index : none;
    for (let transition = moves.arrivalFirst.at[arrival]!; transition < end; transition++) {
      this.#step(transition, node, used);
    }
  }

  /** Takes a transition of a node; `used` is the position of an envelope that is used up, or `none`. */
  #step(transition: number, node: number, used: number): void {
    const crashes = this.#visited.crashes + this.#moves.crashes.at[transition]!;
    if (crashes > this.#options.crashesMax) return;
    this.steps++;
    const watch = this.#watches.next(this.#visited.watch, this.#moves.sequence.at[transition]!);
    if (watch < 0) return this.#stop(watch, transition, node);
    if (!this.#tried.take(transition, node, watch, crashes, used)) return;
    this.#tried.fingerprint();
    if (this.#seen.addLeast(this.#tried.low, this.#tried.high)) this.#keep(transition);
  }

  #keep(transition: number): void {
    this.#paths.add(this.#visited.state, transition);
    const start = this.#tried.writeTo(this.#found);
    this.#told();
    if (this.#options.inspect) this.#options.inspect(this.#read(this.#found.chunk, start));
  }

  #read(chunk: Int32Array, start: number): Numbered {
    const record = chunk.subarray(start, start + chunk[start]!);
    return {
      cells: [...record.subarray(cellsAt, cellsAt + this.#nodeCount)],
      watch: record[watchAt]!,
      envelopes: [...record.subarray(cellsAt + this.#nodeCount)],
      crashes: record[crashesAt]!,
    };
  }

  #told(): void {
    const { size } = this.#seen;
    if (size % progressEvery === 0) this.#options.onState?.(size);
    if (size > this.#options.statesMax) this.#ended ??= { because: 'states' };
  }

  #stop(watch: number, transition: number, node: number): void {
    const cells = [...this.#visited.cells];
    cells[node] = this.#moves.next.at[transition]!;
    const stop = this.#watches.stopOf(watch);
    const after = stop.kind === 'goal' ? stop.watch : this.#visited.watch;
    const path = this.#pathTo(this.#visited.state, transition);
    this.#ended ??= {
      because: 'stop',
      stop,
      path: path.map((taken) => this.#moves.origins[taken]!),
      at: { cells, watch: after, envelopes: this.#underWayAfter(path), crashes: 0 },
    };
  }

  /** All that is under way at the end of a path, what was forgotten on it included. */
  #underWayAfter(path: readonly number[]): number[] {
    const moves = this.#moves;
    const underWay = [...this.#start!.envelopes];
    for (const transition of path) {
      const used = this.#once ? moves.arrivedBy(transition) : undefined;
      if (used !== undefined) underWay.splice(underWay.indexOf(used), 1);
      underWay.push(...moves.sentBy(transition));
    }
    return this.#once ? underWay : [...new Set(underWay)];
  }

  /** The steps to a state, and one more or a last envelope that is received. */
  #pathTo(state: number, last?: number, received?: number): number[] {
    const path = [...this.#paths.to(state), ...(last === undefined ? [] : [last])];
    if (!this.#options.eager) return path;
    const follower = new Follower(this.#moves, this.#options.acts, this.#start!);
    for (const transition of path) follower.take(transition);
    if (received !== undefined) follower.need(received);
    return follower.path;
  }
}
