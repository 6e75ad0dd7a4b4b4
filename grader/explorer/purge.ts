// Forgets messages that can't matter any more. While the search runs, a message is dropped where it would change nothing at
// the cell at which it would arrive: a guess that it never will. Afterwards the guess is proved, over all cells that its
// addressee could come to from there: at none of them may its arrival change anything. What is refuted is kept from then on,
// and the search is run again. A broken promise needs no proof: the messages that led to it were really sent.
//
// Why that is enough: take a run in which nothing is forgotten. The same steps can be taken in the space that was searched,
// the arrivals of forgotten messages left out, since each of these changes nothing; so both come to the same cells and the
// same watchers. A node that is down forgets nothing, and the graph has its restarts in it.
import { Flags } from './columns.ts';
import { type Moves, Stumble, worths } from './moves.ts';
import { absent, PairTable } from './pair-table.ts';
import type { Renaming } from './symmetry.ts';

export class Purge {
  readonly #moves: Moves;
  readonly #generators: readonly Renaming[];
  /** By arrival: refuted in an earlier round, or guessed in this one. */
  readonly #kept = new Flags();
  #forgotten = new Flags();
  /** By transition. */
  readonly #taken = new Flags();

  constructor(moves: Moves, generators: readonly Renaming[]) {
    this.#moves = moves;
    this.#generators = generators;
  }

  markTaken(transition: number): void {
    this.#taken.set(transition);
  }

  mayForget(cell: number, envelope: number): boolean {
    const arrival = this.#idleArrival(cell, envelope);
    if (arrival === absent || this.#kept.has(arrival)) return false;
    this.#forgotten.set(arrival);
    return true;
  }

  /** The arrival of an envelope that changes nothing at a cell that is up, or `absent`. */
  #idleArrival(cell: number, envelope: number): number {
    if (this.#moves.up.at[cell] === 0) return absent;
    try {
      const arrival = this.#moves.arrival(cell, envelope);
      return this.#moves.worth.at[arrival] === worths.nothing ? arrival : absent;
    } catch (error) {
      // A handler that fails there: the search meets it at the step itself, if it can happen.
      if (error instanceof Stumble) return absent;
      throw error;
    }
  }

  /**
   * Whether nothing that was forgotten could ever have mattered. If not, what could have is kept in the next round. Gives up
   * where more handlers would have to be run than `handlerRunsMax`.
   */
  prove(handlerRunsMax: number): 'proved' | 'refuted' | 'handler runs' {
    const graph = new Graph(this.#moves, this.#taken, this.#generators);
    this.#forgotten.forEach((arrival) => {
      graph.visit(this.#moves.arrivalCell.at[arrival]!, this.#moves.arrivalEnvelope.at[arrival]!);
    });
    this.#forgotten = new Flags();

    const refuted: number[] = [];
    for (let vertex = 0; vertex < graph.count; vertex++) {
      if (this.#moves.handlerRuns > handlerRunsMax) return 'handler runs';
      const [cell, envelope] = graph.at(vertex);
      const down = this.#moves.up.at[cell] === 0;
      if (down || this.#idleArrival(cell, envelope) !== absent) graph.visitAfter(vertex);
      else refuted.push(vertex);
    }
    if (refuted.length === 0) return 'proved';

    for (const vertex of graph.leadingTo(refuted)) {
      const [cell, envelope] = graph.at(vertex);
      const arrival = this.#idleArrival(cell, envelope);
      if (arrival !== absent) this.#kept.set(arrival);
    }
    return 'refuted';
  }
}

/** Cells, each with an envelope on its way to it; an edge where the cell becomes another by a step that was taken. */
class Graph {
  readonly #moves: Moves;
  readonly #generators: readonly Renaming[];
  /** By cell: those that it becomes. */
  readonly #successors: (Set<number> | undefined)[] = [];
  readonly #numbers = new PairTable();
  readonly #cells: number[] = [];
  readonly #envelopes: number[] = [];
  /** By vertex: the vertices with an edge to it. */
  readonly #predecessors: number[][] = [];

  constructor(moves: Moves, taken: Flags, generators: readonly Renaming[]) {
    this.#moves = moves;
    this.#generators = generators;
    taken.forEach((transition) => {
      const before = moves.from.at[transition]!;
      (this.#successors[before] ??= new Set()).add(moves.next.at[transition]!);
    });
  }

  get count(): number {
    return this.#cells.length;
  }

  at(vertex: number): [cell: number, envelope: number] {
    return [this.#cells[vertex]!, this.#envelopes[vertex]!];
  }

  visit(cell: number, envelope: number): number {
    const known = this.#numbers.get(cell, envelope);
    if (known !== absent) return known;
    const vertex = this.#cells.push(cell) - 1;
    this.#envelopes.push(envelope);
    this.#predecessors.push([]);
    this.#numbers.set(cell, envelope, vertex);
    return vertex;
  }

  visitAfter(vertex: number): void {
    const [cell, envelope] = this.at(vertex);
    for (const next of this.#successors[cell] ?? []) {
      this.#predecessors[this.visit(next, envelope)]!.push(vertex);
    }
    // States that count as one share their future, whichever of them was visited.
    for (const names of this.#generators) {
      const renamed = this.visit(
        this.#moves.renamedCell(cell, names),
        this.#moves.renamedEnvelope(envelope, names),
      );
      this.#predecessors[renamed]!.push(vertex);
    }
  }

  leadingTo(vertices: readonly number[]): Set<number> {
    const leading = new Set(vertices);
    for (const vertex of leading) {
      for (const before of this.#predecessors[vertex]!) leading.add(before);
    }
    return leading;
  }
}
