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

export class Transitions<State, Input, Output> {
  /** The input and output that the operations of each kind share. */
  readonly #kinds: { input: Input; output: Output | undefined; isReadOnly: boolean }[] = [];
  readonly #kindByKey = new Map<string, number>();
  readonly #inputByKey = new Map<string, number>();
  readonly #inputOfKind: number[] = [];

  readonly #states: State[] = [];
  readonly #stateByKey = new Map<string, number>();
  readonly #partByKey = new Map<string, number>();
  readonly #known = new PairTable();
  readonly #model: Model<State, Input, Output>;

  constructor(model: Model<State, Input, Output>) {
    this.#model = model;
    this.#stateId(model.initial);
  }

  /** Operations of one kind have the same input and the same answer, or none. */
  kindOf({ input, output }: Operation<Input, Output>): number {
    const inputKey = plainKey(input);
    const key = `${inputKey} ${plainKey(output)}`;
    const known = this.#kindByKey.get(key);
    if (known !== undefined) return known;

    this.#kindByKey.set(key, this.#kinds.length);
    if (!this.#inputByKey.has(inputKey)) this.#inputByKey.set(inputKey, this.#inputByKey.size);
    this.#inputOfKind.push(this.#inputByKey.get(inputKey)!);
    const isReadOnly = this.#model.isReadOnly?.(input, output) ?? false;
    return this.#kinds.push({ input, output, isReadOnly }) - 1;
  }

  get kindCount(): number {
    return this.#kinds.length;
  }

  /** Kinds with the same number here differ only in what was answered. */
  inputOfKind(kind: number): number {
    return this.#inputOfKind[kind]!;
  }

  isReadOnly(kind: number): boolean {
    return this.#kinds[kind]!.isReadOnly;
  }

  /** The state after an operation of this kind, or `ILLEGAL`. */
  next(state: number, kind: number): number {
    const known = this.#known.get(state, kind);
    if (known !== undefined) return known;

    const { input, output } = this.#kinds[kind]!;
    const next = this.#model.step(this.#states[state]!, input, output);
    const id = next === illegal ? ILLEGAL : this.#stateId(next);
    this.#known.set(state, kind, id);
    return id;
  }

  stateOf(id: number): State {
    return this.#states[id]!;
  }

  #stateId(state: State): number {
    const key = this.#shortKey(this.#model.key(state));
    const known = this.#stateByKey.get(key);
    if (known !== undefined) return known;
    this.#stateByKey.set(key, this.#states.length);
    return this.#states.push(state) - 1;
  }

  /** A number for each part, since the parts of many states are long and the same. */
  #shortKey(key: string | readonly string[]): string {
    if (typeof key === 'string') return key;
    return key.map((part) => this.#partId(part)).join();
  }

  #partId(part: string): number {
    const known = this.#partByKey.get(part);
    if (known !== undefined) return known;
    this.#partByKey.set(part, this.#partByKey.size);
    return this.#partByKey.size - 1;
  }
}
