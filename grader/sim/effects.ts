// What a handler asked for, as data, and the handle through which it asks.
import { copyPlain, NotPlain } from './plain.ts';
import type { Message, NodeId } from './protocol.ts';

/** Where in the learner's own code something was asked for. Lines and columns count from 1. */
export interface CodePosition {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
}

/** With `at` where the story is told: see `Surroundings.where`. */
export type Effect = { readonly at?: CodePosition } & (
  | { readonly do: 'send'; readonly to: NodeId; readonly message: Message }
  | { readonly do: 'emit'; readonly output: Message }
  | { readonly do: 'persist'; readonly durable: unknown }
  | {
      readonly do: 'setTimer';
      readonly timer: string;
      readonly delayMs: { readonly min: number; readonly max: number };
    }
  | { readonly do: 'cancelTimer'; readonly timer: string }
);

/** What a handler may ask of the world while it runs. */
export interface Surroundings {
  now(): number;
  wallClock(): number;
  choose(count: number): number;
  /** The line that is running, where a story is told with its code. Dear: it reads a stack. */
  where?(): CodePosition | undefined;
}

/** What a handler asked for, in the order asked, and the lines that it wrote into the story. */
export interface Asked {
  readonly effects: readonly Effect[];
  readonly notes: readonly string[];
}

/** A mistake in how a handler uses its node: an unknown addressee, a timer of no length, a handle kept from before. */
export class Misuse extends Error {
  override readonly name = 'Misuse';
}

const effectsMax = 10_000;
const notesMax = 100;
const noteLengthMax = 1_000;

let close: (handle: Handle) => Asked;

/** Most handlers ask for little and write nothing: a list is made when there is something to put into it. */
const nothing: never[] = [];
Object.freeze(nothing);

/** One handler's view of its machine. It is closed when the handler returns, and a new one is made for the next. */
export class Handle {
  readonly id: NodeId;
  readonly nodes: Readonly<Record<string, readonly NodeId[]>>;
  #isOpen = true;
  #effects: Effect[] = nothing;
  #notes: string[] = nothing;
  readonly #known: ReadonlySet<NodeId>;
  readonly #surroundings: Surroundings;

  constructor(id: NodeId, place: Place, surroundings: Surroundings) {
    this.id = id;
    this.nodes = place.nodes;
    this.#known = place.known;
    this.#surroundings = surroundings;
  }

  send(to: NodeId, message: Message): void {
    if (!this.#known.has(to)) {
      throw new Misuse(
        `send: there is no node called ${quoted(to)}. The cluster has ${[...this.#known].join(', ')}.`,
      );
    }
    this.#ask({ do: 'send', to, message: copyMessage(message, 'message') });
  }

  emit(output: Message): void {
    this.#ask({ do: 'emit', output: copyMessage(output, 'output') });
  }

  persist(durable: unknown): void {
    this.#ask({ do: 'persist', durable: copyPlain(durable, 'memory', 'durable') });
  }

  setTimer(timer: string, delayMs: { readonly min: number; readonly max: number }): void {
    if (typeof timer !== 'string')
      throw new Misuse(`setTimer: a timer's name is a string, not ${quoted(timer)}.`);
    const { min, max } = Object(delayMs) as { min: unknown; max: unknown };
    if (!isDelay(min) || !isDelay(max) || min > max) {
      throw new Misuse(
        `setTimer('${timer}'): the delay is { min, max } in milliseconds, 1 <= min <= max, not ${shortText(delayMs)}.`,
      );
    }
    this.#ask({ do: 'setTimer', timer, delayMs: { min, max } });
  }

  cancelTimer(timer: string): void {
    this.#ask({ do: 'cancelTimer', timer: String(timer) });
  }

  now(): number {
    this.#assertOpen();
    return this.#surroundings.now();
  }

  wallClock(): number {
    this.#assertOpen();
    return this.#surroundings.wallClock();
  }

  choose(count: number): number {
    this.#assertOpen();
    if (!Number.isInteger(count) || count < 1 || count > 1_000) {
      throw new Misuse(
        `choose: the count is a whole number from 1 to 1,000, not ${quoted(count)}.`,
      );
    }
    return this.#surroundings.choose(count);
  }

  note(text: string): void {
    this.#assertOpen();
    if (this.#notes.length >= notesMax) return;
    const note = String(text).slice(0, noteLengthMax);
    if (this.#notes === nothing) this.#notes = [note];
    else this.#notes.push(note);
  }

  #ask(effect: Effect): void {
    this.#assertOpen();
    if (this.#effects.length >= effectsMax) {
      throw new Misuse(`One handler asked for more than ${effectsMax} effects.`);
    }
    const at = this.#surroundings.where?.();
    const told = at ? { ...effect, at } : effect;
    if (this.#effects === nothing) this.#effects = [told];
    else this.#effects.push(told);
  }

  #assertOpen(): void {
    if (!this.#isOpen) {
      throw new Misuse(
        'This node handle is from a handler that has returned. Use the `node` that the current handler is given.',
      );
    }
  }

  static {
    // Out of reach of whoever holds a handle: it is no property of the class.
    close = (handle) => {
      handle.#isOpen = false;
      return { effects: handle.#effects, notes: handle.#notes };
    };
  }
}

/** Ends a handler: later use of the handle throws `Misuse`. */
export const closeHandle = (handle: Handle): Asked => close(handle);

// A submission holds handles: it must not reach the class through them, nor change what all of them share.
Reflect.deleteProperty(Handle.prototype, 'constructor');
Object.freeze(Handle.prototype);

/** What code of a protocol gets hold of that is not plain data: whoever confines it must freeze it. */
export const handedOut: readonly unknown[] = [Handle.prototype, Misuse, NotPlain];

/** Where a node stands: the cluster by role, and every name in it. */
export interface Place {
  readonly nodes: Readonly<Record<string, readonly NodeId[]>>;
  readonly known: ReadonlySet<NodeId>;
}

function copyMessage(message: Message, root: string): Message {
  const copied = copyPlain(message, 'message', root);
  if (typeof (copied as Message | null | undefined)?.type !== 'string') {
    throw new Misuse(`A ${root} is an object with a \`type\`, not ${shortText(message)}.`);
  }
  return copied;
}

const delayMsMax = 1e9;

const isDelay = (value: unknown): value is number =>
  typeof value === 'number' && value >= 1 && value <= delayMsMax;

const quoted = (value: unknown): string =>
  typeof value === 'string' ? `"${value.slice(0, 40)}"` : shortText(value);

function shortText(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  try {
    return (JSON.stringify(value) ?? String(value)).slice(0, 60);
  } catch {
    return 'a value that has no text';
  }
}
