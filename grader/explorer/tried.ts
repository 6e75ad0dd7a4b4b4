// The step that a search tries: the state after it, as what it changes in the state that is visited. Nothing is allocated for
// a step, and the state itself is written down only where it is new.
import { grown } from './columns.ts';
import { answering } from './eager.ts';
import type { Frontier } from './frontier.ts';
import type { Moves } from './moves.ts';
import type { Purge } from './purge.ts';
import { cellsAt, crashesAt, type Visited, watchAt } from './visited.ts';
import type { Watches } from './watches.ts';

/** Instead of the position of an envelope: none is used up. */
export const none = -1;

export interface TriedOptions {
  readonly network: 'set' | 'once';
  readonly eager: boolean;
  readonly purge: Purge | undefined;
  /** By index of node: whether it takes steps. */
  readonly acts: readonly boolean[];
}

export class Tried {
  readonly #moves: Moves;
  readonly #watches: Watches;
  readonly #visited: Visited;
  readonly #options: TriedOptions;
  /** The node that takes the step, and what it becomes. */
  #node = 0;
  #cell = 0;
  #watch = 0;
  #crashes = 0;
  /** The position of the envelope that is used up, or `none`. */
  #used = none;
  #added = new Int32Array(256);
  #addedCount = 0;
  /** 1 for each envelope of the visited state that is forgotten, by position; valid where the count is above 0. */
  #forgotten = new Uint8Array(256);
  #forgottenCount = 0;
  /** The fingerprint of the state after the step, under each renaming. */
  readonly low: Int32Array;
  readonly high: Int32Array;

  constructor(moves: Moves, watches: Watches, visited: Visited, options: TriedOptions) {
    this.#moves = moves;
    this.#watches = watches;
    this.#visited = visited;
    this.#options = options;
    this.low = new Int32Array(visited.low.length);
    this.high = new Int32Array(visited.low.length);
  }

  /** Tries a transition of a node. Returns whether it changes anything. */
  take(transition: number, node: number, watch: number, crashes: number, used: number): boolean {
    const { purge, eager } = this.#options;
    this.#node = node;
    this.#cell = this.#moves.next.at[transition]!;
    this.#watch = watch;
    this.#crashes = crashes;
    this.#used = used;
    this.#collectSent(transition);
    this.#forgottenCount = 0;
    if (purge) {
      purge.markTaken(transition);
      this.#forgetAdded(purge);
      this.#forgetUnderWay(purge);
    }
    if (eager) this.#answerAll();
    return (
      this.#cell !== this.#visited.cells[node] ||
      watch !== this.#visited.watch ||
      this.#addedCount > 0 ||
      used !== none ||
      this.#forgottenCount > 0
    );
  }

  #collectSent(transition: number): void {
    const { sent, sentFirst, sentEnd } = this.#moves;
    const end = sentEnd.at[transition]!;
    this.#addedCount = 0;
    for (let at = sentFirst.at[transition]!; at < end; at++) {
      const envelope = sent.at[at]!;
      if (this.#options.network === 'once' || !this.#isUnderWay(envelope)) this.#add(envelope);
    }
  }

  #add(envelope: number): void {
    if (this.#addedCount === this.#added.length) {
      this.#added = grown(this.#added, this.#addedCount * 2);
    }
    this.#added[this.#addedCount++] = envelope;
  }

  #isUnderWay(envelope: number): boolean {
    if (this.#visited.isUnderWay(envelope)) return true;
    for (let at = 0; at < this.#addedCount; at++) if (this.#added[at] === envelope) return true;
    return false;
  }

  /** The cell of a node after the step. */
  #cellOf(node: number): number {
    return node === this.#node ? this.#cell : this.#visited.cells[node]!;
  }

  #forgetAdded(purge: Purge): void {
    const { addressee } = this.#moves;
    let kept = 0;
    for (let at = 0; at < this.#addedCount; at++) {
      const envelope = this.#added[at]!;
      if (purge.mayForget(this.#cellOf(addressee.at[envelope]!), envelope)) continue;
      this.#added[kept++] = envelope;
    }
    this.#addedCount = kept;
  }

  #forgetUnderWay(purge: Purge): void {
    const { addressee } = this.#moves;
    const { cells, envelopes, envelopeCount } = this.#visited;
    if (this.#cell === cells[this.#node]) return;
    if (envelopeCount > this.#forgotten.length) this.#forgotten = new Uint8Array(envelopeCount * 2);
    for (let index = 0; index < envelopeCount; index++) {
      const envelope = envelopes[index]!;
      const forgets =
        index !== this.#used &&
        addressee.at[envelope] === this.#node &&
        purge.mayForget(this.#cell, envelope);
      this.#forgotten[index] = forgets ? 1 : 0;
      if (forgets) this.#forgottenCount++;
    }
  }

  /** Adds all messages by which others are answered, as nodes are after the step. */
  #answerAll(): void {
    const { addressee } = this.#moves;
    const { cells, envelopes, envelopeCount } = this.#visited;
    if (this.#cell !== cells[this.#node]) {
      for (let index = 0; index < envelopeCount; index++) {
        if (addressee.at[envelopes[index]!] === this.#node) this.#answer(envelopes[index]!);
      }
    }
    // Answers may be answered in turn.
    for (let at = 0; at < this.#addedCount; at++) this.#answer(this.#added[at]!);
  }

  #answer(envelope: number): void {
    const { addressee, sent, sentFirst, sentEnd } = this.#moves;
    const { acts, purge } = this.#options;
    const to = addressee.at[envelope]!;
    const transition = acts[to] ? answering(this.#moves, this.#cellOf(to), envelope) : -1;
    if (transition === -1) return;
    const end = sentEnd.at[transition]!;
    for (let at = sentFirst.at[transition]!; at < end; at++) {
      const answer = sent.at[at]!;
      if (this.#isUnderWay(answer)) continue;
      if (!purge?.mayForget(this.#cellOf(addressee.at[answer]!), answer)) this.#add(answer);
    }
  }

  /** Works out `low` and `high` from those of the visited state. */
  fingerprint(): void {
    for (let renaming = 0; renaming < this.low.length; renaming++) this.#addUp(renaming);
  }

  #addUp(renaming: number): void {
    const { cellTerms, envelopeTerms } = this.#moves;
    const { terms } = this.#watches;
    const { cells, watch, envelopes, envelopeCount, crashes, crashTerms } = this.#visited;
    const renamings = this.low.length;
    const cellGone = cells[this.#node]! * renamings + renaming;
    const cellCome = this.#cell * renamings + renaming;
    let low = this.#visited.low[renaming]! + cellTerms.low.at[cellCome]!;
    let high = this.#visited.high[renaming]! + cellTerms.high.at[cellCome]!;
    low = (low - cellTerms.low.at[cellGone]!) | 0;
    high = (high - cellTerms.high.at[cellGone]!) | 0;
    if (this.#watch !== watch) {
      const gone = watch * renamings + renaming;
      const come = this.#watch * renamings + renaming;
      low = (low + terms.low.at[come]! - terms.low.at[gone]!) | 0;
      high = (high + terms.high.at[come]! - terms.high.at[gone]!) | 0;
    }
    if (this.#crashes !== crashes) {
      low = (low + crashTerms.low[this.#crashes]! - crashTerms.low[crashes]!) | 0;
      high = (high + crashTerms.high[this.#crashes]! - crashTerms.high[crashes]!) | 0;
    }
    for (let at = 0; at < this.#addedCount; at++) {
      const term = this.#added[at]! * renamings + renaming;
      low = (low + envelopeTerms.low.at[term]!) | 0;
      high = (high + envelopeTerms.high.at[term]!) | 0;
    }
    if (this.#used !== none) {
      const term = envelopes[this.#used]! * renamings + renaming;
      low = (low - envelopeTerms.low.at[term]!) | 0;
      high = (high - envelopeTerms.high.at[term]!) | 0;
    }
    for (let index = 0; this.#forgottenCount > 0 && index < envelopeCount; index++) {
      if (this.#forgotten[index] === 0) continue;
      const term = envelopes[index]! * renamings + renaming;
      low = (low - envelopeTerms.low.at[term]!) | 0;
      high = (high - envelopeTerms.high.at[term]!) | 0;
    }
    this.low[renaming] = low;
    this.high[renaming] = high;
  }

  /** Writes the state after the step as a record. Returns where it begins in the frontier's chunk. */
  writeTo(frontier: Frontier): number {
    const { cells, envelopes, envelopeCount } = this.#visited;
    const first = cellsAt + cells.length;
    const gone = this.#forgottenCount + (this.#used === none ? 0 : 1);
    const start = frontier.reserve(first + envelopeCount + this.#addedCount - gone);
    const { chunk } = frontier;
    chunk[start + crashesAt] = this.#crashes;
    chunk[start + watchAt] = this.#watch;
    for (let node = 0; node < cells.length; node++) chunk[start + cellsAt + node] = cells[node]!;
    chunk[start + cellsAt + this.#node] = this.#cell;
    let at = start + first;
    for (let index = 0; index < envelopeCount; index++) {
      if (index === this.#used) continue;
      if (this.#forgottenCount > 0 && this.#forgotten[index] === 1) continue;
      chunk[at++] = envelopes[index]!;
    }
    for (let added = 0; added < this.#addedCount; added++) chunk[at++] = this.#added[added]!;
    return start;
  }
}
