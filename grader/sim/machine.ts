// One machine: a protocol that was booted, its memory and its disk. Both the world and a replay run handlers here.
import type { AnyProtocol } from './cluster.ts';
import {
  type Asked,
  closeHandle,
  type Effect,
  Handle,
  type Place,
  type Surroundings,
} from './effects.ts';
import { assertPlain, copyPlain } from './plain.ts';
import type { Message, Node, NodeId } from './protocol.ts';

/** What a handler is run for. */
export type Input =
  | { readonly kind: 'message'; readonly from: NodeId; readonly message: Message }
  | { readonly kind: 'request'; readonly request: Message }
  | { readonly kind: 'timer'; readonly timer: string };

/** Learner's code failed in a handler. `cause` is what was thrown there, of any type. */
export class HandlerError extends Error {
  override readonly name = 'HandlerError';
  readonly node: NodeId;
  /** The handler and what it was run for: `onMessage(prepare)`. */
  readonly during: string;

  constructor(node: NodeId, during: string, cause: unknown) {
    super(`${node} failed in ${during}`, { cause });
    this.node = node;
    this.during = during;
  }
}

// oxlint-disable-next-line typescript/no-explicit-any -- see AnyProtocol
type AnyNode = Node<any>;

export class Machine {
  readonly id: NodeId;
  readonly #make: () => AnyProtocol;
  readonly #place: Place;
  #protocol: AnyProtocol | undefined;
  #state: object = {};
  #effects: readonly Effect[] = [];
  #notes: readonly string[] = [];
  /** The last value that reached the disk, our own copy; `undefined` on a new or wiped disk. */
  durable: unknown = undefined;

  constructor(id: NodeId, make: () => AnyProtocol, place: Place) {
    this.id = id;
    this.#make = make;
    this.#place = place;
  }

  get up(): boolean {
    return this.#protocol !== undefined;
  }

  /** The node's memory, not a copy: for snapshots and checks, never to be changed. */
  get state(): object {
    return this.#state;
  }

  /** @throws HandlerError */
  start(surroundings: Surroundings): readonly Effect[] {
    const handle = new Handle(this.id, this.#place, surroundings);
    try {
      this.#boot(handle as AnyNode);
    } catch (error) {
      throw new HandlerError(this.id, 'start', error);
    } finally {
      // Closed even when the handler threw: the handle must not outlive it.
      this.#keep(closeHandle(handle));
    }
    return this.#effects;
  }

  #boot(node: AnyNode): void {
    const protocol = this.#make();
    // A copy, since a protocol may well change the very object that it was handed.
    const durable =
      this.durable === undefined ? undefined : copyPlain(this.durable, 'memory', 'durable');
    const state: unknown = protocol.start(node, durable);
    if (typeof state !== 'object' || state === null) {
      throw new TypeError('`start` must return the memory of the node: an object.');
    }
    assertPlain(state, 'memory', 'state');
    this.#protocol = protocol;
    this.#state = state;
  }

  /** The handler gets a copy of its own of what is `shared`. @throws HandlerError */
  handle(input: Input, surroundings: Surroundings, shared = true): readonly Effect[] {
    const handle = new Handle(this.id, this.#place, surroundings);
    try {
      this.#take(handle as AnyNode, input, shared);
    } catch (error) {
      throw new HandlerError(this.id, describeInput(input), error);
    } finally {
      this.#keep(closeHandle(handle));
    }
    return this.#effects;
  }

  #take(node: AnyNode, input: Input, shared: boolean): void {
    const protocol = this.#protocol!;
    switch (input.kind) {
      case 'message': {
        const message = shared ? ownCopy(input.message) : input.message;
        return protocol.onMessage?.(node, this.#state, input.from, message);
      }
      case 'request':
        return protocol.onRequest?.(node, this.#state, ownCopy(input.request));
      case 'timer':
        return protocol.onTimer?.(node, this.#state, input.timer);
    }
  }

  #keep({ effects, notes }: Asked): void {
    this.#effects = effects;
    this.#notes = notes;
  }

  /** Memory is gone; the disk stays. */
  crash(): void {
    this.#protocol = undefined;
    this.#state = {};
  }

  /** A copy of the memory. @throws HandlerError where a protocol keeps anything but plain data in it. */
  snapshot(during: Input | 'start'): object {
    try {
      return copyPlain(this.#state, 'memory', 'state');
    } catch (error) {
      throw new HandlerError(this.id, describeInput(during), error);
    }
  }

  /** The strict check of the memory, many times dearer than a copy. @throws HandlerError */
  checkMemory(during: Input | 'start'): void {
    try {
      assertPlain(this.#state, 'memory', 'state');
    } catch (error) {
      throw new HandlerError(this.id, describeInput(during), error);
    }
  }

  /** What the handler that ran last wrote into the story. Not an effect: a crash can't lose it. */
  get notes(): readonly string[] {
    return this.#notes;
  }
}

/** A handler may change what it is handed; a message can arrive twice and stands in the trace. */
const ownCopy = (message: Message): Message => copyPlain(message, 'message', 'message');

export function describeInput(input: Input | 'start'): string {
  if (input === 'start') return 'start';
  switch (input.kind) {
    case 'message':
      return `onMessage(${input.message.type})`;
    case 'request':
      return `onRequest(${input.request.type})`;
    case 'timer':
      return `onTimer(${input.timer})`;
  }
}
