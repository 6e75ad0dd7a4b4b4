// Breadth first through all states of a cluster. A state is a few whole numbers: how many crashes there were, the watchers,
// a cell for each node, and the envelopes under way. This is the hot loop: it allocates nothing for a step.
import { grown } from './columns.ts';
import { answering, Follower } from './eager.ts';
import { FingerprintSet } from './fingerprints.ts';
import { Frontier } from './frontier.ts';
import { type Moves, type Origin, Stumble, worths } from './moves.ts';
import { Paths } from './paths.ts';
import type { Purge } from './purge.ts';
import { cellsAt, crashesAt, Visited, watchAt } from './visited.ts';
import type { Stop, Watches } from './watches.ts';

/** A state of the cluster by the numbers of its parts. */
export interface Numbered {
  readonly cells: readonly number[];
  readonly watch: number;
  readonly envelopes: readonly number[];
  readonly crashes: number;
}

export interface SearchOptions {
  readonly network: 'set' | 'once';
  readonly crashesMax: number;
  readonly skip: boolean;
  readonly eager: boolean;
  readonly purge: Purge | undefined;
  /** By index of node: whether it takes steps. */
  readonly acts: readonly boolean[];
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
  #start: Numbered | undefined;
  #ended: Ended | undefined;
  steps = 0;
  depth = 0;

  // The step that is being tried.
  #added = new Int32Array(256);
  #addedCount = 0;
  /** 1 for each envelope of the visited state that the step forgets, by its position. */
  #forgotten = new Uint8Array(256);
  #forgottenCount = 0;

  constructor(moves: Moves, watches: Watches, options: SearchOptions) {
    this.#moves = moves;
    this.#watches = watches;
    this.#options = options;
    this.#nodeCount = moves.nodes.length;
    this.#once = options.network === 'once';
    this.#visited = new Visited(moves, watches, options);
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
    const { eager, acts } = this.#options;
    const all = eager ? [...new Follower(this.#moves, acts, this.#start).underWay] : envelopes;
    const kept = all.filter(
      (envelope) => !this.#mayForget(cells[this.#moves.addressee.at[envelope]!]!, envelope),
    );
    const at = this.#found.reserve(cellsAt + cells.length + kept.length);
    const { chunk } = this.#found;
    chunk[at + crashesAt] = crashes;
    chunk[at + watchAt] = watch;
    chunk.set(cells, at + cellsAt);
    chunk.set(kept, at + cellsAt + cells.length);
    const first = new Visited(this.#moves, this.#watches, this.#options);
    first.load(chunk, at);
    this.#addLeast(first.low, first.high);
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
      this.#step(transition, node, -1);
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
    const removed = this.#once ? index : -1;
    for (let transition = moves.arrivalFirst.at[arrival]!; transition < end; transition++) {
      this.#step(transition, node, removed);
    }
  }

  /** Takes a transition of a node in the visited state; `removed` is the position of an envelope that is used up. */
  #step(transition: number, node: number, removed: number): void {
    const moves = this.#moves;
    const crashes = this.#visited.crashes + moves.crashes.at[transition]!;
    if (crashes > this.#options.crashesMax) return;
    this.steps++;

    const watch = this.#watches.next(this.#visited.watch, moves.sequence.at[transition]!);
    const cell = moves.next.at[transition]!;
    if (watch < 0) return this.#stop(watch, transition, node, cell);
    this.#collectSent(transition);
    const { purge } = this.#options;
    this.#forgottenCount = 0;
    if (purge) {
      purge.markTaken(transition);
      this.#forget(node, cell, removed);
    }
    if (this.#options.eager) this.#answerAll(node, cell);
    if (
      cell === this.#visited.cells[node] &&
      watch === this.#visited.watch &&
      this.#addedCount === 0 &&
      removed === -1 &&
      this.#forgottenCount === 0
    )
      return;
    if (this.#isNew(node, cell, watch, crashes, removed)) {
      this.#keep(transition, node, cell, watch, crashes, removed);
    }
  }

  /** What the step adds to the envelopes under way. */
  #collectSent(transition: number): void {
    const moves = this.#moves;
    const first = moves.sentFirst.at[transition]!;
    const end = moves.sentEnd.at[transition]!;
    this.#addedCount = 0;
    if (first === end) return;
    if (end - first > this.#added.length) this.#added = new Int32Array((end - first) * 2);
    for (let at = first; at < end; at++) {
      const envelope = moves.sent.at[at]!;
      if (!this.#once && (this.#visited.isUnderWay(envelope) || this.#isAdded(envelope))) continue;
      this.#added[this.#addedCount++] = envelope;
    }
  }

  #isAdded(envelope: number): boolean {
    for (let at = 0; at < this.#addedCount; at++) if (this.#added[at] === envelope) return true;
    return false;
  }

  /** Forgets envelopes that change nothing at the cell where they would arrive after the step. */
  #forget(node: number, cell: number, removed: number): void {
    const moves = this.#moves;
    let kept = 0;
    for (let at = 0; at < this.#addedCount; at++) {
      const envelope = this.#added[at]!;
      const to = moves.addressee.at[envelope]!;
      if (this.#mayForget(to === node ? cell : this.#visited.cells[to]!, envelope)) continue;
      this.#added[kept++] = envelope;
    }
    this.#addedCount = kept;
    if (cell === this.#visited.cells[node]) return;
    const count = this.#visited.envelopeCount;
    if (count > this.#forgotten.length) this.#forgotten = new Uint8Array(count * 2);
    for (let index = 0; index < count; index++) {
      const envelope = this.#visited.envelopes[index]!;
      const forgets =
        index !== removed &&
        moves.addressee.at[envelope] === node &&
        this.#mayForget(cell, envelope);
      this.#forgotten[index] = forgets ? 1 : 0;
      if (forgets) this.#forgottenCount++;
    }
  }

  #mayForget(cell: number, envelope: number): boolean {
    return this.#options.purge !== undefined && this.#options.purge.mayForget(cell, envelope);
  }

  /** Adds all messages that others, as they are after the step, are answered by. */
  #answerAll(node: number, cell: number): void {
    const { addressee } = this.#moves;
    const { cells, envelopes, envelopeCount } = this.#visited;
    if (cell !== cells[node]) {
      for (let index = 0; index < envelopeCount; index++) {
        if (addressee.at[envelopes[index]!] === node)
          this.#answer(envelopes[index]!, cell, node, cell);
      }
    }
    // Answers may be answered in turn.
    for (let at = 0; at < this.#addedCount; at++) {
      const to = addressee.at[this.#added[at]!]!;
      this.#answer(this.#added[at]!, to === node ? cell : cells[to]!, node, cell);
    }
  }

  #answer(envelope: number, at: number, node: number, cell: number): void {
    const moves = this.#moves;
    if (!this.#options.acts[moves.addressee.at[envelope]!]) return;
    const transition = answering(moves, at, envelope);
    if (transition === -1) return;
    const end = moves.sentEnd.at[transition]!;
    for (let sent = moves.sentFirst.at[transition]!; sent < end; sent++) {
      const answer = moves.sent.at[sent]!;
      if (this.#visited.isUnderWay(answer) || this.#isAdded(answer)) continue;
      const to = moves.addressee.at[answer]!;
      if (this.#mayForget(to === node ? cell : this.#visited.cells[to]!, answer)) continue;
      if (this.#addedCount === this.#added.length)
        this.#added = grown(this.#added, this.#addedCount * 2);
      this.#added[this.#addedCount++] = answer;
    }
  }

  /** Adds the fingerprint of the state after the step: the least under all renamings. */
  #isNew(node: number, cell: number, watch: number, crashes: number, removed: number): boolean {
    const cellTerms = this.#moves.cellTerms;
    const envelopeTerms = this.#moves.envelopeTerms;
    const watchTerms = this.#watches.terms;
    const before = this.#visited.cells[node]!;
    const renamings = this.#visited.low.length;
    let leastLow = 0;
    let leastHigh = 0;
    for (let renaming = 0; renaming < renamings; renaming++) {
      let low = this.#visited.low[renaming]!;
      let high = this.#visited.high[renaming]!;
      if (cell !== before) {
        const gone = before * renamings + renaming;
        const come = cell * renamings + renaming;
        low += cellTerms.low.at[come]! - cellTerms.low.at[gone]!;
        high += cellTerms.high.at[come]! - cellTerms.high.at[gone]!;
      }
      if (watch !== this.#visited.watch) {
        const gone = this.#visited.watch * renamings + renaming;
        const come = watch * renamings + renaming;
        low += watchTerms.low.at[come]! - watchTerms.low.at[gone]!;
        high += watchTerms.high.at[come]! - watchTerms.high.at[gone]!;
      }
      if (crashes !== this.#visited.crashes) {
        low +=
          this.#visited.crashTerms.low[crashes]! -
          this.#visited.crashTerms.low[this.#visited.crashes]!;
        high +=
          this.#visited.crashTerms.high[crashes]! -
          this.#visited.crashTerms.high[this.#visited.crashes]!;
      }
      for (let at = 0; at < this.#addedCount; at++) {
        const term = this.#added[at]! * renamings + renaming;
        low = (low + envelopeTerms.low.at[term]!) | 0;
        high = (high + envelopeTerms.high.at[term]!) | 0;
      }
      if (removed !== -1) {
        const term = this.#visited.envelopes[removed]! * renamings + renaming;
        low -= envelopeTerms.low.at[term]!;
        high -= envelopeTerms.high.at[term]!;
      }
      if (this.#forgottenCount > 0) {
        for (let index = 0; index < this.#visited.envelopeCount; index++) {
          if (this.#forgotten[index] === 0) continue;
          const term = this.#visited.envelopes[index]! * renamings + renaming;
          low = (low - envelopeTerms.low.at[term]!) | 0;
          high = (high - envelopeTerms.high.at[term]!) | 0;
        }
      }
      low |= 0;
      high |= 0;
      if (renaming === 0 || low < leastLow || (low === leastLow && high < leastHigh)) {
        leastLow = low;
        leastHigh = high;
      }
    }
    return this.#seen.add(leastLow, leastHigh);
  }

  #addLeast(lows: Int32Array, highs: Int32Array): void {
    let least = 0;
    for (let renaming = 1; renaming < lows.length; renaming++) {
      if (
        lows[renaming]! < lows[least]! ||
        (lows[renaming] === lows[least] && highs[renaming]! < highs[least]!)
      )
        least = renaming;
    }
    this.#seen.add(lows[least]!, highs[least]!);
  }

  #keep(
    transition: number,
    node: number,
    cell: number,
    watch: number,
    crashes: number,
    removed: number,
  ): void {
    this.#paths.add(this.#visited.state, transition);
    const first = cellsAt + this.#nodeCount;
    const count =
      this.#visited.envelopeCount +
      this.#addedCount -
      this.#forgottenCount -
      (removed === -1 ? 0 : 1);
    const start = this.#found.reserve(first + count);
    const { chunk } = this.#found;
    chunk[start + crashesAt] = crashes;
    chunk[start + watchAt] = watch;
    for (let other = 0; other < this.#nodeCount; other++) {
      chunk[start + cellsAt + other] = this.#visited.cells[other]!;
    }
    chunk[start + cellsAt + node] = cell;
    let at = start + first;
    for (let index = 0; index < this.#visited.envelopeCount; index++) {
      if (index === removed || (this.#forgottenCount > 0 && this.#forgotten[index] === 1)) continue;
      chunk[at++] = this.#visited.envelopes[index]!;
    }
    for (let added = 0; added < this.#addedCount; added++) chunk[at++] = this.#added[added]!;
    this.#told();
    this.#options.inspect?.({
      cells: [...chunk.subarray(start + cellsAt, start + first)],
      watch,
      envelopes: [...chunk.subarray(start + first, at)],
      crashes,
    });
  }

  #told(): void {
    const { size } = this.#seen;
    if (size % progressEvery === 0) this.#options.onState?.(size);
    if (size > this.#options.statesMax) this.#ended ??= { because: 'states' };
  }

  #stop(watch: number, transition: number, node: number, cell: number): void {
    const cells = [...this.#visited.cells];
    cells[node] = cell;
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
