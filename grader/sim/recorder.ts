// Collects the events of a run. Most are sends, arrivals and timers, and most are never looked at: of those only the bare
// values are kept until somebody reads them, numbers apart from the rest. Objects that live on cost many times what it costs
// to make them.
import type { Message, NodeId } from './protocol.ts';
import type { TraceEvent } from './trace.ts';

type Unnumbered<E> = E extends unknown ? Omit<E, 'id' | 'atMs'> : never;

/** What becomes of a message that was sent: the number of its `send` event, and whether it had arrived before. */
export interface Delivery {
  readonly sent: number;
  readonly repeated: boolean;
}

/** A run without a recorder costs nothing for it. */
export class Recorder {
  /** Whether handlers' runs are recorded with what the node remembers afterwards: needed to tell a story, and dear. */
  readonly keepsMemories: boolean;
  #pages: Page[] = [];
  #count = 0;
  readonly #events: TraceEvent[] = [];

  constructor({ memories = true }: { readonly memories?: boolean } = {}) {
    this.keepsMemories = memories;
  }

  /** The number of the next event. */
  get next(): number {
    return this.#count;
  }

  get events(): readonly TraceEvent[] {
    for (const page of this.#pages) page.read(this.#events);
    this.#pages = [];
    return this.#events;
  }

  /** Returns the number of the event, as all of these do. */
  add(atMs: number, event: Unnumbered<TraceEvent>): number {
    this.#open().whole({ id: this.#count, atMs, ...event });
    return this.#count++;
  }

  send(atMs: number, node: NodeId, to: NodeId, message: Message, cause: number): number {
    this.#open().send(atMs, cause, node, to, message);
    return this.#count++;
  }

  /** `memory` is the node's, after its handler; for `timer` as well. */
  receive(atMs: number, { sent, repeated }: Delivery, memory: object): number {
    this.#open().receive(atMs, sent, repeated, memory);
    return this.#count++;
  }

  timer(atMs: number, node: NodeId, timer: string, memory: object): number {
    this.#open().timer(atMs, node, timer, memory);
    return this.#count++;
  }

  #open(): Page {
    const last = this.#pages.at(-1);
    if (last && !last.isFull) return last;
    const page = new Page();
    this.#pages.push(page);
    return page;
  }
}

const codes = { whole: 0, send: 1, receive: 2, receiveAgain: 3, timer: 4 } as const;

const eventsMax = 500;
const numbersPerEvent = 3;

/** Some events in a row. A list without end would be moved whenever it grows. */
class Page {
  /** Of each event its code, its moment, and the event that it comes from. */
  readonly #numbers = new Float64Array(eventsMax * numbersPerEvent);
  #used = 0;
  readonly #values: unknown[] = [];

  get isFull(): boolean {
    return this.#used === this.#numbers.length;
  }

  whole(event: TraceEvent): void {
    this.#note(codes.whole, event.atMs, 0);
    this.#values.push(event);
  }

  send(atMs: number, cause: number, node: NodeId, to: NodeId, message: Message): void {
    this.#note(codes.send, atMs, cause);
    this.#values.push(node, to, message);
  }

  receive(atMs: number, sent: number, repeated: boolean, memory: object): void {
    this.#note(repeated ? codes.receiveAgain : codes.receive, atMs, sent);
    this.#values.push(memory);
  }

  timer(atMs: number, node: NodeId, timer: string, memory: object): void {
    this.#note(codes.timer, atMs, 0);
    this.#values.push(node, timer, memory);
  }

  #note(code: number, atMs: number, cause: number): void {
    this.#numbers[this.#used] = code;
    this.#numbers[this.#used + 1] = atMs;
    this.#numbers[this.#used + 2] = cause;
    this.#used += numbersPerEvent;
  }

  /** Adds its events to those that were before them. */
  read(events: TraceEvent[]): void {
    let next = 0;
    const take = () => this.#values[next++];
    for (let at = 0; at < this.#used; at += numbersPerEvent) {
      const [code, atMs, cause] = this.#numbers.subarray(
        at,
        at + numbersPerEvent,
      ) as unknown as Numbers;
      const id = events.length;
      switch (code) {
        case codes.whole:
          events.push(take() as TraceEvent);
          break;
        case codes.send: {
          const [node, to, message] = [take() as NodeId, take() as NodeId, take() as Message];
          events.push({ id, atMs, kind: 'send', node, to, message, cause });
          break;
        }
        case codes.receive:
        case codes.receiveAgain: {
          // Where it went and what it said stands in its `send` event.
          const { node: from, to: node, message } = events[cause] as TraceEvent & { kind: 'send' };
          const repeated = code === codes.receiveAgain;
          const state = take() as object;
          events.push({
            id,
            atMs,
            kind: 'receive',
            node,
            from,
            message,
            sent: cause,
            repeated,
            state,
          });
          break;
        }
        case codes.timer: {
          const [node, timer, state] = [take() as NodeId, take() as string, take() as object];
          events.push({ id, atMs, kind: 'timer', node, timer, state });
        }
      }
    }
  }
}

type Numbers = [code: (typeof codes)[keyof typeof codes], atMs: number, cause: number];
