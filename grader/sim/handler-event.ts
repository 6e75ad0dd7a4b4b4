// What a trace says of a handler's run and of its effects.
import type { Effect } from './effects.ts';
import type { Input, Machine } from './machine.ts';
import type { NodeId } from './protocol.ts';
import type { Delivery, Recorder } from './recorder.ts';

/** Adds a handler's run to a trace, with the memory after it and the lines that it wrote; returns its event. */
export function recordRun(
  recorder: Recorder,
  atMs: number,
  machine: Machine,
  input: Input,
  delivery: Delivery | undefined,
): number {
  const state = memoryFor(recorder, machine, input);
  const run = recordInput(recorder, atMs, machine.id, input, state, delivery);
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

function recordInput(
  recorder: Recorder,
  atMs: number,
  node: NodeId,
  input: Input,
  state: object,
  delivery: Delivery | undefined,
): number {
  switch (input.kind) {
    case 'message':
      return recorder.receive(atMs, delivery!, state);
    case 'request':
      return recorder.add(atMs, { kind: 'request', node, request: input.request, state });
    case 'timer':
      return recorder.timer(atMs, node, input.timer, state);
  }
}

function recordNotes(recorder: Recorder, atMs: number, machine: Machine, cause: number): void {
  if (machine.notes.length === 0) return;
  for (const text of machine.notes)
    recorder.add(atMs, { kind: 'note', node: machine.id, text, cause });
}

/** What a trace says of an effect that has happened. Of those that set timers it says nothing. */
export function recordEffect(
  recorder: Recorder,
  atMs: number,
  node: NodeId,
  effect: Effect & { do: 'send' | 'emit' | 'persist' },
  cause: number,
): number {
  if (effect.do === 'send' && !effect.at) {
    return recorder.send(atMs, node, effect.to, effect.message, cause);
  }
  const at = effect.at ? { at: effect.at } : {};
  switch (effect.do) {
    case 'send': {
      const { to, message } = effect;
      return recorder.add(atMs, { kind: 'send', node, to, message, cause, ...at });
    }
    case 'emit':
      return recorder.add(atMs, { kind: 'emit', node, output: effect.output, cause, ...at });
    case 'persist':
      return recorder.add(atMs, { kind: 'persist', node, durable: effect.durable, cause, ...at });
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
