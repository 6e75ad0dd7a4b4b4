// What a trace says of a handler's run and of its effects.
import type { Effect } from './effects.ts';
import type { Input, Machine } from './machine.ts';
import type { NodeId } from './protocol.ts';
import type { Recorder, TraceEvent } from './trace.ts';

type HandlerEvent = Extract<TraceEvent, { state: object }>;
type WithoutState<E> = E extends unknown ? Omit<E, 'id' | 'atMs' | 'state'> : never;
type Stated<E> = E extends unknown ? Omit<E, 'id' | 'atMs'> : never;

/** Adds a handler's run to a trace, with the memory after it and the lines that it wrote; returns its event. */
export function recordRun(
  recorder: Recorder,
  atMs: number,
  machine: Machine,
  input: Input | 'start',
  event: WithoutState<HandlerEvent>,
): number {
  const run = recorder.add(atMs, {
    ...event,
    state: machine.snapshot(input),
  } as Stated<HandlerEvent>);
  for (const text of machine.notes)
    recorder.add(atMs, { kind: 'note', node: machine.id, text, cause: run });
  return run;
}

/** What a trace says of a handler's run. */
export function describeRun(
  node: NodeId,
  input: Input,
  arrival: { readonly sent: number; readonly repeated: boolean } | undefined,
): WithoutState<HandlerEvent> {
  switch (input.kind) {
    case 'message': {
      const { from, message } = input;
      return {
        kind: 'receive',
        node,
        from,
        message,
        sent: arrival?.sent ?? 0,
        repeated: arrival?.repeated ?? false,
      };
    }
    case 'request':
      return { kind: 'request', node, request: input.request };
    case 'timer':
      return { kind: 'timer', node, timer: input.timer };
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
