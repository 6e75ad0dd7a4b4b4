// What a trace says of a handler's run and of its effects.
import type { Effect } from './effects.ts';
import type { Input, Machine } from './machine.ts';
import type { NodeId } from './protocol.ts';
import type { Recorder, TraceEvent } from './trace.ts';

/** Of a message: its `send` event, and whether it had arrived before. */
export interface Delivery {
  readonly sent: number;
  readonly repeated: boolean;
}

/** Adds a handler's run to a trace, with the memory after it and the lines that it wrote; returns its event. */
export function recordRun(
  recorder: Recorder,
  atMs: number,
  machine: Machine,
  input: Input,
  delivery?: Delivery,
): number {
  const state = memoryFor(recorder, machine, input);
  const run = recorder.push(runEvent(recorder.next, atMs, machine.id, input, state, delivery));
  recordNotes(recorder, atMs, machine, run);
  return run;
}

/** The same of a boot. */
export function recordBoot(
  recorder: Recorder,
  atMs: number,
  machine: Machine,
  boot: { readonly durable: unknown; readonly restart: boolean; readonly wiped?: true },
): number {
  const state = memoryFor(recorder, machine, 'start');
  const run = recorder.add(atMs, { kind: 'boot', node: machine.id, ...boot, state });
  recordNotes(recorder, atMs, machine, run);
  return run;
}

const notKept = Object.freeze({});

const memoryFor = (recorder: Recorder, machine: Machine, input: Input | 'start'): object =>
  recorder.keepsMemories ? machine.snapshot(input) : notKept;

function runEvent(
  id: number,
  atMs: number,
  node: NodeId,
  input: Input,
  state: object,
  delivery: Delivery | undefined,
): TraceEvent {
  switch (input.kind) {
    case 'message': {
      const { from, message } = input;
      const { sent, repeated } = delivery ?? { sent: 0, repeated: false };
      return { id, atMs, kind: 'receive', node, from, message, sent, repeated, state };
    }
    case 'request':
      return { id, atMs, kind: 'request', node, request: input.request, state };
    case 'timer':
      return { id, atMs, kind: 'timer', node, timer: input.timer, state };
  }
}

function recordNotes(recorder: Recorder, atMs: number, machine: Machine, cause: number): void {
  for (const text of machine.notes)
    recorder.add(atMs, { kind: 'note', node: machine.id, text, cause });
}

type EffectEvent = Extract<TraceEvent, { kind: 'send' | 'emit' | 'persist' }>;

/** What a trace says of an effect that has happened. Of those that set timers it says nothing. */
export function recordEffect(
  recorder: Recorder,
  atMs: number,
  node: NodeId,
  effect: Effect & { do: 'send' | 'emit' | 'persist' },
  cause: number,
): number {
  const id = recorder.next;
  const event = effectEvent(id, atMs, node, effect, cause);
  return recorder.push(effect.at ? { ...event, at: effect.at } : event);
}

function effectEvent(
  id: number,
  atMs: number,
  node: NodeId,
  effect: Effect & { do: 'send' | 'emit' | 'persist' },
  cause: number,
): EffectEvent {
  switch (effect.do) {
    case 'send':
      return { id, atMs, kind: 'send', node, to: effect.to, message: effect.message, cause };
    case 'emit':
      return { id, atMs, kind: 'emit', node, output: effect.output, cause };
    case 'persist':
      return { id, atMs, kind: 'persist', node, durable: effect.durable, cause };
  }
}

/** An effect in two or three words, for a sentence: "before send store". */
export function nameOf(effect: Effect): string {
  switch (effect.do) {
    case 'send':
      return `it sent ${effect.message.type} to ${effect.to}`;
    case 'emit':
      return `it could tell ${effect.output.type}`;
    case 'persist':
      return 'its disk wrote';
    default:
      return 'the rest happened';
  }
}
