// Takes at once every step that does nothing but send: a query that is answered from a state that stays as it is. Where what
// was sent can arrive any number of times or never, one more message under way takes no future from a state and may add some:
// whatever can go wrong without the answer can go wrong with it. So a state is always searched with all answers sent, and the
// states in which only some of them were are never visited.
//
// A path of the search leaves these steps out. Told as a story, it gets back those whose messages are received later on.
import { type Moves, Stumble, worths } from './moves.ts';

/** The transition by which an envelope is answered at a cell, or -1 where more than that comes of it, or nothing. */
export function answering(moves: Moves, cell: number, envelope: number): number {
  if (moves.up.at[cell] === 0) return -1;
  try {
    const arrival = moves.arrival(cell, envelope);
    return moves.worth.at[arrival] === worths.answers ? moves.arrivalFirst.at[arrival]! : -1;
  } catch (error) {
    // A handler that fails there: the search meets it at the step itself.
    if (error instanceof Stumble) return -1;
    throw error;
  }
}

interface Taken {
  readonly transition: number;
  /** The envelope that arrived, if one did. */
  readonly arrived: number | undefined;
  /** Steps of the path are needed, and answers that something needed is the arrival of. */
  needed: boolean;
}

/** Follows a path, with all answers sent at once. */
export class Follower {
  readonly #moves: Moves;
  readonly #acts: readonly boolean[];
  readonly #cells: number[];
  readonly #taken: Taken[] = [];
  /** By envelope: the answer that sent it first. */
  readonly #answers = new Map<number, Taken>();
  readonly underWay: Set<number>;

  constructor(
    moves: Moves,
    acts: readonly boolean[],
    start: { readonly cells: readonly number[]; readonly envelopes: readonly number[] },
  ) {
    this.#moves = moves;
    this.#acts = acts;
    this.#cells = [...start.cells];
    this.underWay = new Set(start.envelopes);
    this.#answerAll();
  }

  take(transition: number): void {
    const moves = this.#moves;
    const arrived = moves.arrivedBy(transition);
    if (arrived !== undefined) this.need(arrived);
    this.#taken.push({ transition, arrived, needed: true });
    this.#cells[moves.nodes.indexOf(moves.origins[transition]!.node)] = moves.next.at[transition]!;
    for (const envelope of moves.sentBy(transition)) this.underWay.add(envelope);
    this.#answerAll();
  }

  /** An envelope is received: the answers by which it came to be sent belong to the story. */
  need(envelope: number): void {
    const answer = this.#answers.get(envelope);
    if (!answer || answer.needed) return;
    answer.needed = true;
    if (answer.arrived !== undefined) this.need(answer.arrived);
  }

  /** The steps taken, and the answers among them that were needed. */
  get path(): number[] {
    return this.#taken.filter(({ needed }) => needed).map(({ transition }) => transition);
  }

  #answerAll(): void {
    const moves = this.#moves;
    // The set grows while it is walked: answers may be answered in turn.
    for (const arrived of this.underWay) {
      const to = moves.addressee.at[arrived]!;
      const transition = this.#acts[to] ? answering(moves, this.#cells[to]!, arrived) : -1;
      const sent = transition === -1 ? [] : moves.sentBy(transition);
      const added = sent.filter((envelope) => !this.underWay.has(envelope));
      if (added.length === 0) continue;
      const taken = { transition, arrived, needed: false };
      this.#taken.push(taken);
      for (const envelope of added) {
        this.underWay.add(envelope);
        this.#answers.set(envelope, taken);
      }
    }
  }
}
