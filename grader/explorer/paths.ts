// How each state was reached: 8 bytes a state.
import { LongColumn } from './columns.ts';

export class Paths {
  /** By state, in the order found: the state from which it was found, and the transition that led to it. */
  readonly #parents = new LongColumn();
  readonly #transitions = new LongColumn();

  add(parent: number, transition: number): void {
    this.#parents.push(parent);
    this.#transitions.push(transition);
  }

  get bytes(): number {
    return this.#parents.bytes + this.#transitions.bytes;
  }

  /** The transitions from the first state to this one. */
  to(state: number): number[] {
    const path: number[] = [];
    for (let at = state; at > 0; at = this.#parents.get(at)) path.push(this.#transitions.get(at));
    return path.toReversed();
  }
}
