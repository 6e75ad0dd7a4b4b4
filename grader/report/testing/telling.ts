// Stories told by hand: a trace is written down as it would have been recorded, with its links in place.
import type { Message, NodeId, TraceEvent } from '../../sim/index.ts';
import { Recorder } from '../../sim/index.ts';
import type { Story } from '../../judge/verdict.ts';

type Fields = Message & Readonly<Record<string, unknown>>;

/** Tells what happened, event by event. Each `*` of a handler takes the node's memory afterwards. */
export class Telling {
  readonly nodes: readonly { readonly id: NodeId; readonly role: string }[];
  readonly #recorder = new Recorder();
  readonly #memory = new Map<NodeId, object>();
  readonly #handler = new Map<NodeId, number>();
  atMs = 0;

  constructor(roles: Readonly<Record<string, readonly NodeId[]>>, memory: object = {}) {
    this.nodes = Object.entries(roles).flatMap(([role, ids]) => ids.map((id) => ({ id, role })));
    for (const { id } of this.nodes) this.boot(id, memory, { restart: false });
  }

  get trace(): readonly TraceEvent[] {
    return this.#recorder.events;
  }

  boot(
    node: NodeId,
    memory: object,
    { restart = true, durable }: { restart?: boolean; durable?: unknown } = {},
  ): void {
    this.#handled(node, memory, (state) => ({ kind: 'boot', node, durable, restart, state }));
  }

  request(node: NodeId, request: Fields, memory?: object): void {
    this.#handled(node, memory, (state) => ({ kind: 'request', node, request, state }));
  }

  timer(node: NodeId, timer: string, memory?: object): void {
    this.#handled(node, memory, (state) => ({ kind: 'timer', node, timer, state }));
  }

  /** The sender's last handler sends; returns the number of the message. */
  send(node: NodeId, to: NodeId, message: Fields): number {
    return this.#add({ kind: 'send', node, to, message, cause: this.#cause(node) });
  }

  receive(sent: number, memory?: object, { repeated = false } = {}): void {
    const send = this.trace[sent]!;
    if (send.kind !== 'send') throw new Error(`Event ${sent} sends nothing.`);
    const { to: node, node: from, message } = send;
    this.#handled(node, memory, (state) => {
      return { kind: 'receive', node, from, message, sent, repeated, state };
    });
  }

  lose(sent: number, because: string): void {
    const send = this.trace[sent]!;
    if (send.kind !== 'send') throw new Error(`Event ${sent} sends nothing.`);
    const { to: node, node: from, message } = send;
    this.#add({ kind: 'lost', lost: 'message', node, from, message, because, cause: sent });
  }

  persist(node: NodeId, durable: unknown): void {
    this.#add({ kind: 'persist', node, durable, cause: this.#cause(node) });
  }

  emit(node: NodeId, output: Fields): void {
    this.#add({ kind: 'emit', node, output, cause: this.#cause(node) });
  }

  note(node: NodeId, text: string): void {
    this.#add({ kind: 'note', node, text, cause: this.#cause(node) });
  }

  crash(node: NodeId, because = 'crash'): void {
    this.#add({ kind: 'crash', node, because });
  }

  pause(node: NodeId, kind: 'pause' | 'resume', because: string): void {
    this.#add({ kind, node, because });
  }

  network(because: string, groups?: readonly (readonly NodeId[])[]): void {
    this.#add(groups ? { kind: 'network', because, groups } : { kind: 'network', because });
  }

  broken(promise: string, what: string, nodes: readonly NodeId[]): Story {
    this.#add({ kind: 'broken', promise, what, nodes });
    const deliveries = this.trace.filter(({ kind }) => kind === 'receive').length;
    return {
      promise,
      broke: { what, nodes },
      trace: this.trace,
      nodes: this.nodes,
      deliveries,
      token: 'q1-0123456789abcdef',
      found: { deliveries: deliveries * 9, executions: 315 },
      replay: { kind: 'schedule', schedule: [] },
    };
  }

  #cause(node: NodeId): number {
    return this.#handler.get(node)!;
  }

  #add(event: Parameters<Recorder['add']>[1]): number {
    return this.#recorder.add(this.atMs, event);
  }

  #handled(
    node: NodeId,
    memory: object | undefined,
    event: (state: object) => Parameters<Recorder['add']>[1],
  ): void {
    const state = structuredClone({ ...this.#memory.get(node), ...memory });
    this.#memory.set(node, state);
    this.#handler.set(node, this.#add(event(state)));
  }
}
