// The model as a table of numbers. Every state that the search meets and every kind of operation
// gets a number, and the model is asked only once what an operation of a kind does in a state.

import { illegal } from '../model.ts';
import type { Model } from '../model.ts';
import type { Operation } from '../operation.ts';
import { plainKey } from '../plain-key.ts';
import { PairTable } from './pair-table.ts';

/** What `next` answers if the operation's answer is not correct in that state. */
export const ILLEGAL = -1;

/** The model's initial state. */
export const INITIAL = 0;

interface Kind<Input, Output> {
  readonly input: Input;
  readonly output: Output | undefined;
  readonly isReadOnly: boolean;
  /** The same number for kinds that differ only in what was answered. */
  readonly inputId: number;
  readonly footprintId: number;
}

export class Transitions<State, Input, Output> {
  readonly #model: Model<State, Input, Output>;
  readonly #kinds: Kind<Input, Output>[] = [];
  readonly #kindIds = new Numbering<string>();
  readonly #inputIds = new Numbering<string>();
  readonly #footprintIds = new Numbering<string>();
  /** Searches for a part of a history ask again about the same operations. */
  readonly #kindOf = new Map<Operation<Input, Output>, number>();

  readonly #states: State[] = [];
  readonly #stateIds = new Numbering<string | number>();
  readonly #partIds = new Numbering<string>();
  readonly #prefixIds = new PairTable();
  readonly #next = new PairTable();
  readonly #withinReach = new PairTable();

  constructor(model: Model<State, Input, Output>) {
    this.#model = model;
    this.#stateId(model.initial);
  }

  /** Operations of one kind have the same input and the same answer, or none. */
  kindOf(operation: Operation<Input, Output>): number {
    const known = this.#kindOf.get(operation);
    if (known !== undefined) return known;

    const { input, output } = operation;
    const inputKey = plainKey(input);
    const kind = this.#kindIds.of(`${inputKey} ${plainKey(output)}`);
    this.#kinds[kind] ??= {
      input,
      output,
      isReadOnly: this.#model.isReadOnly?.(input, output) ?? false,
      inputId: this.#inputIds.of(inputKey),
      footprintId: this.#footprintIds.of(this.#model.footprint?.(input) ?? ''),
    };
    this.#kindOf.set(operation, kind);
    return kind;
  }

  get kindCount(): number {
    return this.#kinds.length;
  }

  inputOfKind(kind: number): number {
    return this.#kinds[kind]!.inputId;
  }

  footprintOfKind(kind: number): number {
    return this.#kinds[kind]!.footprintId;
  }

  isReadOnly(kind: number): boolean {
    return this.#kinds[kind]!.isReadOnly;
  }

  /** The state after an operation of this kind, or `ILLEGAL`. */
  next(state: number, kind: number): number {
    const known = this.#next.get(state, kind);
    if (known !== undefined) return known;

    const { input, output } = this.#kinds[kind]!;
    const next = this.#model.step(this.#states[state]!, input, output);
    const id = next === illegal ? ILLEGAL : this.#stateId(next);
    this.#next.set(state, kind, id);
    return id;
  }

  /** Whether an operation of this kind can become legal without one that `enables` it. */
  isWithinReach(state: number, kind: number): boolean {
    const known = this.#withinReach.get(state, kind);
    if (known !== undefined) return known === 1;

    const { input, output } = this.#kinds[kind]!;
    const isWithinReach =
      output === undefined ||
      (this.#model.isWithinReach?.(this.#states[state]!, input, output) ?? true);
    this.#withinReach.set(state, kind, isWithinReach ? 1 : 0);
    return isWithinReach;
  }

  enables(other: number, kind: number): boolean {
    const { input, output } = this.#kinds[kind]!;
    if (output === undefined) return true;
    return this.#model.enables?.(this.#kinds[other]!.input, input, output) ?? true;
  }

  stateOf(id: number): State {
    return this.#states[id]!;
  }

  #stateId(state: State): number {
    const key = this.#model.key(state);
    const id = this.#stateIds.of(typeof key === 'string' ? key : this.#listId(key));
    this.#states[id] ??= state;
    return id;
  }

  /** States share most of their parts, which may be long: so each beginning of a list has a number. */
  #listId(parts: readonly string[]): number {
    let prefix = 0;
    for (const part of parts) {
      const partId = this.#partIds.of(part);
      let longer = this.#prefixIds.get(prefix, partId);
      if (longer === undefined) {
        longer = this.#prefixIds.size + 1;
        this.#prefixIds.set(prefix, partId, longer);
      }
      prefix = longer;
    }
    return prefix;
  }
}

/** Numbers things from 0 in the order in which they are first met. */
class Numbering<Thing> {
  readonly #ids = new Map<Thing, number>();

  of(thing: Thing): number {
    const known = this.#ids.get(thing);
    if (known !== undefined) return known;
    this.#ids.set(thing, this.#ids.size);
    return this.#ids.size - 1;
  }
}
