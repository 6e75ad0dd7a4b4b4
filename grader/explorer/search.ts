// Breadth first through all states of a cluster. A state is a few whole numbers: how many crashes there were, the watchers,
// a cell for each node, and the envelopes under way. This is the hot loop: it allocates nothing for a step.
import { LongColumn } from './columns.ts';
import { FingerprintSet, highTerm, lowTerm } from './fingerprints.ts';
import { Frontier } from './frontier.ts';
import { type Moves, type Origin, Stumble } from './moves.ts';
import type { Purge } from './purge.ts';
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

// A record of the frontier: its length, these, the cells, the envelopes.
const crashesAt = 1;
const watchAt = 2;
const cellsAt = 3;

const crashesKind = 4;
const progressEvery = 4_096;

export class Search {
  readonly #moves: Moves;
  readonly #watches: Watches;
  readonly #options: SearchOptions;
  readonly #nodeCount: number;
  readonly #once: boolean;
  readonly #crashTerms: { readonly low: readonly number[]; readonly high: readonly number[] };

  readonly #seen = new FingerprintSet();
  /** By state, in the order found: the state it was reached from, and by which transition. */
  readonly #parents = new LongColumn();
  readonly #transitions = new LongColumn();
  #frontier = new Frontier();
  #found = new Frontier();
  #ended: Ended | undefined;
  steps = 0;
  depth = 0;

  // The state that is being visited.
  #state = 0;
  #crashes = 0;
  #watch = 0;
  readonly #cells: Int32Array;
  #envelopes = new Int32Array(256);
  #envelopeCount = 0;
  /** By envelope: the last visit that saw it under way, and the last that delivered it. */
  #present = new Int32Array(1024);
  #delivered = new Int32Array(1024);
  /** The fingerprint of the visited state under each renaming. */
  readonly #low: Int32Array;
  readonly #high: Int32Array;

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
    this.#cells = new Int32Array(this.#nodeCount);
    const crashCounts = Array.from({ length: options.crashesMax + 1 }, (_, count) => count);
    this.#crashTerms = {
      low: crashCounts.map((count) => lowTerm(crashesKind, count)),
      high: crashCounts.map((count) => highTerm(crashesKind, count)),
    };
    this.#low = new Int32Array(options.renamings);
    this.#high = new Int32Array(options.renamings);
  }

  get states(): number {
    return this.#seen.size;
  }

  get bytes(): number {
    return (
      this.#seen.bytes +
      this.#parents.bytes +
      this.#transitions.bytes +
      this.#frontier.bytesMax +
      this.#found.bytesMax
    );
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
    this.#cells.set(cells);
    const length = cellsAt + this.#nodeCount;
    const kept = envelopes.filter(
      (envelope) => !this.#mayForget(cells[this.#moves.addressee.at[envelope]!]!, envelope),
    );
    const at = this.#found.reserve(length + kept.length);
    const { chunk } = this.#found;
    chunk[at + crashesAt] = crashes;
    chunk[at + watchAt] = watch;
    chunk.set(cells, at + cellsAt);
    chunk.set(kept, at + length);
    this.#load(chunk, at);
    this.#addFingerprint(this.#low, this.#high);
    this.#parents.push(-1);
    this.#transitions.push(-1);
    this.#state = -1;
    this.#options.inspect?.({ cells, watch, envelopes: kept, crashes });
  }

  /** Tries every step from a state. Returns whether the search goes on. */
  #visit(chunk: Int32Array, at: number): boolean {
    this.#load(chunk, at);
    try {
      for (let node = 0; node < this.#nodeCount && !this.#ended; node++) {
        if (this.#options.acts[node]) this.#stepLocally(node);
      }
      for (let index = 0; index < this.#envelopeCount && !this.#ended; index++)
        this.#deliver(index);
    } catch (error) {
      if (!(error instanceof Stumble)) throw error;
      this.#ended ??= { because: 'stumble', stumble: error, path: this.#pathTo(this.#state) };
    }
    if (this.#moves.handlerRuns > this.#options.handlerRunsMax) {
      this.#ended ??= { because: 'handler runs' };
    }
    return this.#ended === undefined;
  }

  #load(chunk: Int32Array, at: number): void {
    const moves = this.#moves;
    const nodeCount = this.#nodeCount;
    const length = chunk[at]!;
    // States are visited in the order in which they were found.
    this.#state++;
    this.#crashes = chunk[at + crashesAt]!;
    this.#watch = chunk[at + watchAt]!;
    for (let node = 0; node < nodeCount; node++) this.#cells[node] = chunk[at + cellsAt + node]!;
    const first = cellsAt + nodeCount;
    this.#envelopeCount = length - first;
    this.#makeRoom();
    for (let index = 0; index < this.#envelopeCount; index++) {
      const envelope = chunk[at + first + index]!;
      this.#envelopes[index] = envelope;
      this.#present[envelope] = this.#state + 1;
    }

    const renamings = this.#low.length;
    for (let renaming = 0; renaming < renamings; renaming++) {
      const watchTerm = this.#watch * renamings + renaming;
      let low = this.#watches.terms.low.at[watchTerm]! + this.#crashTerms.low[this.#crashes]!;
      let high = this.#watches.terms.high.at[watchTerm]! + this.#crashTerms.high[this.#crashes]!;
      for (let node = 0; node < nodeCount; node++) {
        const term = this.#cells[node]! * renamings + renaming;
        low = (low + moves.cellTerms.low.at[term]!) | 0;
        high = (high + moves.cellTerms.high.at[term]!) | 0;
      }
      for (let index = 0; index < this.#envelopeCount; index++) {
        const term = this.#envelopes[index]! * renamings + renaming;
        low = (low + moves.envelopeTerms.low.at[term]!) | 0;
        high = (high + moves.envelopeTerms.high.at[term]!) | 0;
      }
      this.#low[renaming] = low;
      this.#high[renaming] = high;
    }
  }

  /** Arrays that are indexed by envelope, or by position among those under way, must be long enough for any. */
  #makeRoom(): void {
    if (this.#envelopeCount > this.#envelopes.length) {
      this.#envelopes = new Int32Array(this.#envelopeCount * 2);
      this.#forgotten = new Uint8Array(this.#envelopeCount * 2);
    }
    this.#makeRoomByEnvelope();
  }

  #makeRoomByEnvelope(): void {
    const count = this.#moves.envelopes.length;
    if (count <= this.#present.length) return;
    this.#present = grown(this.#present, count * 2);
    this.#delivered = grown(this.#delivered, count * 2);
  }

  #stepLocally(node: number): void {
    const moves = this.#moves;
    const cell = this.#cells[node]!;
    if (!moves.isWorkedLocally(cell)) moves.workLocally(cell);
    const end = moves.localEnd.at[cell]!;
    for (let transition = moves.localFirst.at[cell]!; transition < end; transition++) {
      this.#step(transition, node, -1);
    }
  }

  #deliver(index: number): void {
    const moves = this.#moves;
    const envelope = this.#envelopes[index]!;
    const node = moves.addressee.at[envelope]!;
    const cell = this.#cells[node]!;
    if (moves.up.at[cell] === 0 || !this.#options.acts[node]) return;
    if (this.#once) {
      // Of several copies that are under way, delivering any is the same step.
      if (this.#delivered[envelope] === this.#state + 1) return;
      this.#delivered[envelope] = this.#state + 1;
    }
    const arrival = moves.arrival(cell, envelope);
    if (moves.idle.at[arrival] === 1 && (!this.#once || this.#options.skip)) {
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
    const crashes = this.#crashes + moves.crashes.at[transition]!;
    if (crashes > this.#options.crashesMax) return;
    this.steps++;

    const watch = this.#watches.next(this.#watch, moves.sequence.at[transition]!);
    const cell = moves.next.at[transition]!;
    this.#collectSent(transition);
    if (watch < 0) return this.#stop(watch, transition, node, cell, removed);
    const { purge } = this.#options;
    this.#forgottenCount = 0;
    if (purge) {
      purge.markTaken(transition);
      this.#forget(node, cell, removed);
    }
    if (
      cell === this.#cells[node] &&
      watch === this.#watch &&
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
    this.#makeRoomByEnvelope();
    if (end - first > this.#added.length) this.#added = new Int32Array((end - first) * 2);
    for (let at = first; at < end; at++) {
      const envelope = moves.sent.at[at]!;
      if (!this.#once && (this.#present[envelope] === this.#state + 1 || this.#isAdded(envelope)))
        continue;
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
      if (this.#mayForget(to === node ? cell : this.#cells[to]!, envelope)) continue;
      this.#added[kept++] = envelope;
    }
    this.#addedCount = kept;
    if (cell === this.#cells[node]) return;
    for (let index = 0; index < this.#envelopeCount; index++) {
      const envelope = this.#envelopes[index]!;
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

  /** Adds the fingerprint of the state after the step: the least under all renamings. */
  #isNew(node: number, cell: number, watch: number, crashes: number, removed: number): boolean {
    const cellTerms = this.#moves.cellTerms;
    const envelopeTerms = this.#moves.envelopeTerms;
    const watchTerms = this.#watches.terms;
    const before = this.#cells[node]!;
    const renamings = this.#low.length;
    let leastLow = 0;
    let leastHigh = 0;
    for (let renaming = 0; renaming < renamings; renaming++) {
      let low = this.#low[renaming]!;
      let high = this.#high[renaming]!;
      if (cell !== before) {
        const gone = before * renamings + renaming;
        const come = cell * renamings + renaming;
        low += cellTerms.low.at[come]! - cellTerms.low.at[gone]!;
        high += cellTerms.high.at[come]! - cellTerms.high.at[gone]!;
      }
      if (watch !== this.#watch) {
        const gone = this.#watch * renamings + renaming;
        const come = watch * renamings + renaming;
        low += watchTerms.low.at[come]! - watchTerms.low.at[gone]!;
        high += watchTerms.high.at[come]! - watchTerms.high.at[gone]!;
      }
      if (crashes !== this.#crashes) {
        low += this.#crashTerms.low[crashes]! - this.#crashTerms.low[this.#crashes]!;
        high += this.#crashTerms.high[crashes]! - this.#crashTerms.high[this.#crashes]!;
      }
      for (let at = 0; at < this.#addedCount; at++) {
        const term = this.#added[at]! * renamings + renaming;
        low = (low + envelopeTerms.low.at[term]!) | 0;
        high = (high + envelopeTerms.high.at[term]!) | 0;
      }
      if (removed !== -1) {
        const term = this.#envelopes[removed]! * renamings + renaming;
        low -= envelopeTerms.low.at[term]!;
        high -= envelopeTerms.high.at[term]!;
      }
      if (this.#forgottenCount > 0) {
        for (let index = 0; index < this.#envelopeCount; index++) {
          if (this.#forgotten[index] === 0) continue;
          const term = this.#envelopes[index]! * renamings + renaming;
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

  #addFingerprint(lows: Int32Array, highs: Int32Array): void {
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
    this.#parents.push(this.#state);
    this.#transitions.push(transition);
    const first = cellsAt + this.#nodeCount;
    const count =
      this.#envelopeCount + this.#addedCount - this.#forgottenCount - (removed === -1 ? 0 : 1);
    const start = this.#found.reserve(first + count);
    const { chunk } = this.#found;
    chunk[start + crashesAt] = crashes;
    chunk[start + watchAt] = watch;
    for (let other = 0; other < this.#nodeCount; other++) {
      chunk[start + cellsAt + other] = this.#cells[other]!;
    }
    chunk[start + cellsAt + node] = cell;
    let at = start + first;
    for (let index = 0; index < this.#envelopeCount; index++) {
      if (index === removed || (this.#forgottenCount > 0 && this.#forgotten[index] === 1)) continue;
      chunk[at++] = this.#envelopes[index]!;
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

  #stop(watch: number, transition: number, node: number, cell: number, removed: number): void {
    const cells = [...this.#cells];
    cells[node] = cell;
    const envelopes = [
      ...this.#envelopes.subarray(0, this.#envelopeCount),
      ...this.#added.subarray(0, this.#addedCount),
    ];
    if (removed !== -1) envelopes.splice(removed, 1);
    const stop = this.#watches.stopOf(watch);
    const after = stop.kind === 'goal' ? stop.watch : this.#watch;
    this.#ended ??= {
      because: 'stop',
      stop,
      path: [...this.#pathTo(this.#state), this.#moves.origins[transition]!],
      at: { cells, watch: after, envelopes, crashes: this.#crashes },
    };
  }

  #pathTo(state: number): Origin[] {
    const path: Origin[] = [];
    for (let at = state; at > 0; at = this.#parents.get(at)) {
      path.push(this.#moves.origins[this.#transitions.get(at)]!);
    }
    return path.toReversed();
  }
}

function grown(array: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(length);
  copy.set(array);
  return copy;
}
